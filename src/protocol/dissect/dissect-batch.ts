/**
 * Record batches field by field, with the bytes of each: the header, its attributes bit by bit, then each record.
 * What was compressed has no bytes of its own: its fields are said to lie in all that the records take together.
 */
import { crc32c } from '../../kernel/crc32c.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { compressions } from '../compression/compression.ts';
import { RECORD_BATCH_OVERHEAD } from '../record-batch.ts';
import { controlRecordType } from '../records/control-record.ts';
import { compressionTypeForId, readHeader } from '../records/default-record-batch.ts';
import { splitIntoBatches } from '../records/memory-records.ts';
import { type DissectedField, movedBy } from './dissect-message.ts';

/** What is inside the bytes of a record's key or value, if anyone knows. */
export type InsideRecord = (
  part: 'key' | 'value',
  bytes: Uint8Array,
  key: Uint8Array | null,
) => readonly DissectedField[];

/** Where the attributes and what comes after them begin: what the checksum is of. */
const CHECKED_FROM = 21;

/** All batches in `bytes`, one an item. Places are counted from `at`, where the bytes begin. */
export function dissectBatches(bytes: Uint8Array, at = 0, inside?: InsideRecord): DissectedField[] {
  let from = at;
  return splitIntoBatches(bytes).map((batch) => {
    const inner = dissectBatch(batch, from, inside);
    const to = from + batch.length;
    const field = { name: null, type: 'record batch', value: inner.length, from, to, tag: null, inner };
    from = to;
    return field;
  });
}

/** One batch: its header's fields and its records. */
export function dissectBatch(batch: Uint8Array, at = 0, inside?: InsideRecord): DissectedField[] {
  const header = readHeader(batch);
  const take = fieldTaker(new ByteReader(batch), at);
  const fields = [
    take('baseOffset', 'int64', (reader) => reader.int64()),
    take('batchLength', 'int32', (reader) => reader.int32()),
    take('partitionLeaderEpoch', 'int32', (reader) => reader.int32()),
    take('magic', 'int8', (reader) => reader.int8()),
    take('crc', 'uint32', (reader) => reader.uint32()),
    take('attributes', 'int16', (reader) => reader.int16()),
    take('lastOffsetDelta', 'int32', (reader) => reader.int32()),
    take('baseTimestamp', 'int64', (reader) => reader.int64()),
    take('maxTimestamp', 'int64', (reader) => reader.int64()),
    take('producerId', 'int64', (reader) => reader.int64()),
    take('producerEpoch', 'int16', (reader) => reader.int16()),
    take('baseSequence', 'int32', (reader) => reader.int32()),
    take('recordsCount', 'int32', (reader) => reader.int32()),
  ];
  const records = recordsOf(batch, header, at, inside);
  return fields
    .map((field) => (field.name === 'attributes' ? withBits(field, header) : field))
    .concat(records);
}

/** Whether the checksum of the batch at the beginning of `bytes` is that of its bytes. */
export function hasValidChecksum(bytes: Uint8Array): boolean {
  const { crc, sizeInBytes } = readHeader(bytes);
  return crc === crc32c(bytes.subarray(CHECKED_FROM, sizeInBytes));
}

type Header = ReturnType<typeof readHeader>;

/** Its bits mean one thing each; all of them have the same two bytes. */
function withBits(field: DissectedField, header: Header): DissectedField {
  const bit = (name: string, value: unknown): DissectedField => ({
    ...field,
    name,
    value,
    type: name === 'compression' ? 'bits' : 'bit',
    inner: [],
  });
  return {
    ...field,
    inner: [
      bit('compression', compressionTypeForId(header.compressionId)),
      bit('timestampType', header.timestampType),
      bit('isTransactional', header.isTransactional),
      bit('isControlBatch', header.isControlBatch),
      bit('hasDeleteHorizon', header.deleteHorizonMs !== null),
    ],
  };
}

