/**
 * A message field by field, with the bytes of each: what the inspector shows. Slower than `decodeMessage`, and
 * only for looking.
 */
import { ByteReader } from '../bytes/byte-reader.ts';
import type { FieldWatcher } from './field-watcher.ts';
import type { MessageSchema } from './message.ts';
import { compileMessage } from './message-codec.ts';
import type { Type } from './schema.ts';

export interface DissectedField {
  /** Null for an item of an array. */
  readonly name: string | null;
  readonly type: Type;
  readonly value: unknown;
  /** First byte, and the one after the last; a length before the value is part of it. */
  readonly from: number;
  readonly to: number;
  /** Fields of a struct, items of an array. */
  readonly inner: readonly DissectedField[];
}

/** Tagged fields that are not on the wire are not there; of those that are, tag and size are before `from`. */
export function dissectMessage(schema: MessageSchema, version: number, bytes: Uint8Array): DissectedField[] {
  const fields: DissectedField[] = [];
  const open: { name: string | null; type: Type; from: number; inner: DissectedField[] }[] = [];
  const watcher: FieldWatcher = {
    enter(name, type, from) {
      open.push({ name, type, from, inner: [] });
    },
    leave(value, to) {
      const field = open.pop();
      if (field) (open.at(-1)?.inner ?? fields).push({ ...field, value, to });
    },
  };
  compileMessage(schema, version, watcher).read(new ByteReader(bytes));
  return fields;
}
