/**
 * A message field by field, with the bytes of each: what the inspector shows. Slower than `decodeMessage`, and
 * only for looking.
 */
import { ByteReader } from '../bytes/byte-reader.ts';
import type { FieldWatcher, WatchedField } from '../schema/field-watcher.ts';
import type { MessageSchema } from '../schema/message.ts';
import { compileMessage, type Message } from '../schema/message-codec.ts';
import type { Type } from '../schema/schema.ts';

export interface DissectedField {
  /** Null for an item of an array. */
  readonly name: string | null;
  /** How its bytes are written: `int32`, `compact string`, `array of int8`, `varint`. */
  readonly type: string;
  readonly value: unknown;
  /** First byte, and the one after the last; a length before the value is part of it. */
  readonly from: number;
  readonly to: number;
  /** Of a tagged field; null: it is none. */
  readonly tag: number | null;
  /** Fields of a struct, items of an array, what is inside bytes. */
  readonly inner: readonly DissectedField[];
}

export interface DissectedMessage {
  readonly message: Message;
  readonly fields: readonly DissectedField[];
  /** Where it ends. */
  readonly to: number;
}

/** Tagged fields that are not on the wire are not there; of those that are, tag and size are before `from`. */
export function dissectMessage(
  schema: MessageSchema,
  version: number,
  bytes: Uint8Array,
): readonly DissectedField[] {
  return dissectMessageIn(schema, version, bytes, 0).fields;
}

/** One that begins at `from`, and may be followed by others. Places are counted from the beginning of `bytes`. */
export function dissectMessageIn(
  schema: MessageSchema,
  version: number,
  bytes: Uint8Array,
  from: number,
): DissectedMessage {
  const fields: DissectedField[] = [];
  const open: { field: WatchedField; from: number; inner: DissectedField[] }[] = [];
  const watcher: FieldWatcher = {
    enter(field, position) {
      open.push({ field, from: from + position, inner: [] });
    },
    leave(value, position) {
      const left = open.pop();
      if (!left) return;
      const { name, type, compact, tag } = left.field;
      const written = { name, tag, type: typeName(type, compact), value };
      (open.at(-1)?.inner ?? fields).push({
        ...written,
        from: left.from,
        to: from + position,
        inner: left.inner,
      });
    },
  };
  const reader = new ByteReader(bytes.subarray(from));
  const message = compileMessage(schema, version, watcher).read(reader);
  return { message, fields, to: from + reader.position };
}

/** The same so many bytes on. */
export function movedBy(field: DissectedField, bytes: number): DissectedField {
  return {
    ...field,
    from: field.from + bytes,
    to: field.to + bytes,
    inner: field.inner.map((each) => movedBy(each, bytes)),
  };
}

function typeName(type: Type, compact: boolean): string {
  switch (type.kind) {
    case 'string':
    case 'bytes':
    case 'records':
      return compact ? `compact ${type.kind}` : type.kind;
    case 'array':
      return `${compact ? 'compact array' : 'array'} of ${typeName(type.element, compact)}`;
    default:
      return type.kind;
  }
}
