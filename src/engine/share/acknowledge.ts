/**
 * A member says what it has done with records that it has acquired (SharePartition.acknowledge). All that one request
 * says of a partition counts, or nothing does.
 */
import type { Micros, Offset } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import { type AcknowledgementBatch, AcknowledgeType } from '../../protocol/messages/78-share-fetch.ts';
import { batchSize, type InFlightBatch, splitByOffset } from './in-flight-batch.ts';
import {
  type InFlightState,
  isTerminal,
  NO_MEMBER,
  RecordState,
  startTransition,
} from './in-flight-state.ts';
import { batchesBetween, floorBatch, isAcrossStart, type SharePartition } from './share-partition.ts';
import { type Refused, type StateChange, stateBatch } from './state-changes.ts';

export interface Acknowledger {
  readonly memberId: string;
  readonly maxDeliveryCount: number;
  /** When a lock that is renewed runs out; null: the group does not allow it (`share.renew.acknowledge.enable`). */
  readonly renewedUntilUs: Micros | null;
}

export interface Acknowledged {
  /** To be written down, or rolled back if something was refused. */
  readonly changes: readonly StateChange[];
  readonly refused: Refused | null;
}

const STATES: Readonly<Record<number, RecordState>> = {
  [AcknowledgeType.GAP]: RecordState.ARCHIVED,
  [AcknowledgeType.ACCEPT]: RecordState.ACKNOWLEDGED,
  [AcknowledgeType.RELEASE]: RecordState.AVAILABLE,
  [AcknowledgeType.REJECT]: RecordState.ARCHIVED,
};

export function acknowledge(
  partition: SharePartition,
  acknowledger: Acknowledger,
  batches: readonly AcknowledgementBatch[],
): Acknowledged {
  const changes: StateChange[] = [];
  for (const batch of batches) {
    // The start has moved past them: they are archived already.
    if (batch.lastOffset < partition.startOffset) continue;
    const inFlight = inFlightFor(partition, batch);
    const refused =
      'error' in inFlight ? inFlight : acknowledgeBatch(partition, acknowledger, batch, inFlight, changes);
    if (refused) return { changes, refused };
  }
  return { changes, refused: null };
}

/** The batches in flight that an acknowledgement is about; it must not go beyond them. */
function inFlightFor(
  partition: SharePartition,
  batch: AcknowledgementBatch,
): readonly InFlightBatch[] | Refused {
  let floor = floorBatch(partition, batch.firstOffset);
  if (floor < 0 && isAcrossStart(partition, batch)) floor = floorBatch(partition, partition.startOffset);
  const first = partition.batches[floor];
  if (!first)
    return invalidState('Batch record not found. The request batch offsets are not found in the cache.');
  const inFlight = batchesBetween(partition, first.firstOffset, batch.lastOffset);
  const { lastOffset } = inFlight.at(-1)!;
  if (lastOffset < batch.firstOffset)
    return invalidRequest('Batch record not found. The first offset in request is past acquired records.');
  if (batch.lastOffset > lastOffset)
    return invalidRequest('Batch record not found. The last offset in request is past acquired records.');
  return inFlight;
}

function acknowledgeBatch(
  partition: SharePartition,
  acknowledger: Acknowledger,
  acknowledgement: AcknowledgementBatch,
  batches: readonly InFlightBatch[],
  changes: StateChange[],
): Refused | null {
  for (const batch of batches) {
    if (batch.lastOffset < partition.startOffset) continue;
    const refused =
      whyNotOwn(batch, acknowledger) ??
      (isTakenWhole(partition, batch, acknowledgement)
        ? acknowledgeWhole(partition, acknowledger, acknowledgement, batch, changes)
        : acknowledgeByOffset(partition, acknowledger, acknowledgement, batch, changes));
    if (refused) return refused;
  }
  return null;
}

