/**
 * Records on their way to one partition: they gather in columns while the batch is open, and leave as one
 * RecordBatch. After Kafka's ProducerBatch and MemoryRecordsBuilder.
 */
import type { EpochMs, Micros } from '../../kernel/brand.ts';
import { sizeOfVarint } from '../../kernel/varint.ts';
import type { CompressionType } from '../../protocol/compression/compression.ts';
import {
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  sizeOfRecord,
} from '../../protocol/record-batch.ts';
import { compressedBytes } from '../modelled-compression.ts';
import { INITIAL_RATIO } from './compression-ratio-estimator.ts';

/** DataRecords while they are still gathered. */
interface RecordColumns {
  readonly kind: 'data';
  readonly stream: number;
  readonly indexes: number[];
  readonly keyIds: number[];
  readonly keySizes: number[];
  readonly valueSizes: number[];
  readonly timestampDeltas: number[];
}

export interface ProducerBatch {
  /** Unique in its producer's life. */
  readonly id: number;
  readonly createdUs: Micros;
  readonly records: RecordColumns;
  /** Timestamp of the first record. */
  readonly baseTimestamp: EpochMs;
  maxTimestamp: EpochMs;
  readonly compression: CompressionType;
  /** While it is open: what share of its records' bytes compressing is reckoned to leave. */
  readonly estimatedRatio: number;
  /** Bytes of its records, uncompressed. */
  contentBytes: number;
  /** Its size in Kafka's v2 format: exact if it is uncompressed, else estimated until it is closed, then modelled. */
  sizeInBytes: number;
  /** `batch.size`, or more where its first record alone is larger. */
  readonly writeLimit: number;
  /** What it holds of `buffer.memory` until it is settled. */
  bufferBytes: number;
  /** Whether more records may join. */
  open: boolean;
  /** How often it went back into the queue after a failed request. */
  attempts: number;
  /** When it was created, or last went back into the queue. */
  lastAttemptUs: Micros;
  /** How long after that it waits before it is sent again. */
  backoffUs: Micros;
  /** The newest leader epoch heard of while it waited or was sent; -1: none yet. */
  leaderEpoch: number;
  /** `attempts` when that leader epoch was first heard of: a new leader needs no backoff (KIP-951). */
  attemptsWhenLeaderChanged: number;
  producerId: number;
  producerEpoch: number;
  /** NO_SEQUENCE until it is drained for the first time, and always without idempotence. */
  baseSequence: number;
  /** Its sequence was given anew after it was last sent, so an answer to the old one tells nothing. */
  sequenceReset: boolean;
  /** Whether it came from cutting a batch that was too large for the topic. */
  readonly split: boolean;
  /** It has failed already, though an answer to its last request may still come. */
  done: boolean;
}

export interface NewBatch {
  readonly id: number;
  readonly stream: number;
  readonly createdUs: Micros;
  readonly batchSizeBytes: number;
  readonly timestamp: EpochMs;
  readonly keySize: number;
  readonly valueSize: number;
  readonly split?: boolean;
  readonly compression?: CompressionType;
  readonly estimatedRatio?: number;
}

/** An empty batch for a first record, which it has room for whatever its size. */
export function createProducerBatch(first: NewBatch): ProducerBatch {
  return {
    id: first.id,
    createdUs: first.createdUs,
    records: {
      kind: 'data',
      stream: first.stream,
      indexes: [],
      keyIds: [],
      keySizes: [],
      valueSizes: [],
      timestampDeltas: [],
    },
    baseTimestamp: first.timestamp,
    maxTimestamp: first.timestamp,
    compression: first.compression ?? 'none',
    estimatedRatio: first.estimatedRatio ?? INITIAL_RATIO,
    contentBytes: 0,
    sizeInBytes: RECORD_BATCH_OVERHEAD,
    writeLimit: Math.max(first.batchSizeBytes, sizeUpperBound(first.keySize, first.valueSize)),
    bufferBytes: 0,
    open: true,
    attempts: 0,
    lastAttemptUs: first.createdUs,
    backoffUs: 0,
    leaderEpoch: -1,
    attemptsWhenLeaderChanged: 0,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    baseSequence: NO_SEQUENCE,
    sequenceReset: false,
    split: first.split ?? false,
    done: false,
  };
}

/** DefaultRecord.MAX_RECORD_OVERHEAD: attributes, length, timestamp and offset delta at their longest. */
const MAX_RECORD_OVERHEAD = 21;

