/**
 * Compacts a log: of each key the newest record stays, within the part that may be cleaned (Kafka's Cleaner).
 * Segments are written anew, small neighbours into one. A tombstone stays for `delete.retention.ms` from the
 * first pass that sees it, so that readers who are behind learn of it.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import {
  deleteHorizonMs,
  offsetOfRecord,
  type RecordBatch,
  recordCount,
} from '../../protocol/record-batch.ts';
import {
  addAbortedTxns,
  type CleanedTransactionMetadata,
  createCleanedTransactionMetadata,
  onBatchRead,
  onControlBatchRead,
} from './cleaned-transaction-metadata.ts';
import type { LogToClean } from './log-cleaner-manager.ts';
import { appendToSegment, createSegment, type LogSegment, onBecomeInactiveSegment } from './log-segment.ts';
import { buildOffsetMap, type OffsetMap } from './offset-map.ts';
import { hasProducerId } from './producer-state-manager.ts';
import { emptiedBatch, rebuiltBatch } from './rebuilt-batch.ts';
import { hasValue, keyOfRecord } from './record-content.ts';
import { groupSegmentsBySize } from './segment-groups.ts';
import { collectAbortedTxns } from './transaction-index.ts';
import { floorSegment, segmentsBetween, type UnifiedLog } from './unified-log.ts';

/** One pass over one log. */
interface Pass {
  readonly log: UnifiedLog;
  readonly map: OffsetMap;
  readonly transactions: CleanedTransactionMetadata;
  readonly firstUncleanableOffset: Offset;
  readonly nowMs: EpochMs;
}

/** Returns up to where the log is clean now. */
export function cleanLog(
  { log, firstDirtyOffset, firstUncleanableOffset }: LogToClean,
  nowMs: EpochMs,
  maxKeys: number,
): Offset {
  const map = buildOffsetMap(log, firstDirtyOffset, firstUncleanableOffset, maxKeys);
  const endOffset = map.latestOffset + 1;
  const transactions = createCleanedTransactionMetadata();
  const pass: Pass = { log, map, transactions, firstUncleanableOffset, nowMs };
  const segments = segmentsBetween(log, 0, endOffset);
  for (const group of groupSegmentsBySize(segments, log.config, firstUncleanableOffset))
    cleanSegments(pass, group);
  return endOffset;
}

/** Writes what is left of these segments into one, which takes their place. */
function cleanSegments(pass: Pass, group: readonly LogSegment[]): void {
  const { log, transactions, nowMs } = pass;
  const cleaned = createSegment(log.config, group[0]!.baseOffset, 0, nowMs);
  for (const [index, segment] of group.entries()) {
    const upToOffset = group[index + 1]?.baseOffset ?? nextOffsetOf(segment);
    const first = floorSegment(log, segment.baseOffset);
    addAbortedTxns(transactions, collectAbortedTxns(log.segments, first, log.logStartOffset, upToOffset));
    cleanInto(pass, segment, cleaned);
  }
  onBecomeInactiveSegment(cleaned);
  cleaned.lastModifiedMs = group.at(-1)!.lastModifiedMs;
  log.segments.splice(floorSegment(log, cleaned.baseOffset), group.length, cleaned);
}

function nextOffsetOf({ baseOffset, chunk, batchCount }: LogSegment): Offset {
  return batchCount === 0 ? baseOffset : chunk.batches[batchCount - 1]!.lastOffset + 1;
}

function cleanInto(pass: Pass, { chunk, batchCount }: LogSegment, cleaned: LogSegment): void {
  for (let index = 0; index < batchCount; index++) {
    const left = cleanBatch(pass, chunk.batches[index]!, cleaned);
    if (left) appendToSegment(cleaned, left, pass.nowMs);
  }
}

/** What is left of the batch; null: nothing, not even its header. */
function cleanBatch(pass: Pass, batch: RecordBatch, cleaned: LogSegment): RecordBatch | null {
  const { log, transactions, nowMs } = pass;
  const isControl = batch.records.kind === 'control';
  // Of an aborted transaction, or a marker whose transaction has no batch left.
  const isVoid = isControl
    ? onControlBatchRead(transactions, batch, cleaned)
    : onBatchRead(transactions, batch);
  const kept = isVoid && !(isControl && staysUntilHorizon(batch, nowMs)) ? [] : retainedRecords(pass, batch);
  if (kept.length === 0) return keepsHeader(pass, batch) ? emptiedBatch(batch) : null;
  const needsHorizon = (isVoid && isControl) || kept.some((index) => !hasValue(batch, index));
  return rebuiltBatch(batch, kept, needsHorizon ? nowMs + log.config['delete.retention.ms'] : null);
}

function staysUntilHorizon(batch: RecordBatch, nowMs: EpochMs): boolean {
  const horizonMs = deleteHorizonMs(batch);
  return horizonMs === null || nowMs < horizonMs;
}

function retainedRecords(pass: Pass, batch: RecordBatch): number[] {
  const kept: number[] = [];
  const keepsTombstones = staysUntilHorizon(batch, pass.nowMs);
  for (let index = 0; index < recordCount(batch); index++)
    if (isRetained(pass.map, batch, index, keepsTombstones)) kept.push(index);
  return kept;
}

function isRetained(
  { offsets, latestOffset }: OffsetMap,
  batch: RecordBatch,
  index: number,
  keepsTombstones: boolean,
): boolean {
  if (batch.records.kind === 'control') return true;
  const offset = offsetOfRecord(batch, index);
  if (offset > latestOffset) return true;
  const key = keyOfRecord(batch, index);
  if (key === null) return false;
  return offset >= (offsets.get(key) ?? -1) && (keepsTombstones || hasValue(batch, index));
}

/**
 * An emptied batch stays while it is the last that its producer wrote here, so that its sequence goes on after
 * a restart, and where the cleanable part of the log ends.
 */
function keepsHeader({ log, firstUncleanableOffset }: Pass, batch: RecordBatch): boolean {
  return isLastOfProducer(log, batch) || batch.lastOffset + 1 === firstUncleanableOffset;
}

function isLastOfProducer({ producers }: UnifiedLog, batch: RecordBatch): boolean {
  const producer = hasProducerId(batch) ? producers.get(batch.producerId) : undefined;
  if (!producer) return false;
  const last = producer.batches.at(-1);
  if (last) return batch.lastOffset === last.lastOffset;
  return batch.records.kind === 'control' && batch.producerEpoch === producer.producerEpoch;
}
