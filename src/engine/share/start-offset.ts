/** The share partition's start moves over what is done (SharePartition.maybeUpdateCachedStateAndOffsets). */
import type { Offset } from '../../kernel/brand.ts';
import { statesOf } from './in-flight-batch.ts';
import { isTerminal } from './in-flight-state.ts';
import { countFromStart, floorBatch, hasOpenGap, type SharePartition } from './share-partition.ts';

/** True if the start moved: there may be room for more records in flight. */
export function maybeMoveStart(partition: SharePartition): boolean {
  if (!canMoveStart(partition)) return false;
  const { lastOffset, count } = doneFromStart(partition);
  if (lastOffset === null) return false;
  const { batches } = partition;
  if (lastOffset === batches.at(-1)!.lastOffset) {
    partition.startOffset = lastOffset + 1;
    partition.endOffset = lastOffset + 1;
    partition.batches = [];
    partition.deliveryCompleteCount = 0;
    return true;
  }
  const at = floorBatch(partition, lastOffset);
  const isWholeBatch = batches[at]!.lastOffset === lastOffset;
  const next = isWholeBatch ? batches[at + 1]!.firstOffset : lastOffset + 1;
  partition.startOffset = Math.max(partition.startOffset, next);
  if (isWholeBatch && hasOpenGap(partition))
    partition.startOffset = Math.min(partition.gapWindow!.gapStartOffset, partition.startOffset);
  partition.deliveryCompleteCount -= count;
  batches.splice(0, isWholeBatch ? at + 1 : at);
  return true;
}

/** The record at the start is done, and that is written down. */
function canMoveStart(partition: SharePartition): boolean {
  const { batches, startOffset } = partition;
  const batch = batches[floorBatch(partition, startOffset)];
  if (!batch) return false;
  const inFlight = batch.batchState ?? batch.offsetStates![startOffset - batch.firstOffset];
  return inFlight !== undefined && inFlight.rollback === null && isTerminal(inFlight.state);
}

/** The last of the records that are done without one before it that is not; null: there is none. */
function doneFromStart(partition: SharePartition): { lastOffset: Offset | null; count: number } {
  const gapStart = hasOpenGap(partition) ? partition.gapWindow!.gapStartOffset : null;
  let last: Offset | null = null;
  let count = 0;
  for (const batch of partition.batches) {
    if (gapStart !== null && batch.lastOffset >= gapStart) break;
    for (const { firstOffset, lastOffset, inFlight } of statesOf(batch)) {
      if (inFlight.rollback !== null || !isTerminal(inFlight.state)) return { lastOffset: last, count };
      last = lastOffset;
      count += countFromStart(partition, firstOffset, lastOffset);
    }
  }
  return { lastOffset: last, count };
}
