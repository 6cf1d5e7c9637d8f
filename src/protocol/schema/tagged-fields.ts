/**
 * Tagged fields (KIP-482): at the end of each struct of a flexible version, those that differ from their default,
 * each with its tag and size, so that a reader can pass over what it does not know. What it passes over it keeps,
 * as Kafka does, and writes it back.
 */
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { SchemaError, within } from '../bytes/schema-error.ts';
import type { Field } from './schema.ts';
import type { ValueCodec } from './value-codec.ts';

export interface TaggedField {
  readonly name: string;
  readonly tag: number;
  readonly field: Field;
  /** What it is when it is not there. */
  readonly absent: unknown;
  readonly codec: ValueCodec;
}

export interface RawTaggedField {
  readonly tag: number;
  readonly data: Uint8Array;
}

/** Where a message keeps the tagged fields that its version does not know; absent: there are none. */
const UNKNOWN_TAGGED_FIELDS = '_unknownTaggedFields';

type Values = Record<string, unknown>;

export function readTaggedFields(reader: ByteReader, known: readonly TaggedField[], message: Values): void {
  for (const { name, absent } of known) message[name] = absent;
  const count = reader.unsignedVarint();
  for (let index = 0; index < count; index++) {
    const tag = reader.unsignedVarint();
    const size = reader.unsignedVarint();
    const tagged = known.find((each) => each.tag === tag);
    if (tagged) message[tagged.name] = readTagged(reader, tagged, size);
    else keepUnknown(message, { tag, data: reader.raw(size).slice() });
  }
}

function readTagged(reader: ByteReader, { name, codec }: TaggedField, size: number): unknown {
  const from = reader.position;
  try {
    const value = codec.read(reader);
    const read = reader.position - from;
    if (read !== size) throw new SchemaError(`its size says ${size} bytes, but it has ${read}`);
    return value;
  } catch (error) {
    throw within(name, error);
  }
}

function keepUnknown(message: Values, unknown: RawTaggedField): void {
  message[UNKNOWN_TAGGED_FIELDS] = [...unknownOf(message), unknown];
}

export function writeTaggedFields(writer: ByteWriter, known: readonly TaggedField[], message: Values): void {
  const present = known.filter(({ name, field }) => !isDefault(field, message[name]));
  const unknown = unknownOf(message);
  const all = [...present, ...unknown].sort((a, b) => a.tag - b.tag);
  writer.unsignedVarint(all.length);
  for (const tagged of all) {
    writer.unsignedVarint(tagged.tag);
    writer.sized('unsignedVarint', () => writeTagged(writer, tagged, message));
  }
}

function writeTagged(writer: ByteWriter, tagged: TaggedField | RawTaggedField, message: Values): void {
  try {
    if ('data' in tagged) writer.raw(tagged.data);
    else tagged.codec.write(writer, message[tagged.name]);
  } catch (error) {
    throw within('name' in tagged ? tagged.name : `tag ${tagged.tag}`, error);
  }
}

function unknownOf(message: Values): readonly RawTaggedField[] {
  return (message[UNKNOWN_TAGGED_FIELDS] as readonly RawTaggedField[] | undefined) ?? [];
}

/** Whether nothing would be lost by leaving the value out. */
export function isDefault(field: Field, value: unknown): boolean {
  if (value === undefined || value === field.default) return true;
  if (value === null || field.default === null) return false;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  return (
    field.type.kind === 'struct' &&
    Object.entries(field.type.fields).every(([name, each]) => isDefault(each, (value as Values)[name]))
  );
}
