/** Cutting off the log's end, as a follower does where its history parts from its leader's. */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { truncateFromEnd } from './leader-epoch-file-cache.ts';
import { findBatch, truncateSegment } from './log-segment.ts';
import { hasProducerId, updateProducerState } from './producer-state-manager.ts';
import { activeSegment, addSegment, floorSegment, type UnifiedLog } from './unified-log.ts';

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
  rebuildProducerState(log);
  if (log.highWatermark >= offset) updateHighWatermark(log, offset);
}

/**
 * Kafka loads the last snapshot of the producers before the cut and replays what follows; we replay all
 * that the log still holds, so producers whose records are gone are forgotten a little sooner.
 */
function rebuildProducerState(log: UnifiedLog): void {
  if (log.producers.size === 0) return;
  log.producers.clear();
  for (const segment of log.segments) {
    for (let index = findBatch(segment, log.logStartOffset); index < segment.batchCount; index++) {
      const batch = segment.chunk.batches[index]!;
      if (hasProducerId(batch)) updateProducerState(log.producers, batch);
    }
  }
}
