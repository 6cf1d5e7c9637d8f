/**
 * Changes of records' states that count only once the share coordinator has written them down
 * (SharePartition.rollbackOrProcessStateUpdates).
 */
import type { Micros, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { StateBatch } from '../../protocol/messages/84-read-share-group-state.ts';
import { completeTransition, type InFlightState, isTerminal, RecordState } from './in-flight-state.ts';
import { countFromStart, type SharePartition } from './share-partition.ts';
import { maybeMoveStart } from './start-offset.ts';

export interface StateChange {
  readonly inFlight: InFlightState;
  /** What is to be written of it. */
  readonly batch: StateBatch;
}

export interface Refused {
  readonly error: ErrorCode;
  readonly message: string;
}

export function stateBatch(firstOffset: Offset, lastOffset: Offset, inFlight: InFlightState): StateBatch {
  const { state, deliveryCount } = inFlight;
  return { firstOffset, lastOffset, deliveryState: state, deliveryCount };
}

/** Written: the changes stand. True if the start moved. */
export function commitChanges(
  partition: SharePartition,
  changes: readonly StateChange[],
  nowUs: Micros,
): boolean {
  for (const { inFlight } of changes) {
    completeTransition(inFlight, true, nowUs);
    if (inFlight.state === RecordState.AVAILABLE) partition.findNextFetchOffset = true;
  }
  return maybeMoveStart(partition);
}

/** Refused, or not written: all is as it was before. */
export function rollBackChanges(
  partition: SharePartition,
  changes: readonly StateChange[],
  nowUs: Micros,
): void {
  for (const { inFlight, batch } of changes) {
    const wasTerminal = isTerminal(batch.deliveryState as RecordState);
    completeTransition(inFlight, false, nowUs);
    if (inFlight.state === RecordState.AVAILABLE) partition.findNextFetchOffset = true;
    if (wasTerminal && !isTerminal(inFlight.state))
      partition.deliveryCompleteCount -= countFromStart(partition, batch.firstOffset, batch.lastOffset);
  }
}