function recordsOf(
  batch: Uint8Array,
  { compressionId, recordCount, isControlBatch }: Header,
  at: number,
  inside: InsideRecord | undefined,
): DissectedField {
  const compression = compressionTypeForId(compressionId);
  const place = { from: at + RECORD_BATCH_OVERHEAD, to: at + batch.length };
  const body = batch.subarray(RECORD_BATCH_OVERHEAD);
  const plain = compressions[compression].decompress(body);
  const reader = new ByteReader(plain);
  const take = fieldTaker(reader, place.from);
  const look = isControlBatch ? insideControlRecord : inside;
  const records = Array.from({ length: recordCount }, () => dissectRecord(take, reader, place.from, look));
  const isPlain = compression === 'none';
  return {
    name: 'records',
    type: isPlain ? 'array of record' : `array of record, ${compression}`,
    value: recordCount,
    ...place,
    tag: null,
    inner: isPlain ? records : records.map((record) => placedAt(record, place)),
  };
}

type Taker = ReturnType<typeof fieldTaker>;

/** Reads a field and says where it was. */
function fieldTaker(reader: ByteReader, at: number) {
  return (name: string, type: string, read: (reader: ByteReader) => unknown): DissectedField => {
    const from = at + reader.position;
    const value = read(reader);
    return { name, type, value, from, to: at + reader.position, tag: null, inner: [] };
  };
}

function dissectRecord(
  take: Taker,
  reader: ByteReader,
  at: number,
  inside: InsideRecord | undefined,
): DissectedField {
  const from = at + reader.position;
  const fields = [
    take('length', 'varint', () => reader.varint()),
    take('attributes', 'int8', () => reader.int8()),
    take('timestampDelta', 'varlong', () => reader.varlong()),
    take('offsetDelta', 'varint', () => reader.varint()),
  ];
  const key = takeSized(take, reader, 'key');
  const value = takeSized(take, reader, 'value');
  const keyBytes = key.at(1)?.value as Uint8Array | null;
  fields.push(...key.map((field) => lookedInto(field, 'key', keyBytes, inside)));
  fields.push(...value.map((field) => lookedInto(field, 'value', keyBytes, inside)));
  const headersCount = take('headersCount', 'varint', () => reader.varint());
  fields.push(headersCount);
  for (let left = headersCount.value as number; left > 0; left--) {
    fields.push(...takeSized(take, reader, 'headerKey'), ...takeSized(take, reader, 'headerValue'));
  }
  return {
    name: null,
    type: 'record',
    value: fields.length,
    from,
    to: at + reader.position,
    tag: null,
    inner: fields,
  };
}

/** Its length, then, unless that is -1, its bytes. */
function takeSized(take: Taker, reader: ByteReader, name: string): DissectedField[] {
  const length = take(`${name}Length`, 'varint', () => reader.varint());
  const size = length.value as number;
  return [length, take(name, 'bytes', () => (size < 0 ? null : reader.raw(size)))];
}

function lookedInto(
  field: DissectedField,
  part: 'key' | 'value',
  key: Uint8Array | null,
  inside: InsideRecord | undefined,
): DissectedField {
  if (field.name !== part || !(field.value instanceof Uint8Array) || !inside) return field;
  return { ...field, inner: inside(part, field.value, key).map((each) => movedBy(each, field.from)) };
}

/** `EndTransactionMarker` and its like: a version and a type, then what the type needs. */
const insideControlRecord: InsideRecord = (part, bytes, key) => {
  const take = fieldTaker(new ByteReader(bytes), 0);
  const version = take('version', 'int16', (reader) => reader.int16());
  if (part === 'key') return [version, take('type', 'int16', (reader) => reader.int16())];
  const isMarker = ['ABORT', 'COMMIT'].includes(controlRecordType(key));
  return isMarker ? [version, take('coordinatorEpoch', 'int32', (reader) => reader.int32())] : [version];
};

function placedAt(
  field: DissectedField,
  place: { readonly from: number; readonly to: number },
): DissectedField {
  return { ...field, ...place, inner: field.inner.map((each) => placedAt(each, place)) };
}
