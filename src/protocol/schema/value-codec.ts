/** Values of every type as bytes, in the plain form or in that of the flexible versions. */
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { SchemaError, within } from '../bytes/schema-error.ts';
import type { RecordBatch } from '../record-batch.ts';
import type { PrimitiveKind } from './schema.ts';

export interface ValueCodec {
  read(reader: ByteReader): unknown;
  write(writer: ByteWriter, value: unknown): void;
}

type FixedKind = Exclude<PrimitiveKind, 'string' | 'bytes' | 'records'>;

/** Types whose bytes never change their form. The writer refuses what is not of the type. */
export const fixedCodecs: Readonly<Record<FixedKind, ValueCodec>> = {
  boolean: { read: (reader) => reader.boolean(), write: (writer, value) => writer.boolean(value as boolean) },
  int8: { read: (reader) => reader.int8(), write: (writer, value) => writer.int8(value as number) },
  int16: { read: (reader) => reader.int16(), write: (writer, value) => writer.int16(value as number) },
  uint16: { read: (reader) => reader.uint16(), write: (writer, value) => writer.uint16(value as number) },
  int32: { read: (reader) => reader.int32(), write: (writer, value) => writer.int32(value as number) },
  uint32: { read: (reader) => reader.uint32(), write: (writer, value) => writer.uint32(value as number) },
  int64: { read: (reader) => reader.int64(), write: (writer, value) => writer.int64(value as number) },
  float64: { read: (reader) => reader.float64(), write: (writer, value) => writer.float64(value as number) },
  uuid: { read: (reader) => reader.uuid(), write: (writer, value) => writer.uuid(value as string) },
};

export function stringCodec(compact: boolean): ValueCodec {
  return compact
    ? {
        read: (reader) => reader.nullableCompactString(),
        write: (writer, value) => writer.compactString(value as string | null),
      }
    : {
        read: (reader) => reader.nullableString(),
        write: (writer, value) => writer.nullableString(value as string | null),
      };
}

export function bytesCodec(compact: boolean): ValueCodec {
  return {
    read: (reader) => (compact ? reader.nullableCompactBytes() : reader.nullableBytes()),
    write: (writer, value) => writeBytes(writer, value, compact),
  };
}

/** Like bytes, but a view of what is read: records are most of a message, and whoever reads them copies them. */
export function recordsCodec(compact: boolean): ValueCodec {
  return {
    read: (reader) => {
      const length = compact ? reader.unsignedVarint() - 1 : reader.int32();
      return length < 0 ? null : reader.raw(length);
    },
    write: (writer, value) => {
      const isBatches = Array.isArray(value);
      writeBytes(writer, isBatches ? writer.recordsToBytes(value as RecordBatch[]) : value, compact);
    },
  };
}

function writeBytes(writer: ByteWriter, value: unknown, compact: boolean): void {
  if (value !== null && !(value instanceof Uint8Array)) throw new SchemaError('what should be bytes is not');
  if (compact) writer.compactBytes(value);
  else writer.nullableBytes(value);
}

export function arrayCodec(element: ValueCodec, compact: boolean): ValueCodec {
  return {
    read: (reader) => {
      const length = reader.arrayLength(compact ? reader.unsignedVarint() - 1 : reader.int32());
      if (length < 0) return null;
      const items: unknown[] = [];
      try {
        for (let index = 0; index < length; index++) items.push(element.read(reader));
      } catch (error) {
        throw within(`[${items.length}]`, error);
      }
      return items;
    },
    write: (writer, value) => {
      if (value !== null && !Array.isArray(value)) throw new SchemaError('what should be an array is not');
      const length = value === null ? -1 : value.length;
      if (compact) writer.unsignedVarint(length + 1);
      else writer.int32(length);
      let index = 0;
      try {
        for (; index < length; index++) element.write(writer, value?.[index]);
      } catch (error) {
        throw within(`[${index}]`, error);
      }
    },
  };
}

/** A struct that may be null has a byte before it: 1 if it is not; if it is, -1, and in a tagged field 0. */
export function nullableStructCodec(struct: ValueCodec, isTagged: boolean): ValueCodec {
  return {
    read: (reader) => (reader.int8() <= 0 ? null : struct.read(reader)),
    write: (writer, value) => {
      writer.int8(value === null ? (isTagged ? 0 : -1) : 1);
      if (value !== null) struct.write(writer, value);
    },
  };
}

/** Refuses null, both ways. */
export function neverNull(codec: ValueCodec): ValueCodec {
  return {
    read: (reader) => codec.read(reader) ?? refuse(),
    write: (writer, value) => codec.write(writer, value ?? refuse()),
  };
}

function refuse(): never {
  throw new SchemaError('what may not be null is null');
}
