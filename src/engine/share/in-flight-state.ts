/**
 * What has become of a record, or of records that share their fate, since a member first acquired it (Kafka's
 * InFlightState and RecordState).
 *
 *                 acquire             accept
 *   AVAILABLE ───────────► ACQUIRED ──────────► ACKNOWLEDGED
 *       ▲                     │   └───────────► ARCHIVED
 *       └─────────────────────┘      reject, gap, or released once too often
 *         release, lock ran out
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';

/** By the numbers that the share coordinator keeps. */
export const RecordState = { AVAILABLE: 0, ACQUIRED: 1, ACKNOWLEDGED: 2, ARCHIVED: 4 } as const;
export type RecordState = (typeof RecordState)[keyof typeof RecordState];

/** Who has it while nobody has. */
export const NO_MEMBER = '';

export interface InFlightState {
  state: RecordState;
  /** How often it was acquired. */
  deliveryCount: number;
  memberId: string;
  /** When its member's acquisition lock runs out; NEVER: none is held. */
  lockDueUs: Micros;
  /** While a change is being written down: what it was before, should that fail. */
  rollback: Rollback | null;
  /** Archived for good, whatever is still being written down. */
  isArchived: boolean;
}

interface Rollback {
  readonly state: RecordState;
  readonly memberId: string;
  readonly deliveryCount: number;
  readonly maxDeliveryCount: number;
}

export function inFlightState(
  state: RecordState,
  deliveryCount: number,
  memberId: string,
  lockDueUs = NEVER,
): InFlightState {
  return { state, deliveryCount, memberId, lockDueUs, rollback: null, isArchived: false };
}

export function isTerminal(state: RecordState): boolean {
  return state === RecordState.ACKNOWLEDGED || state === RecordState.ARCHIVED;
}

export function isAvailable({ state, rollback }: InFlightState): boolean {
  return state === RecordState.AVAILABLE && rollback === null;
}

/** A member gets it. */
export function acquireState(inFlight: InFlightState, memberId: string, lockDueUs: Micros): void {
  inFlight.state = RecordState.ACQUIRED;
  inFlight.deliveryCount++;
  inFlight.memberId = memberId;
  inFlight.lockDueUs = lockDueUs;
}

/**
 * Nobody has it any more. Once it was delivered as often as may be, it is archived instead of available again.
 * False: an earlier change is still being written down, or it was not acquired.
 */
export function tryLeaveAcquired(
  inFlight: InFlightState,
  next: RecordState,
  maxDeliveryCount: number,
): boolean {
  if (inFlight.rollback !== null || inFlight.state !== RecordState.ACQUIRED) return false;
  const isUsedUp = next === RecordState.AVAILABLE && inFlight.deliveryCount >= maxDeliveryCount;
  inFlight.state = isUsedUp ? RecordState.ARCHIVED : next;
  inFlight.memberId = NO_MEMBER;
  return true;
}

/** The same, but it counts only once it has been written down. */
export function startTransition(
  inFlight: InFlightState,
  next: RecordState,
  maxDeliveryCount: number,
): boolean {
  const { state, memberId, deliveryCount } = inFlight;
  if (!tryLeaveAcquired(inFlight, next, maxDeliveryCount)) return false;
  inFlight.rollback = { state, memberId, deliveryCount, maxDeliveryCount };
  return true;
}

/** The change is written down, or is taken back; a lock that has run out meanwhile is not given back. */
export function completeTransition(inFlight: InFlightState, isWritten: boolean, nowUs: Micros): void {
  const { rollback } = inFlight;
  inFlight.rollback = null;
  if (isWritten || inFlight.isArchived || !rollback) {
    inFlight.lockDueUs = NEVER;
    return;
  }
  if (inFlight.lockDueUs <= nowUs) {
    const isUsedUp = rollback.deliveryCount >= rollback.maxDeliveryCount;
    inFlight.state = isUsedUp ? RecordState.ARCHIVED : RecordState.AVAILABLE;
    inFlight.memberId = NO_MEMBER;
    inFlight.lockDueUs = NEVER;
    return;
  }
  inFlight.state = rollback.state;
  inFlight.memberId = rollback.memberId;
}

/** The log has lost it, or it was part of an aborted transaction. */
export function archiveState(inFlight: InFlightState): void {
  inFlight.isArchived = true;
  inFlight.state = RecordState.ARCHIVED;
  inFlight.memberId = NO_MEMBER;
  inFlight.lockDueUs = NEVER;
}
