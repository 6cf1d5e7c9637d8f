/**
 * Acquired records go back without their member's word: its session has ended, or its lock has run out
 * (SharePartition.releaseAcquiredRecords and releaseAcquisitionLockOnTimeout).
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { StateBatch } from '../../protocol/messages/84-read-share-group-state.ts';
import { splitAtStart } from './archive.ts';
import { firstLockDueUs, type StateRange, statesOf } from './in-flight-batch.ts';
import { isTerminal, RecordState, startTransition, tryLeaveAcquired } from './in-flight-state.ts';
import { countFromStart, type SharePartition } from './share-partition.ts';
import { type StateChange, stateBatch } from './state-changes.ts';

/** All that a member holds. The changes count once they are written. */
export function releaseAcquired(
  partition: SharePartition,
  memberId: string,
  maxDeliveryCount: number,
): StateChange[] {
  const changes: StateChange[] = [];
  for (const batch of partition.batches) {
    if (batch.batchState?.memberId === memberId) splitAtStart(partition, batch);
    for (const range of statesOf(batch)) {
      const { firstOffset, lastOffset, inFlight } = range;
      if (inFlight.memberId !== memberId) continue;
      if (!startTransition(inFlight, stateAfter(partition, range), maxDeliveryCount)) continue;
      changes.push({ inFlight, batch: stateBatch(firstOffset, lastOffset, inFlight) });
      countDone(partition, range);
    }
  }
  return changes;
}

/** All whose locks have run out. The changes count at once; returned is what is to be written of them. */
export function releaseTimedOut(
  partition: SharePartition,
  nowUs: Micros,
  maxDeliveryCount: number,
): StateBatch[] {
  const batches: StateBatch[] = [];
  for (const batch of partition.batches) {
    if (firstLockDueUs(batch) > nowUs) continue;
    splitAtStart(partition, batch);
    for (const range of statesOf(batch)) {
      const { firstOffset, lastOffset, inFlight } = range;
      if (inFlight.lockDueUs > nowUs) continue;
      if (!tryLeaveAcquired(inFlight, stateAfter(partition, range), maxDeliveryCount)) continue;
      inFlight.lockDueUs = NEVER;
      batches.push(stateBatch(firstOffset, lastOffset, inFlight));
      if (inFlight.state === RecordState.AVAILABLE) partition.findNextFetchOffset = true;
      countDone(partition, range);
    }
  }
  return batches;
}

/** What lies before the start is not given out again. */
function stateAfter({ startOffset }: SharePartition, { lastOffset }: StateRange): RecordState {
  return lastOffset < startOffset ? RecordState.ARCHIVED : RecordState.AVAILABLE;
}

function countDone(partition: SharePartition, { firstOffset, lastOffset, inFlight }: StateRange): void {
  if (isTerminal(inFlight.state))
    partition.deliveryCompleteCount += countFromStart(partition, firstOffset, lastOffset);
}

/** When the next lock runs out, of those that are not on their way out already. */
export function nextLockDueUs({ batches }: SharePartition, nowUs: Micros): Micros {
  let dueUs: Micros = NEVER;
  for (const batch of batches) {
    for (const { inFlight } of statesOf(batch))
      if (inFlight.lockDueUs > nowUs) dueUs = Math.min(dueUs, inFlight.lockDueUs);
  }
  return dueUs;
}
