/**
 * A stretch of the log: in Kafka a file of batches with its indexes. Only the last one, the active segment,
 * is appended to; the others wait for retention or compaction to remove or rewrite them whole.
 *
 * Its batches lie in a chunk that only grows. A copy of the segment's own fields (a checkpoint) shares the
 * chunk, reads no further than its own counts, and whoever appends where the chunk is longer, or truncates,
 * starts a new chunk.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { LogConfig } from './log-config.ts';
import { entriesWithin, maybeAppendIndexEntries, maybeAppendTimeIndexEntry } from './segment-index.ts';
import type { AbortedTxn } from './transaction-index.ts';

export interface SegmentChunk {
  readonly batches: RecordBatch[];
  /** Byte at which each batch begins. */
  readonly positions: number[];
  /** The batches that have an entry in the offset index. */
  readonly offsetIndex: number[];
  /** The batches that have an entry in the time index: each holds the largest timestamp up to its time. */
  readonly timeIndex: number[];
  /** Transactions whose abort marker lies here, in the markers' order: the transaction index. */
  readonly abortedTxns: AbortedTxn[];
}

export interface LogSegment {
  /** Lower bound of the offsets in this segment, and its name: 00000000000000000042.log. */
  readonly baseOffset: Offset;
  chunk: SegmentChunk;
  /** How many batches of the chunk are this segment's. */
  batchCount: number;
  offsetIndexEntries: number;
  timeIndexEntries: number;
  abortedTxnCount: number;
  sizeInBytes: number;
  /** Place in the chunk of the earliest batch with the largest timestamp, -1 while none has a timestamp. */
  maxTimestampBatch: number;
  /** Bytes appended since the offset index got its last entry. */
  bytesSinceLastIndexEntry: number;
  createdMs: EpochMs;
  lastModifiedMs: EpochMs;
  /** Settings that a segment keeps from its creation to its end. */
  readonly indexIntervalBytes: number;
  readonly maxIndexBytes: number;
  /** How much before `segment.ms` this segment rolls. */
  readonly rollJitterMs: number;
}

export function createSegment(
  config: LogConfig,
  baseOffset: Offset,
  rollJitterMs: number,
  nowMs: EpochMs,
): LogSegment {
  return {
    baseOffset,
    chunk: { batches: [], positions: [], offsetIndex: [], timeIndex: [], abortedTxns: [] },
    batchCount: 0,
    offsetIndexEntries: 0,
    timeIndexEntries: 0,
    abortedTxnCount: 0,
    sizeInBytes: 0,
    maxTimestampBatch: -1,
    bytesSinceLastIndexEntry: 0,
    createdMs: nowMs,
    lastModifiedMs: nowMs,
    indexIntervalBytes: config['index.interval.bytes'],
    maxIndexBytes: config['segment.index.bytes'],
    rollJitterMs,
  };
}

export function appendToSegment(segment: LogSegment, batch: RecordBatch, nowMs: EpochMs): void {
  forkChunkIfShared(segment);
  segment.chunk.batches.push(batch);
  segment.chunk.positions.push(segment.sizeInBytes);
  if (batch.maxTimestamp > maxTimestampSoFar(segment)) segment.maxTimestampBatch = segment.batchCount;
  maybeAppendIndexEntries(segment);
  segment.batchCount++;
  segment.sizeInBytes += batch.sizeInBytes;
  segment.bytesSinceLastIndexEntry += batch.sizeInBytes;
  segment.lastModifiedMs = nowMs;
}

/** Notes a transaction whose abort marker has just been appended here, to a chunk that is therefore our own. */
export function appendAbortedTxn(segment: LogSegment, txn: AbortedTxn): void {
  segment.chunk.abortedTxns.push(txn);
  segment.abortedTxnCount++;
}

