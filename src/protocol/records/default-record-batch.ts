/**
 * A record batch in format v2, as stored and sent (`DefaultRecordBatch`): a header of 61 bytes, then the records,
 * compressed as a whole or not. The checksum covers what comes after it, from the attributes on, so that a broker
 * can set the base offset and the leader epoch without making it anew.
 */
import { crc32c } from '../../kernel/crc32c.ts';
import { ByteReader } from '../bytes/byte-reader.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { SchemaError } from '../bytes/schema-error.ts';
import { type CompressionType, compressions, compressionTypes } from '../compression/compression.ts';
import { RECORD_BATCH_OVERHEAD } from '../record-batch.ts';
import { type DefaultRecord, readRecord, writeRecord } from './default-record.ts';
import {
  CorruptRecordException,
  IllegalArgumentException,
  InvalidRecordException,
  KafkaException,
} from './record-exceptions.ts';

/** What a batch says of itself before its records. */
export interface BatchHeader {
  readonly baseOffset: number;
  /** Of the last record that was ever in it: compaction may have taken it away since. */
  readonly lastOffset: number;
  readonly partitionLeaderEpoch: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly isTransactional: boolean;
  readonly isControlBatch: boolean;
  /** What the records' timestamps are told from; the delete horizon, if there is one, stands in its place. */
  readonly baseTimestamp: number;
  /** With LogAppendTime the time of the append, and every record's timestamp. */
  readonly maxTimestamp: number;
  /** When tombstones and transaction markers in it may go, null: compaction has not set it. */
  readonly deleteHorizonMs: number | null;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

/** What follows from the bytes. */
export interface StoredBatchHeader extends BatchHeader {
  readonly sizeInBytes: number;
  readonly magic: number;
  readonly crc: number;
  /** See `compressionTypeForId`: not every number is a codec's. */
  readonly compressionId: number;
  readonly recordCount: number;
}

/** Base offset and length: what is before the bytes that the length counts. */
export const LOG_OVERHEAD = 12;

const MAGIC = 2;
const CRC_OFFSET = 17;
const ATTRIBUTES_OFFSET = 21;

const COMPRESSION_CODEC_MASK = 0x07;
const TIMESTAMP_TYPE_MASK = 0x08;
const TRANSACTIONAL_FLAG_MASK = 0x10;
const CONTROL_FLAG_MASK = 0x20;
const DELETE_HORIZON_FLAG_MASK = 0x40;

export function writeBatch(
  header: BatchHeader,
  records: readonly DefaultRecord[],
  compression: CompressionType = 'none',
): Uint8Array {
  const content = new ByteWriter();
  for (const record of records) writeRecord(content, record);
  const body = compressions[compression].compress(content.toBytes());

  const writer = new ByteWriter();
  writer.int64(header.baseOffset);
  writer.int32(RECORD_BATCH_OVERHEAD - LOG_OVERHEAD + body.length);
  writer.int32(header.partitionLeaderEpoch);
  writer.int8(MAGIC);
  writer.uint32(0); // the checksum, once the rest is there
  writer.int16(attributesOf(header, compression));
  writer.int32(header.lastOffset - header.baseOffset);
  writer.int64(header.baseTimestamp);
  writer.int64(header.maxTimestamp);
  writer.int64(header.producerId);
  writer.int16(header.producerEpoch);
  writer.int32(header.baseSequence);
  writer.int32(records.length);
  writer.raw(body);

  const batch = writer.toBytes();
  new DataView(batch.buffer).setUint32(CRC_OFFSET, crc32c(batch.subarray(ATTRIBUTES_OFFSET)));
  return batch;
}

export function readHeader(batch: Uint8Array): StoredBatchHeader {
  const reader = new ByteReader(batch);
  const baseOffset = reader.int64();
  const sizeInBytes = LOG_OVERHEAD + reader.int32();
  const partitionLeaderEpoch = reader.int32();
  const magic = reader.int8();
  const crc = reader.uint32();
  const attributes = reader.int16();
  const lastOffset = baseOffset + reader.int32();
  const baseTimestamp = reader.int64();
  return {
    baseOffset,
    lastOffset,
    sizeInBytes,
    partitionLeaderEpoch,
    magic,
    crc,
    compressionId: attributes & COMPRESSION_CODEC_MASK,
    timestampType: attributes & TIMESTAMP_TYPE_MASK ? 'LogAppendTime' : 'CreateTime',
    isTransactional: (attributes & TRANSACTIONAL_FLAG_MASK) !== 0,
    isControlBatch: (attributes & CONTROL_FLAG_MASK) !== 0,
    baseTimestamp,
    deleteHorizonMs: attributes & DELETE_HORIZON_FLAG_MASK ? baseTimestamp : null,
    maxTimestamp: reader.int64(),
    producerId: reader.int64(),
    producerEpoch: reader.int16(),
    baseSequence: reader.int32(),
    recordCount: reader.int32(),
  };
}

/** Refuses a batch whose bytes were damaged. */
export function ensureValid(batch: Uint8Array): void {
  if (batch.length < RECORD_BATCH_OVERHEAD) {
    throw new CorruptRecordException(`a batch of ${batch.length} bytes is smaller than its header`);
  }
  const stored = new DataView(batch.buffer, batch.byteOffset).getUint32(CRC_OFFSET);
  const computed = crc32c(batch.subarray(ATTRIBUTES_OFFSET));
  if (stored !== computed) {
    throw new CorruptRecordException(`the stored crc is ${stored}, that of the bytes ${computed}`);
  }
}

/** All records of the batch; keys and values of uncompressed ones are views of its bytes. */
export function readRecords(batch: Uint8Array): DefaultRecord[] {
  const { recordCount, compressionId } = readHeader(batch);
  if (recordCount === 0) return [];
  const compression = compressionTypeForId(compressionId);
  if (recordCount < 0) throw new InvalidRecordException(`a batch can't have ${recordCount} records`);
  const reader = new ByteReader(decompressed(batch.subarray(RECORD_BATCH_OVERHEAD), compression));
  const records: DefaultRecord[] = [];
  while (records.length < recordCount) records.push(nextRecord(reader, compression));
  if (reader.remaining() > 0) {
    throw new InvalidRecordException(
      `${reader.remaining()} bytes are left over after ${recordCount} records`,
    );
  }
  return records;
}

export function compressionTypeForId(id: number): CompressionType {
  const type = compressionTypes[id];
  if (!type) throw new IllegalArgumentException(`unknown compression codec ${id}`);
  return type;
}

function decompressed(body: Uint8Array, compression: CompressionType): Uint8Array {
  try {
    return compressions[compression].decompress(body);
  } catch (error) {
    throw new KafkaException(
      `the records can't be decompressed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function nextRecord(reader: ByteReader, compression: CompressionType): DefaultRecord {
  try {
    return readRecord(reader);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    // The size of the record could not be read: the bytes end in it, or it does not end.
    const endsEarly = compression !== 'none' || reader.remaining() === 0;
    const Exception = endsEarly ? InvalidRecordException : IllegalArgumentException;
    throw new Exception(error.message);
  }
}

function attributesOf(header: BatchHeader, compression: CompressionType): number {
  return (
    compressionTypes.indexOf(compression) |
    (header.timestampType === 'LogAppendTime' ? TIMESTAMP_TYPE_MASK : 0) |
    (header.isTransactional ? TRANSACTIONAL_FLAG_MASK : 0) |
    (header.isControlBatch ? CONTROL_FLAG_MASK : 0) |
    (header.deleteHorizonMs === null ? 0 : DELETE_HORIZON_FLAG_MASK)
  );
}