/** The most bytes that a batch with this one record can take (AbstractRecords.estimateSizeInBytesUpperBound). */
export function sizeUpperBound(keySize: number, valueSize: number): number {
  return (
    RECORD_BATCH_OVERHEAD +
    MAX_RECORD_OVERHEAD +
    sizeOfVarint(keySize) +
    Math.max(keySize, 0) +
    sizeOfVarint(valueSize) +
    Math.max(valueSize, 0) +
    1
  );
}

/**
 * Adds a record and returns how many bytes the batch grew by; 0 when it has no room for it
 * (MemoryRecordsBuilder.hasRoomFor). The first record always fits.
 */
export function tryAppend(
  batch: ProducerBatch,
  index: number,
  keyId: number,
  keySize: number,
  valueSize: number,
  timestamp: EpochMs,
): number {
  const { records } = batch;
  const count = records.indexes.length;
  const timestampDelta = timestamp - batch.baseTimestamp;
  const size = sizeOfRecord(count, timestampDelta, keySize, valueSize);
  if (!batch.open || (count > 0 && batch.sizeInBytes + size > batch.writeLimit)) return 0;
  records.indexes.push(index);
  records.keyIds.push(keyId);
  records.keySizes.push(keySize);
  records.valueSizes.push(valueSize);
  records.timestampDeltas.push(timestampDelta);
  if (timestamp > batch.maxTimestamp) batch.maxTimestamp = timestamp;
  batch.contentBytes += size;
  const grown = batch.compression === 'none' ? size : estimatedBytesWritten(batch) - batch.sizeInBytes;
  batch.sizeInBytes += grown;
  return grown;
}

/** Estimates are raised a little, so that batches rather come out too small (MemoryRecordsBuilder). */
const COMPRESSION_RATE_ESTIMATION_FACTOR = 1.05;

/** Every record adds a byte or more: one takes seven at least. */
function estimatedBytesWritten({ contentBytes, estimatedRatio }: ProducerBatch): number {
  return (
    RECORD_BATCH_OVERHEAD + Math.floor(contentBytes * estimatedRatio * COMPRESSION_RATE_ESTIMATION_FACTOR)
  );
}

/** It leaves: from now on its size is what it really takes. */
export function close(batch: ProducerBatch): void {
  batch.open = false;
  if (batch.compression === 'none') return;
  batch.sizeInBytes = RECORD_BATCH_OVERHEAD + compressedBytes(batch.contentBytes);
}

/** Whether no further record can join. */
export function isFull(batch: ProducerBatch): boolean {
  return !batch.open || (batch.records.indexes.length > 0 && batch.sizeInBytes >= batch.writeLimit);
}

export function countOf(batch: ProducerBatch): number {
  return batch.records.indexes.length;
}

export function hasSequence(batch: ProducerBatch): boolean {
  return batch.baseSequence !== NO_SEQUENCE;
}

export function lastSequenceOf(batch: ProducerBatch): number {
  return batch.baseSequence + countOf(batch) - 1;
}

export function setProducerState(
  batch: ProducerBatch,
  producerId: number,
  producerEpoch: number,
  baseSequence: number,
): void {
  batch.producerId = producerId;
  batch.producerEpoch = producerEpoch;
  batch.baseSequence = baseSequence;
}

/** Takes note of the partition's leader epoch as known now, if it is newer. */
export function maybeUpdateLeaderEpoch(batch: ProducerBatch, leaderEpoch: number): void {
  if (leaderEpoch <= batch.leaderEpoch) return;
  batch.attemptsWhenLeaderChanged = batch.attempts;
  batch.leaderEpoch = leaderEpoch;
}

/** A batch that goes to another leader than its last attempt did has nothing to wait for (KIP-951). */
function hasLeaderChangedForRetry(batch: ProducerBatch): boolean {
  return batch.attempts > 0 && batch.attempts === batch.attemptsWhenLeaderChanged;
}

export function isBackingOff(batch: ProducerBatch, nowUs: Micros): boolean {
  return (
    batch.attempts > 0 && nowUs < batch.lastAttemptUs + batch.backoffUs && !hasLeaderChangedForRetry(batch)
  );
}

/** What is sent, and what notes tell of: the batch with its producer state as it is now. */
export function asRecordBatch(batch: ProducerBatch, isTransactional = false): RecordBatch {
  return {
    baseOffset: 0,
    lastOffset: countOf(batch) - 1,
    partitionLeaderEpoch: NO_PARTITION_LEADER_EPOCH,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    timestampType: 'CreateTime',
    baseTimestamp: batch.baseTimestamp,
    maxTimestamp: batch.maxTimestamp,
    sizeInBytes: batch.sizeInBytes,
    ...(batch.compression === 'none' ? {} : { compression: batch.compression }),
    ...(isTransactional ? { isTransactional } : {}),
    records: batch.records,
  };
}
