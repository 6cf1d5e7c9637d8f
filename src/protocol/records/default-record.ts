/**
 * One record of a batch in format v2 (`DefaultRecord`): its numbers are varints, its offset and its timestamp are
 * told as the difference to the batch's.
 */
import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import { SchemaError } from '../bytes/schema-error.ts';
import { InvalidRecordException } from './record-exceptions.ts';

export interface RecordHeader {
  readonly key: string;
  readonly value: Uint8Array | null;
}

export interface DefaultRecord {
  readonly offsetDelta: number;
  /** Of the time that its producer gave it. */
  readonly timestampDelta: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RecordHeader[];
}

/** No attribute of a record is in use. */
const ATTRIBUTES = 0;

const encoder = new TextEncoder();

export function writeRecord(writer: ByteWriter, record: DefaultRecord): void {
  writer.sized('varint', () => {
    writer.int8(ATTRIBUTES);
    writer.varlong(record.timestampDelta);
    writer.varint(record.offsetDelta);
    writeSized(writer, record.key);
    writeSized(writer, record.value);
    writer.varint(record.headers.length);
    for (const { key, value } of record.headers) {
      writeSized(writer, encoder.encode(key));
      writeSized(writer, value);
    }
  });
}

/** Keys and values are views of what is read. */
export function readRecord(reader: ByteReader): DefaultRecord {
  const size = reader.varint();
  if (size > reader.remaining()) {
    throw new InvalidRecordException(`a record of ${size} bytes can't be in ${reader.remaining()}`);
  }
  const from = reader.position;
  const record = readBody(reader);
  const read = reader.position - from;
  if (read !== size)
    throw new InvalidRecordException(`a record's size says ${size} bytes, but it has ${read}`);
  return record;
}

function readBody(reader: ByteReader): DefaultRecord {
  try {
    reader.int8();
    const timestampDelta = reader.varlong();
    const offsetDelta = reader.varint();
    const key = readSized(reader);
    const value = readSized(reader);
    const headers = readHeaders(reader);
    return { offsetDelta, timestampDelta, key, value, headers };
  } catch (error) {
    throw error instanceof SchemaError
      ? new InvalidRecordException(`malformed record: ${error.message}`)
      : error;
  }
}

function readHeaders(reader: ByteReader): RecordHeader[] {
  const count = reader.varint();
  if (count < 0 || count > reader.remaining()) throw new SchemaError(`it can't have ${count} headers`);
  return Array.from({ length: count }, () => {
    const key = reader.text(reader.varint());
    if (key === null) throw new SchemaError("a header's key may not be null");
    return { key, value: readSized(reader) };
  });
}

function writeSized(writer: ByteWriter, bytes: Uint8Array | null): void {
  writer.varint(bytes?.length ?? -1);
  if (bytes) writer.raw(bytes);
}

function readSized(reader: ByteReader): Uint8Array | null {
  const size = reader.varint();
  return size < 0 ? null : reader.raw(size);
}
