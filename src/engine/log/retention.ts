/**
 * Deletes old segments, whole and from the oldest on (UnifiedLog.deleteOldSegments). Three rules ask in turn:
 * segments below the log's start, then `retention.bytes`, then `retention.ms`. None touches a segment
 * that reaches to the high watermark or beyond.
 */
import type { EpochMs } from '../../kernel/brand.ts';
import { isDeleted } from './log-config.ts';
import { type LogSegment, largestTimestamp } from './log-segment.ts';
import { maybeIncrementLogStartOffset } from './log-start-offset.ts';
import { roll } from './roll.ts';
import { activeSegment, sizeOfLog, type UnifiedLog } from './unified-log.ts';

export type SegmentDeletionReason = 'logStartOffset' | 'retention.bytes' | 'retention.ms';

export interface DeletedSegment {
  readonly segment: LogSegment;
  readonly reason: SegmentDeletionReason;
}

/** Whether the oldest segment left may go; `next` is the one after it. */
type Predicate = (segment: LogSegment, next: LogSegment | undefined) => boolean;

export function deleteOldSegments(log: UnifiedLog, nowMs: EpochMs): DeletedSegment[] {
  const deleted = deleteWhile(log, belowLogStart(log), 'logStartOffset', nowMs);
  if (!isDeleted(log.config)) return deleted;
  return [
    ...deleted,
    ...deleteWhile(log, beyondRetentionBytes(log), 'retention.bytes', nowMs),
    ...deleteWhile(log, olderThanRetentionMs(log, nowMs), 'retention.ms', nowMs),
  ];
}

/** When `retention.ms` gives a segment up: from the millisecond after this one. Null: never. */
export function segmentExpiresAtMs(log: UnifiedLog, segment: LogSegment): EpochMs | null {
  const retentionMs = log.config['retention.ms'];
  return retentionMs < 0 || !isDeleted(log.config) ? null : largestTimestamp(segment) + retentionMs;
}

function belowLogStart(log: UnifiedLog): Predicate {
  return (_, next) => next !== undefined && next.baseOffset <= log.logStartOffset;
}

/** The oldest goes only if what is left is still at least `retention.bytes`: the log stays a little above it. */
function beyondRetentionBytes(log: UnifiedLog): Predicate {
  const retentionBytes = log.config['retention.bytes'];
  let excessBytes = retentionBytes < 0 ? -1 : sizeOfLog(log) - retentionBytes;
  return (segment) => {
    excessBytes -= segment.sizeInBytes;
    return excessBytes >= 0;
  };
}

/** A segment's age is that of its newest record by the record's own timestamp: one from the future keeps it. */
function olderThanRetentionMs(log: UnifiedLog, nowMs: EpochMs): Predicate {
  return (segment) => {
    const expiresAtMs = segmentExpiresAtMs(log, segment);
    return expiresAtMs !== null && nowMs > expiresAtMs;
  };
}

function deleteWhile(
  log: UnifiedLog,
  predicate: Predicate,
  reason: SegmentDeletionReason,
  nowMs: EpochMs,
): DeletedSegment[] {
  const count = countDeletable(log, predicate);
  if (count === 0) return [];
  // A log always has a segment: if the active one goes too, a new one is rolled first.
  if (count === log.segments.length) roll(log, nowMs);
  maybeIncrementLogStartOffset(log, log.segments[count]!.baseOffset);
  return log.segments.splice(0, count).map((segment) => ({ segment, reason }));
}

function countDeletable(log: UnifiedLog, predicate: Predicate): number {
  const kept = log.segments.findIndex((segment, index) => {
    const next = log.segments[index + 1];
    return !canDelete(log, segment, next) || !predicate(segment, next);
  });
  return kept < 0 ? log.segments.length : kept;
}

function canDelete(log: UnifiedLog, segment: LogSegment, next: LogSegment | undefined): boolean {
  const endOffset = next ? next.baseOffset : log.logEndOffset;
  const isEmptyAndActive = segment === activeSegment(log) && segment.sizeInBytes === 0;
  return log.highWatermark >= endOffset && !isEmptyAndActive;
}