/** Of a batch that has one state; those that have several are looked at one by one. */
function whyNotOwn({ batchState }: InFlightBatch, { memberId }: Acknowledger): Refused | null {
  if (!batchState) return null;
  if (batchState.memberId === NO_MEMBER)
    return invalidState('The batch cannot be acknowledged. The batch is not in the acquired state.');
  if (batchState.memberId !== memberId) return invalidState('Member is not the owner of batch record');
  return batchState.rollback ? ongoing() : null;
}

function isTakenWhole(
  partition: SharePartition,
  batch: InFlightBatch,
  { firstOffset, lastOffset, acknowledgeTypes }: AcknowledgementBatch,
): boolean {
  return (
    batch.batchState !== null &&
    batch.firstOffset >= firstOffset &&
    batch.lastOffset <= lastOffset &&
    acknowledgeTypes.length <= 1 &&
    !isAcrossStart(partition, batch)
  );
}

function acknowledgeWhole(
  partition: SharePartition,
  acknowledger: Acknowledger,
  { acknowledgeTypes }: AcknowledgementBatch,
  batch: InFlightBatch,
  changes: StateChange[],
): Refused | null {
  const inFlight = batch.batchState!;
  if (inFlight.state !== RecordState.ACQUIRED)
    return invalidState('The batch cannot be acknowledged. The batch is not in the acquired state.');
  const { firstOffset, lastOffset } = batch;
  const refused = change(acknowledger, acknowledgeTypes[0]!, inFlight, firstOffset, lastOffset, changes);
  if (!refused && isTerminal(inFlight.state)) partition.deliveryCompleteCount += batchSize(batch);
  return refused;
}

function acknowledgeByOffset(
  partition: SharePartition,
  acknowledger: Acknowledger,
  { firstOffset, lastOffset, acknowledgeTypes }: AcknowledgementBatch,
  batch: InFlightBatch,
  changes: StateChange[],
): Refused | null {
  if (batch.batchState && batch.batchState.state !== RecordState.ACQUIRED)
    return invalidState('The batch cannot be acknowledged. The subset batch is not in the acquired state.');
  const from = Math.max(firstOffset, partition.startOffset, batch.firstOffset);
  const states = splitByOffset(batch);
  for (let offset = from; offset <= Math.min(lastOffset, batch.lastOffset); offset++) {
    const inFlight = states[offset - batch.firstOffset]!;
    const type = acknowledgeTypes[acknowledgeTypes.length > 1 ? offset - firstOffset : 0]!;
    const refused =
      whyNotOwnOffset(inFlight, acknowledger) ??
      change(acknowledger, type, inFlight, offset, offset, changes);
    if (refused) return refused;
    if (isTerminal(inFlight.state)) partition.deliveryCompleteCount++;
  }
  return null;
}

function whyNotOwnOffset(
  { state, rollback, memberId }: InFlightState,
  acknowledger: Acknowledger,
): Refused | null {
  if (state !== RecordState.ACQUIRED)
    return invalidState('The offset cannot be acknowledged. The offset is not acquired.');
  if (rollback) return ongoing();
  return memberId === acknowledger.memberId ? null : invalidState('Member is not the owner of offset');
}

function change(
  { renewedUntilUs, maxDeliveryCount }: Acknowledger,
  type: number,
  inFlight: InFlightState,
  firstOffset: Offset,
  lastOffset: Offset,
  changes: StateChange[],
): Refused | null {
  if (type === AcknowledgeType.RENEW) {
    if (renewedUntilUs === null)
      return invalidState('Renewing acquisition locks is not enabled for the group.');
    inFlight.lockDueUs = renewedUntilUs;
    return null;
  }
  startTransition(inFlight, STATES[type]!, maxDeliveryCount);
  changes.push({ inFlight, batch: stateBatch(firstOffset, lastOffset, inFlight) });
  return null;
}

function ongoing(): Refused {
  return invalidState('The record state is invalid. The acknowledgement of delivery could not be completed.');
}

function invalidState(message: string): Refused {
  return { error: Errors.INVALID_RECORD_STATE, message };
}

function invalidRequest(message: string): Refused {
  return { error: Errors.INVALID_REQUEST, message };
}
