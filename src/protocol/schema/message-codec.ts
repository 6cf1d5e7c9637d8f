/**
 * Bytes of described messages, both ways. A message in one version is compiled once into a reader and a writer
 * that no longer ask about versions. A field that a message leaves out is written as its default; a message that
 * was read has every field of its version.
 */
import { ByteReader } from '../bytes/byte-reader.ts';
import { ByteWriter, type RecordsToBytes } from '../bytes/byte-writer.ts';
import { SchemaError, within } from '../bytes/schema-error.ts';
import type { FieldWatcher } from './field-watcher.ts';
import { watched } from './field-watcher.ts';
import { ensureSupported, isFlexible, type MessageSchema } from './message.ts';
import type { Field, Fields, Type } from './schema.ts';
import { readTaggedFields, type TaggedField, writeTaggedFields } from './tagged-fields.ts';
import {
  arrayCodec,
  bytesCodec,
  fixedCodecs,
  neverNull,
  nullableStructCodec,
  recordsCodec,
  stringCodec,
  type ValueCodec,
} from './value-codec.ts';
import { includesVersion } from './versions.ts';

/** A message as it is read: its fields by name. */
export type Message = Record<string, unknown>;

export interface MessageCodec {
  read(reader: ByteReader): Message;
  write(writer: ByteWriter, message: object): void;
}

/** The message and nothing else. */
export function encodeMessage(
  schema: MessageSchema,
  version: number,
  message: object,
  recordsToBytes?: RecordsToBytes,
): Uint8Array {
  const writer = new ByteWriter(recordsToBytes);
  messageCodec(schema, version).write(writer, message);
  return writer.toBytes();
}

/** The inverse of `encodeMessage`. Bytes that are left over are an error. */
export function decodeMessage(schema: MessageSchema, version: number, bytes: Uint8Array): Message {
  const reader = new ByteReader(bytes);
  const message = messageCodec(schema, version).read(reader);
  if (reader.remaining() > 0) {
    throw new SchemaError(`${schema.name} v${version}: ${reader.remaining()} bytes are left over`);
  }
  return message;
}

const compiled = new WeakMap<MessageSchema, (MessageCodec | undefined)[]>();

export function messageCodec(schema: MessageSchema, version: number): MessageCodec {
  const versions = compiled.get(schema) ?? [];
  compiled.set(schema, versions);
  versions[version] ??= compileMessage(schema, version);
  return versions[version];
}

/** What the compiling of a message asks at every field. */
interface Plan {
  readonly version: number;
  readonly flexible: boolean;
  readonly watcher: FieldWatcher | undefined;
}

/** A codec of its own, whose reader tells the watcher of every field. */
export function compileMessage(schema: MessageSchema, version: number, watcher?: FieldWatcher): MessageCodec {
  ensureSupported(schema, version);
  const codec = structCodec(schema.fields, { version, flexible: isFlexible(schema, version), watcher });
  const place = `${schema.name} v${version}`;
  return {
    read: (reader) => placed(place, () => codec.read(reader) as Message),
    write: (writer, message) => placed(place, () => codec.write(writer, message)),
  };
}

function placed<Result>(place: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw within(place, error);
  }
}

function structCodec(fields: Fields, plan: Plan): ValueCodec {
  const ofVersion = Object.entries(fields).filter(([, { versions }]) =>
    includesVersion(versions, plan.version),
  );
  const plain = ofVersion
    .filter(([, { tag }]) => tag === null)
    .map(([name, field]) => ({ name, default: field.default, codec: fieldCodec(name, field, plan) }));
  const tagged = ofVersion.flatMap(([name, field]): TaggedField[] => {
    const { tag } = field;
    const absent = defaultOf(field, plan.version);
    return tag === null ? [] : [{ name, tag, field, absent, codec: fieldCodec(name, field, plan) }];
  });
  return {
    read(reader) {
      const message: Message = {};
      let place = '';
      try {
        for (const { name, codec } of plain) {
          place = name;
          message[name] = codec.read(reader);
        }
        place = 'tagged fields';
        if (plan.flexible) readTaggedFields(reader, tagged, message);
      } catch (error) {
        throw within(place, error);
      }
      return message;
    },
    write(writer, value) {
      if (typeof value !== 'object' || value === null)
        throw new SchemaError('what should be a struct is not');
      const message = value as Message;
      let place = '';
      try {
        for (const each of plain) {
          place = each.name;
          const given = message[place];
          each.codec.write(writer, given === undefined ? each.default : given);
        }
        place = 'tagged fields';
        if (plan.flexible) writeTaggedFields(writer, tagged, message);
      } catch (error) {
        throw within(place, error);
      }
    },
  };
}

/** A struct's default has the default of every field. */
function defaultOf(field: Field, version: number): unknown {
  if (field.type.kind !== 'struct' || field.default === null) return field.default;
  return Object.fromEntries(
    Object.entries(field.type.fields)
      .filter(([, { versions }]) => includesVersion(versions, version))
      .map(([name, each]) => [name, defaultOf(each, version)]),
  );
}

function fieldCodec(name: string, field: Field, plan: Plan): ValueCodec {
  const nullable = field.nullable !== null && includesVersion(field.nullable, plan.version);
  const { type, tag } = field;
  const compact = plan.flexible && field.flexible;
  const codec = typeCodec(type, nullable, { ...plan, flexible: compact }, tag !== null);
  return plan.watcher ? watched(plan.watcher, { name, type, compact, tag }, codec) : codec;
}

function typeCodec(type: Type, nullable: boolean, plan: Plan, isTagged = false): ValueCodec {
  switch (type.kind) {
    case 'struct': {
      const codec = structCodec(type.fields, plan);
      return nullable ? nullableStructCodec(codec, isTagged) : codec;
    }
    case 'array': {
      const element = typeCodec(type.element, false, plan);
      const { watcher, flexible: compact } = plan;
      const item = { name: null, type: type.element, compact, tag: null };
      const codec = arrayCodec(watcher ? watched(watcher, item, element) : element, compact);
      return nullable ? codec : neverNull(codec);
    }
    case 'string':
      return nullable ? stringCodec(plan.flexible) : neverNull(stringCodec(plan.flexible));
    case 'bytes':
      return nullable ? bytesCodec(plan.flexible) : neverNull(bytesCodec(plan.flexible));
    case 'records':
      return nullable ? recordsCodec(plan.flexible) : neverNull(recordsCodec(plan.flexible));
    default:
      return fixedCodecs[type.kind];
  }
}
