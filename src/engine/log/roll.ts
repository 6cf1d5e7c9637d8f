/** When the active segment is full or old, and a new one takes its place (UnifiedLog.maybeRoll, LogSegment.shouldRoll). */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { isCompacted, type LogConfig, segmentSizeBytes } from './log-config.ts';
import { type LogSegment, onBecomeInactiveSegment } from './log-segment.ts';
import { isOffsetIndexFull, isTimeIndexFull } from './segment-index.ts';
import { activeSegment, addSegment, type UnifiedLog } from './unified-log.ts';

/** The setting that asks for a new segment, or the range of offsets that an index can express. */
export type RollReason = 'segment.bytes' | 'segment.ms' | 'segment.index.bytes' | 'relativeOffset';

/** Index entries hold offsets relative to the segment's base, as a Java int. */
const MAX_RELATIVE_OFFSET = 0x7fff_ffff;

/** Begins a new segment if the batch does not belong into the active one. */
export function maybeRoll(log: UnifiedLog, batch: RecordBatch, nowMs: EpochMs): RollReason | null {
  const reason = needsRoll(activeSegment(log), log.config, batch, nowMs);
  if (reason) roll(log, nowMs, batch.baseOffset);
  return reason;
}

/** Why `batch` needs a new segment, null if it does not. */
function needsRoll(
  segment: LogSegment,
  config: LogConfig,
  batch: RecordBatch,
  nowMs: EpochMs,
): RollReason | null {
  if (segment.sizeInBytes + batch.sizeInBytes > segmentSizeBytes(config)) return 'segment.bytes';
  if (hasWaitedForRoll(segment, config, batch, nowMs)) return 'segment.ms';
  if (isOffsetIndexFull(segment) || isTimeIndexFull(segment)) return 'segment.index.bytes';
  return batch.lastOffset - segment.baseOffset > MAX_RELATIVE_OFFSET ? 'relativeOffset' : null;
}

/**
 * Record time decides, not the clock: a segment spans `segment.ms` from its first batch's newest timestamp to
 * the arriving batch's. So a quiet partition's segment stays open, however long it waits. The clock
 * counts only where the first batch has no timestamp.
 */
function hasWaitedForRoll(
  segment: LogSegment,
  config: LogConfig,
  batch: RecordBatch,
  nowMs: EpochMs,
): boolean {
  if (segment.batchCount === 0) return false;
  const since = segment.chunk.batches[0]!.maxTimestamp;
  const waitedMs = since >= 0 ? batch.maxTimestamp - since : nowMs - segment.createdMs;
  const spanMs = waitedMs + segment.rollJitterMs;
  // What stays in the active segment is not compacted: it may not stay longer than records may wait for that.
  const isDueForCompaction = spanMs > config['max.compaction.lag.ms'] && isCompacted(config);
  return spanMs > config['segment.ms'] || isDueForCompaction;
}

/** Begins a new active segment at the log's end (or beyond it, where a follower's next batch begins later). */
export function roll(log: UnifiedLog, nowMs: EpochMs, expectedNextOffset: Offset = 0): LogSegment {
  const baseOffset = Math.max(expectedNextOffset, log.logEndOffset);
  const active = activeSegment(log);
  // KAFKA-6388: an empty active segment with the same base offset is replaced.
  if (active.baseOffset === baseOffset) log.segments.pop();
  else onBecomeInactiveSegment(active);
  return addSegment(log, baseOffset, nowMs);
}