/** Removes the batch that holds `offset` and all that follow, whole. */
export function truncateSegment(segment: LogSegment, offset: Offset, nowMs: EpochMs): void {
  const kept = findBatch(segment, offset);
  if (kept < segment.batchCount) keepBatches(segment, kept, offset, nowMs);
  if (segment.sizeInBytes === 0) segment.createdMs = nowMs;
  segment.bytesSinceLastIndexEntry = 0;
}

/** The time index ends with the segment's newest timestamp, by which it will be deleted one day. */
export function onBecomeInactiveSegment(segment: LogSegment): void {
  forkChunkIfShared(segment);
  maybeAppendTimeIndexEntry(segment);
}

/** The first batch that ends at or after `offset`: the one that holds it, if any; `batchCount` if there is none. */
export function findBatch(segment: LogSegment, offset: Offset): number {
  const { batches } = segment.chunk;
  let low = 0;
  let high = segment.batchCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (batches[middle]!.lastOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The byte at which a batch begins; for `batchCount` the segment's end. */
export function positionOf(segment: LogSegment, batchIndex: number): number {
  return batchIndex < segment.batchCount ? segment.chunk.positions[batchIndex]! : segment.sizeInBytes;
}

/** Largest timestamp of the segment's records, -1 if none has one. */
export function maxTimestampSoFar(segment: LogSegment): number {
  const newest = segment.maxTimestampBatch;
  return newest < 0 ? -1 : segment.chunk.batches[newest]!.maxTimestamp;
}

/** What retention takes for the segment's age: its newest record, or its file where no record has a timestamp. */
export function largestTimestamp(segment: LogSegment): EpochMs {
  const newest = maxTimestampSoFar(segment);
  return newest >= 0 ? newest : segment.lastModifiedMs;
}

function forkChunkIfShared(segment: LogSegment): void {
  const { batches, offsetIndex, timeIndex } = segment.chunk;
  const isShared =
    batches.length > segment.batchCount ||
    offsetIndex.length > segment.offsetIndexEntries ||
    timeIndex.length > segment.timeIndexEntries;
  if (isShared) segment.chunk = copyChunk(segment);
}

function keepBatches(segment: LogSegment, count: number, endOffset: Offset, nowMs: EpochMs): void {
  const { chunk } = segment;
  segment.sizeInBytes = positionOf(segment, count);
  segment.batchCount = count;
  segment.offsetIndexEntries = entriesWithin(chunk.offsetIndex, segment.offsetIndexEntries, count);
  segment.timeIndexEntries = entriesWithin(chunk.timeIndex, segment.timeIndexEntries, count);
  segment.abortedTxnCount = abortedTxnsBefore(segment, endOffset);
  segment.chunk = copyChunk(segment);
  segment.maxTimestampBatch = newestBatch(segment.chunk.batches);
  segment.lastModifiedMs = nowMs;
}

function abortedTxnsBefore({ chunk, abortedTxnCount }: LogSegment, endOffset: Offset): number {
  let kept = abortedTxnCount;
  while (kept > 0 && chunk.abortedTxns[kept - 1]!.lastOffset >= endOffset) kept--;
  return kept;
}

function copyChunk(segment: LogSegment): SegmentChunk {
  const { batches, positions, offsetIndex, timeIndex, abortedTxns } = segment.chunk;
  return {
    batches: batches.slice(0, segment.batchCount),
    positions: positions.slice(0, segment.batchCount),
    offsetIndex: offsetIndex.slice(0, segment.offsetIndexEntries),
    timeIndex: timeIndex.slice(0, segment.timeIndexEntries),
    abortedTxns: abortedTxns.slice(0, segment.abortedTxnCount),
  };
}

/** Place of the earliest batch with the largest timestamp, -1 if none has a timestamp. */
function newestBatch(batches: readonly RecordBatch[]): number {
  let newest = -1;
  let maxTimestamp = -1;
  batches.forEach((batch, index) => {
    if (batch.maxTimestamp <= maxTimestamp) return;
    maxTimestamp = batch.maxTimestamp;
    newest = index;
  });
  return newest;
}
