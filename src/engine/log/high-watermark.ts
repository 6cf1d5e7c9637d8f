/** The end of what all in-sync replicas have: who moves it, and what a reader takes it for. */
import type { Offset } from '../../kernel/brand.ts';
import { offsetMetadata } from './log-offset-metadata.ts';
import { firstUnstableOffset, forgetCompletedBefore } from './transactions.ts';
import type { UnifiedLog } from './unified-log.ts';

/** Sets the high watermark, kept within the log's bounds; returns where it is now. A follower's may go back. */
export function updateHighWatermark(log: UnifiedLog, offset: Offset): Offset {
  log.highWatermark = Math.min(Math.max(offset, log.logStartOffset), log.logEndOffset);
  log.isHighWatermarkLocated = offset >= log.logEndOffset;
  if (log.transactions.unreplicated.length > 0) forgetCompletedBefore(log.transactions, log.highWatermark);
  return log.highWatermark;
}

/** A leader's high watermark only moves forward. True if it did. */
export function maybeIncrementHighWatermark(log: UnifiedLog, offset: Offset): boolean {
  if (offset <= fetchHighWatermark(log)) return false;
  const before = log.highWatermark;
  return updateHighWatermark(log, offset) > before;
}

/**
 * The high watermark as readers get it. The first look at a new one finds its place in the log, and since Kafka
 * hands out batches whole, one that lies inside a batch moves to the batch's beginning
 * (UnifiedLog.fetchHighWatermarkMetadata). Replicas move it by whole batches, so this is seldom seen.
 */
export function fetchHighWatermark(log: UnifiedLog): Offset {
  if (!log.isHighWatermarkLocated) log.highWatermark = offsetMetadata(log, log.highWatermark).messageOffset;
  log.isHighWatermarkLocated = true;
  return log.highWatermark;
}

/** LSO: end of what a read_committed consumer may read, since all transactions before it are decided. */
export function lastStableOffset(log: UnifiedLog): Offset {
  const unstable = firstUnstableOffset(log.transactions);
  if (unstable === null) return log.highWatermark;
  return Math.min(Math.max(unstable, log.logStartOffset), log.highWatermark);
}
