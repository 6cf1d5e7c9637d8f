/**
 * The newest offset of each key in the part of a log that has not been compacted yet (Kafka's SkimpyOffsetMap,
 * filled by Cleaner.buildOffsetMap). Its size is bounded: where it is full, the pass ends early.
 */
import type { Offset } from '../../kernel/brand.ts';
import { offsetOfRecord, type RecordBatch, recordCount } from '../../protocol/record-batch.ts';
import {
  addAbortedTxns,
  type CleanedTransactionMetadata,
  createCleanedTransactionMetadata,
  onBatchRead,
  onControlBatchRead,
} from './cleaned-transaction-metadata.ts';
import type { LogSegment } from './log-segment.ts';
import { keyOfRecord, type RecordKey } from './record-content.ts';
import { lookUpOffset } from './segment-index.ts';
import { collectAbortedTxns } from './transaction-index.ts';
import { floorSegment, segmentsBetween, type UnifiedLog } from './unified-log.ts';

export interface OffsetMap {
  readonly offsets: Map<RecordKey, Offset>;
  readonly maxKeys: number;
  /** Up to where the map knows all keys; -1: it knows nothing. */
  latestOffset: Offset;
}

/** A key's hash and its offset. */
const BYTES_PER_ENTRY = 24;

/** How many keys fit, by log.cleaner.dedupe.buffer.size and log.cleaner.io.buffer.load.factor. */
export function maxKeysOf(bufferBytes: number, loadFactor: number): number {
  return Math.floor(Math.floor(bufferBytes / BYTES_PER_ENTRY) * loadFactor);
}

/** From the keys in [fromOffset, upToOffset). */
export function buildOffsetMap(
  log: UnifiedLog,
  fromOffset: Offset,
  upToOffset: Offset,
  maxKeys: number,
): OffsetMap {
  const map: OffsetMap = { offsets: new Map(), maxKeys, latestOffset: -1 };
  const transactions = createCleanedTransactionMetadata();
  const first = floorSegment(log, fromOffset);
  addAbortedTxns(transactions, collectAbortedTxns(log.segments, first, log.logStartOffset, upToOffset));
  const dirty = segmentsBetween(log, fromOffset, upToOffset);
  for (const [index, segment] of dirty.entries()) {
    if (!mapSegment(segment, fromOffset, map, transactions)) break;
    map.latestOffset = (dirty[index + 1]?.baseOffset ?? upToOffset) - 1;
  }
  return map;
}

/** False: the map is full. */
function mapSegment(
  segment: LogSegment,
  fromOffset: Offset,
  map: OffsetMap,
  transactions: CleanedTransactionMetadata,
): boolean {
  for (let index = lookUpOffset(segment, fromOffset); index < segment.batchCount; index++) {
    const batch = segment.chunk.batches[index]!;
    if (isRead(transactions, batch) && !mapBatch(batch, fromOffset, map)) return false;
    if (batch.lastOffset >= fromOffset) map.latestOffset = batch.lastOffset;
  }
  return true;
}

/** Whether anybody will read the batch's records: they are neither markers nor of an aborted transaction. */
function isRead(transactions: CleanedTransactionMetadata, batch: RecordBatch): boolean {
  if (batch.records.kind !== 'control') return !onBatchRead(transactions, batch);
  onControlBatchRead(transactions, batch, null);
  return false;
}

function mapBatch(batch: RecordBatch, fromOffset: Offset, map: OffsetMap): boolean {
  for (let index = 0; index < recordCount(batch); index++) {
    const offset = offsetOfRecord(batch, index);
    const key = keyOfRecord(batch, index);
    if (key === null || offset < fromOffset) continue;
    if (map.offsets.size >= map.maxKeys) return false;
    map.offsets.set(key, offset);
    map.latestOffset = offset;
  }
  return true;
}
