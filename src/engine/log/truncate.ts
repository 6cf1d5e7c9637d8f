/** Cutting off the log's end, as a follower does where its history parts from its leader's. */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { truncateFromEnd } from './leader-epoch-file-cache.ts';
import { truncateSegment } from './log-segment.ts';
import { clearTransactions } from './transactions.ts';
import { activeSegment, addSegment, floorSegment, type UnifiedLog } from './unified-log.ts';
import { rebuildProducerState } from './update-producers.ts';

/**
 * The log ends at `offset` now. A batch goes whole: where `offset` lies inside one, a gap is left between the
 * last batch and the log's end. False if the log ended there or earlier anyway.
 */
export function truncateTo(log: UnifiedLog, offset: Offset, nowMs: EpochMs): boolean {
  if (offset >= log.logEndOffset) {
    // The epoch of a reign in which this replica wrote nothing may still be noted at the log's end.
    truncateFromEnd(log.leaderEpochs, log.logEndOffset);
    return false;
  }
  if (offset < log.segments[0]!.baseOffset) truncateFullyAndStartAt(log, offset, nowMs);
  else truncateWithin(log, offset, nowMs);
  return true;
}

/** Empties the log; the next record gets `offset`. A follower does so whose leader's log begins after its own end. */
export function truncateFullyAndStartAt(log: UnifiedLog, offset: Offset, nowMs: EpochMs): void {
  log.segments.length = 0;
  addSegment(log, offset, nowMs);
  log.leaderEpochs.length = 0;
  log.producers.clear();
  clearTransactions(log.transactions);
  maybeTruncateCleanerCheckpoint(log);
  log.logStartOffset = offset;
  log.logEndOffset = offset;
  updateHighWatermark(log, offset);
}

function truncateWithin(log: UnifiedLog, offset: Offset, nowMs: EpochMs): void {
  log.segments.length = floorSegment(log, offset) + 1;
  truncateSegment(activeSegment(log), offset, nowMs);
  log.logEndOffset = offset;
  log.logStartOffset = Math.min(log.logStartOffset, offset);
  truncateFromEnd(log.leaderEpochs, offset);
  maybeTruncateCleanerCheckpoint(log);
  rebuildProducerState(log);
  if (log.highWatermark >= offset) updateHighWatermark(log, offset);
}

/** What is written from here on has not been compacted: the active segment never is. */
function maybeTruncateCleanerCheckpoint(log: UnifiedLog): void {
  const { baseOffset } = activeSegment(log);
  if (log.cleanerCheckpoint !== null && log.cleanerCheckpoint > baseOffset)
    log.cleanerCheckpoint = baseOffset;
}
