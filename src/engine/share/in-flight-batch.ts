/**
 * Records that were acquired together (Kafka's InFlightBatch). They have one state as long as they share their
 * fate, and one each from then on.
 */
import { type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import { type InFlightState, inFlightState, NO_MEMBER, RecordState } from './in-flight-state.ts';

export interface InFlightBatch {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** Of all of them; null: each has its own. */
  batchState: InFlightState | null;
  /** By offset less `firstOffset`; null: they share one. */
  offsetStates: InFlightState[] | null;
}

export function inFlightBatch(
  firstOffset: Offset,
  lastOffset: Offset,
  batchState: InFlightState,
): InFlightBatch {
  return { firstOffset, lastOffset, batchState, offsetStates: null };
}

export function batchSize({
  firstOffset,
  lastOffset,
}: Pick<InFlightBatch, 'firstOffset' | 'lastOffset'>): number {
  return lastOffset - firstOffset + 1;
}

/** Gives each record its own state; locks run out when they would have. */
export function splitByOffset(batch: InFlightBatch): InFlightState[] {
  const { batchState } = batch;
  if (batchState) {
    const { state, deliveryCount, memberId, lockDueUs } = batchState;
    batch.offsetStates = Array.from({ length: batchSize(batch) }, () =>
      inFlightState(state, deliveryCount, memberId, lockDueUs),
    );
    batch.batchState = null;
  }
  return batch.offsetStates!;
}

/** A new batch of which only the records up to an offset are acquired: the others were read and are left. */
export function partlyAcquired(
  firstOffset: Offset,
  lastOffset: Offset,
  lastAcquired: Offset,
  memberId: string,
  lockDueUs: Micros,
): InFlightBatch {
  const offsetStates = Array.from({ length: lastOffset - firstOffset + 1 }, (_, delta) =>
    firstOffset + delta <= lastAcquired
      ? inFlightState(RecordState.ACQUIRED, 1, memberId, lockDueUs)
      : inFlightState(RecordState.AVAILABLE, 0, NO_MEMBER),
  );
  return { firstOffset, lastOffset, batchState: null, offsetStates };
}

/** Every state of the batch, with the offsets that it speaks for, in order. */
export function* statesOf(batch: InFlightBatch): Generator<StateRange> {
  const { firstOffset, lastOffset, batchState, offsetStates } = batch;
  if (batchState) yield { firstOffset, lastOffset, inFlight: batchState };
  for (const [delta, inFlight] of (offsetStates ?? []).entries())
    yield { firstOffset: firstOffset + delta, lastOffset: firstOffset + delta, inFlight };
}

export interface StateRange {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  readonly inFlight: InFlightState;
}

/** When the first of the batch's locks runs out. */
export function firstLockDueUs(batch: InFlightBatch): Micros {
  let dueUs: Micros = NEVER;
  for (const { inFlight } of statesOf(batch)) dueUs = Math.min(dueUs, inFlight.lockDueUs);
  return dueUs;
}
