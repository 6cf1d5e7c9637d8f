/**
 * Record batch v2, the unit in which Kafka stores and sends records: a header and its records.
 * In memory the records are columns of numbers (a recipe for their bytes), while `sizeInBytes` is the exact
 * size that Kafka's v2 format gives the batch. A batch is never changed once it is appended: the replicas of
 * a partition share one object.
 */
import type { EpochMs, LeaderEpoch, Offset } from '../kernel/brand.ts';
import { sizeOfVarint } from '../kernel/varint.ts';
import type { CompressionType } from './compression/compression.ts';
import type { CoordinatorRecord } from './coordinator-records.ts';
import type { MetadataRecords } from './metadata-records.ts';
import type { ShareStateRecord } from './share-state-records.ts';
import type { TransactionLogRecord } from './transaction-log-records.ts';

export const NO_PRODUCER_ID = -1;
export const NO_PRODUCER_EPOCH = -1;
export const NO_SEQUENCE = -1;
export const NO_PARTITION_LEADER_EPOCH = -1;

/** Bytes of the batch header, base offset to record count. */
export const RECORD_BATCH_OVERHEAD = 61;

/** What clients send: each record is one entry of every column. */
export interface DataRecords {
  readonly kind: 'data';
  /** Which producer's application made them, see `ProducerState.streamId`; -1 when nobody's. */
  readonly stream: number;
  /** The record's number within its stream, from 0: with `stream` the recipe for its bytes. Ascending. */
  readonly indexes: readonly number[];
  /** Index into the run's key table; -1: the record has no key. */
  readonly keyIds: readonly number[];
  /** Bytes of the key, -1: null. */
  readonly keySizes: readonly number[];
  /** Bytes of the value, -1: null (a tombstone). */
  readonly valueSizes: readonly number[];
  /** Milliseconds after the batch's base timestamp. */
  readonly timestampDeltas: readonly number[];
}

/** What a coordinator writes into `__consumer_offsets`: typed records, with the size they have on disk. */
export interface CoordinatorRecords {
  readonly kind: 'coordinator';
  readonly records: readonly CoordinatorRecord[];
}

/** The same of the share coordinator, in `__share_group_state`. */
export interface ShareStateRecords {
  readonly kind: 'share-state';
  readonly records: readonly ShareStateRecord[];
}

/** The same of the transaction coordinator, in `__transaction_state`. */
export interface TransactionLogRecords {
  readonly kind: 'transaction-log';
  readonly records: readonly TransactionLogRecord[];
}

/** The end of a producer's transaction, see `end-transaction-marker.ts`. */
export interface ControlRecords {
  readonly kind: 'control';
  readonly marker: 'COMMIT' | 'ABORT';
  /** Epoch of the transaction coordinator that wrote it. */
  readonly coordinatorEpoch: number;
}

export interface RecordBatch {
  readonly baseOffset: Offset;
  /** Offset of the last record: base offset + last offset delta. */
  readonly lastOffset: Offset;
  readonly partitionLeaderEpoch: LeaderEpoch;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Sequence number of the first record, per producer and partition; -1 without idempotence. */
  readonly baseSequence: number;
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly baseTimestamp: EpochMs;
  readonly maxTimestamp: EpochMs;
  readonly sizeInBytes: number;
  /** How the records are compressed; absent: they are not. `sizeInBytes` is then the size that came of it. */
  readonly compression?: Exclude<CompressionType, 'none'>;
  /**
   * What is wrong with bytes that came from outside: their checksum, or records that are not what the header says.
   * No client here sends such a batch, and none is ever stored.
   */
  readonly damage?: 'checksum' | 'records';
  /** Part of a transaction: data, or the marker that ends it. */
  readonly isTransactional?: boolean;
  /**
   * Once the log cleaner has seen a tombstone here: `baseTimestamp` is the delete horizon, the time from which
   * tombstones may go.
   */
  readonly hasDeleteHorizon?: boolean;
  /** Where compaction has removed records: those that are left, by offset less `baseOffset`. Absent: all are there. */
  readonly offsetDeltas?: readonly number[];
  readonly records:
    | DataRecords
    | CoordinatorRecords
    | ShareStateRecords
    | TransactionLogRecords
    | ControlRecords
    | MetadataRecords;
}

/** How many records the batch holds. */
export function recordCount({ offsetDeltas, baseOffset, lastOffset }: RecordBatch): number {
  return offsetDeltas ? offsetDeltas.length : lastOffset - baseOffset + 1;
}

/** Offset of the batch's `index`th record. */
export function offsetOfRecord({ offsetDeltas, baseOffset }: RecordBatch, index: number): Offset {
  return baseOffset + (offsetDeltas ? offsetDeltas[index]! : index);
}

/** Place of the first record from `offset` on among the batch's records; `recordCount` if there is none. */
export function firstRecordFrom(
  { offsetDeltas, baseOffset, lastOffset }: RecordBatch,
  offset: Offset,
): number {
  const delta = offset - baseOffset;
  if (!offsetDeltas) return Math.min(Math.max(delta, 0), lastOffset - baseOffset + 1);
  const index = offsetDeltas.findIndex((left) => left >= delta);
  return index < 0 ? offsetDeltas.length : index;
}

/** Place of the record at `offset` among the batch's records, -1 if it is not, or no longer, there. */
export function recordAt(batch: RecordBatch, offset: Offset): number {
  const index = firstRecordFrom(batch, offset);
  return index < recordCount(batch) && offsetOfRecord(batch, index) === offset ? index : -1;
}

/** The time that the batch's `index`th record bears. */
export function timestampOfRecord(batch: RecordBatch, index: number): EpochMs {
  const { records } = batch;
  if (batch.timestampType === 'LogAppendTime' || records.kind !== 'data') return batch.maxTimestamp;
  return batch.baseTimestamp + records.timestampDeltas[index]!;
}

/** From when the batch's tombstones may go (KIP-534), null while no cleaning has set it. */
export function deleteHorizonMs(batch: RecordBatch): EpochMs | null {
  return batch.hasDeleteHorizon ? batch.baseTimestamp : null;
}

/** Sequence number of the last record that the batch was sent with; sequences wrap at 2^31 as Kafka's do. */
export function lastSequence({ baseSequence, baseOffset, lastOffset }: RecordBatch): number {
  return baseSequence === NO_SEQUENCE
    ? NO_SEQUENCE
    : incrementSequence(baseSequence, lastOffset - baseOffset);
}

/** `sequence + increment`, wrapping from 2^31 - 1 to 0 (DefaultRecordBatch.incrementSequence). */
export function incrementSequence(sequence: number, increment: number): number {
  return (sequence + increment) % 0x8000_0000;
}

/** Bytes of one record in a v2 batch (DefaultRecord), its length prefix included; sizes of -1 are null. */
export function sizeOfRecord(
  offsetDelta: number,
  timestampDelta: number,
  keySize: number,
  valueSize: number,
): number {
  const body =
    1 + // attributes
    sizeOfVarint(timestampDelta) +
    sizeOfVarint(offsetDelta) +
    sizeOfVarint(keySize) +
    Math.max(keySize, 0) +
    sizeOfVarint(valueSize) +
    Math.max(valueSize, 0) +
    1; // number of headers: none
  return sizeOfVarint(body) + body;
}
