/**
 * Which log the cleaner takes next, and how much of it may be compacted (Kafka's LogCleanerManager).
 *
 * ```
 *  0      cleaner checkpoint          first uncleanable          log end
 *  ├── clean ──┼── dirty: cleanable ──────┼── not yet: ──────────────┤
 *                                           the active segment,
 *                                           undecided transactions,
 *                                           younger than min.compaction.lag.ms
 * ```
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { lastStableOffset } from './high-watermark.ts';
import { isCompacted } from './log-config.ts';
import { type LogSegment, largestTimestamp } from './log-segment.ts';
import { activeSegment, segmentsBetween, type UnifiedLog } from './unified-log.ts';

export interface LogToClean {
  readonly log: UnifiedLog;
  /** Up to where the log has been compacted. */
  readonly firstDirtyOffset: Offset;
  /** Where the segment begins that, as the first, may not be compacted yet. */
  readonly firstUncleanableOffset: Offset;
  readonly cleanBytes: number;
  readonly cleanableBytes: number;
  /** Cleanable bytes in clean and cleanable ones: the dirty ratio; NaN where there is neither. */
  readonly cleanableRatio: number;
  /** A dirty segment is older than `max.compaction.lag.ms`: the ratio does not matter. */
  readonly needsCompactionNow: boolean;
}

/** The log with the highest dirty ratio among those that are due, null if none is. */
export function grabFilthiestCompactedLog(logs: Iterable<UnifiedLog>, nowMs: EpochMs): LogToClean | null {
  let filthiest: LogToClean | null = null;
  for (const log of logs) {
    if (!isCompacted(log.config)) continue;
    const candidate = logToClean(log, nowMs);
    if (log.cleanerCheckpoint !== null) log.cleanerCheckpoint = candidate.firstDirtyOffset;
    if (!isDue(candidate)) continue;
    if (!filthiest || candidate.cleanableRatio > filthiest.cleanableRatio) filthiest = candidate;
  }
  return filthiest;
}

function isDue({ log, cleanableBytes, cleanableRatio, needsCompactionNow }: LogToClean): boolean {
  return (
    (needsCompactionNow && cleanableBytes > 0) || cleanableRatio > log.config['min.cleanable.dirty.ratio']
  );
}

/** How dirty the log is, whether or not that is enough. */
export function logToClean(log: UnifiedLog, nowMs: EpochMs): LogToClean {
  const firstDirtyOffset = firstDirtyOffsetOf(log);
  const uncleanableOffset = Math.max(firstDirtyOffset, uncleanableOffsetOf(log, firstDirtyOffset, nowMs));
  const firstUncleanable = nonActiveSegmentsFrom(log, uncleanableOffset)[0] ?? activeSegment(log);
  const firstUncleanableOffset = firstUncleanable.baseOffset;
  const fromOffset = Math.min(firstDirtyOffset, firstUncleanableOffset);
  const cleanBytes = bytesOf(log.segments.filter(({ baseOffset }) => baseOffset < firstDirtyOffset));
  const cleanableBytes = bytesOf(segmentsBetween(log, fromOffset, firstUncleanableOffset));
  return {
    log,
    firstDirtyOffset,
    firstUncleanableOffset,
    cleanBytes,
    cleanableBytes,
    cleanableRatio: cleanableBytes / (cleanBytes + cleanableBytes),
    needsCompactionNow: needsCompactionNow(log, firstDirtyOffset, nowMs),
  };
}

/** The pass is over: the next one begins where the log has not been compacted. */
export function doneCleaning(log: UnifiedLog, endOffset: Offset): void {
  log.cleanerCheckpoint = endOffset;
}

/** Where retention or a truncation has left the checkpoint outside the log, all of it is dirty again. */
function firstDirtyOffsetOf({ cleanerCheckpoint, logStartOffset, logEndOffset }: UnifiedLog): Offset {
  if (cleanerCheckpoint === null) return logStartOffset;
  const isInLog = cleanerCheckpoint >= logStartOffset && cleanerCheckpoint <= logEndOffset;
  return isInLog ? cleanerCheckpoint : logStartOffset;
}

function uncleanableOffsetOf(log: UnifiedLog, firstDirtyOffset: Offset, nowMs: EpochMs): Offset {
  const limit = Math.min(lastStableOffset(log), activeSegment(log).baseOffset);
  const lagMs = log.config['min.compaction.lag.ms'];
  if (lagMs <= 0) return limit;
  const young = nonActiveSegmentsFrom(log, firstDirtyOffset).find(
    (segment) => largestTimestamp(segment) > nowMs - lagMs,
  );
  return young ? Math.min(limit, young.baseOffset) : limit;
}

/** KIP-354. A segment is as old as its first batch. */
function needsCompactionNow(log: UnifiedLog, firstDirtyOffset: Offset, nowMs: EpochMs): boolean {
  const cleanUntilMs = nowMs - log.config['max.compaction.lag.ms'];
  return nonActiveSegmentsFrom(log, firstDirtyOffset).some(({ chunk, batchCount }) => {
    const timestamp = batchCount === 0 ? -1 : chunk.batches[0]!.maxTimestamp;
    return timestamp > 0 && timestamp < cleanUntilMs;
  });
}

function nonActiveSegmentsFrom(log: UnifiedLog, fromOffset: Offset): LogSegment[] {
  return segmentsBetween(log, fromOffset, activeSegment(log).baseOffset);
}

function bytesOf(segments: readonly LogSegment[]): number {
  return segments.reduce((bytes, { sizeInBytes }) => bytes + sizeInBytes, 0);
}
