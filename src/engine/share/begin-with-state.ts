/** A share partition begins with what was written down of it (SharePartition.maybeInitialize). */
import type { Offset } from '../../kernel/brand.ts';
import type { StateBatch } from '../../protocol/messages/84-read-share-group-state.ts';
import { inFlightBatch } from './in-flight-batch.ts';
import { inFlightState, isTerminal, NO_MEMBER, type RecordState } from './in-flight-state.ts';
import type { SharePartition } from './share-partition.ts';
import { maybeMoveStart } from './start-offset.ts';

/** What was acquired then, and not acknowledged, was not written down: it is available, or lies in a gap. */
export function beginWithState(
  partition: SharePartition,
  startOffset: Offset,
  stateBatches: readonly StateBatch[],
): void {
  partition.startOffset = startOffset;
  partition.endOffset = stateBatches.at(-1)?.lastOffset ?? startOffset;
  for (const { firstOffset, lastOffset, deliveryState, deliveryCount } of stateBatches) {
    const state = deliveryState as RecordState;
    if (isTerminal(state)) partition.deliveryCompleteCount += lastOffset - firstOffset + 1;
    const inFlight = inFlightState(state, deliveryCount, NO_MEMBER);
    partition.batches.push(inFlightBatch(firstOffset, lastOffset, inFlight));
  }
  if (stateBatches.length > 0) {
    partition.findNextFetchOffset = true;
    const gapStartOffset = firstGap(startOffset, stateBatches);
    if (gapStartOffset !== null) partition.gapWindow = { endOffset: partition.endOffset, gapStartOffset };
    maybeMoveStart(partition);
  }
  partition.state = 'ACTIVE';
}

/** Offsets before the end that nothing was written of. */
function firstGap(startOffset: Offset, batches: readonly StateBatch[]): Offset | null {
  let next = startOffset;
  for (const { firstOffset, lastOffset } of batches) {
    if (firstOffset > next) return next;
    next = lastOffset + 1;
  }
  return null;
}
