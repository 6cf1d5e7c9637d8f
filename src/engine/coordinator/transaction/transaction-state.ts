/** The states of a transactional id (TransactionState): which follow which, and the numbers that the log has for them. */

export type TransactionStateName =
  | 'Empty'
  | 'Ongoing'
  | 'PrepareCommit'
  | 'PrepareAbort'
  | 'CompleteCommit'
  | 'CompleteAbort'
  | 'Dead'
  | 'PrepareEpochFence';

/** In the order of their numbers. */
export const TRANSACTION_STATES: readonly TransactionStateName[] = [
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
  'Dead',
  'PrepareEpochFence',
];

/**
 * Where each state may be come from. Since KIP-890 an abort may find that nothing was begun: the client need not know
 * whether its first record arrived.
 */
const VALID_PREVIOUS_STATES: Readonly<Record<TransactionStateName, readonly TransactionStateName[]>> = {
  Empty: ['Empty', 'CompleteCommit', 'CompleteAbort'],
  Ongoing: ['Ongoing', 'Empty', 'CompleteCommit', 'CompleteAbort'],
  PrepareCommit: ['Ongoing'],
  PrepareAbort: ['Ongoing', 'PrepareEpochFence', 'Empty', 'CompleteCommit', 'CompleteAbort'],
  CompleteCommit: ['PrepareCommit'],
  CompleteAbort: ['PrepareAbort'],
  Dead: ['Empty', 'CompleteCommit', 'CompleteAbort'],
  PrepareEpochFence: ['Ongoing'],
};

export function isValidTransition(from: TransactionStateName, to: TransactionStateName): boolean {
  return VALID_PREVIOUS_STATES[to].includes(from);
}

/** Markers are on their way. */
export function isPrepared(state: TransactionStateName): boolean {
  return state === 'PrepareCommit' || state === 'PrepareAbort';
}

/** Nothing is open: the id may be forgotten when nobody has used it for long. */
export function isIdle(state: TransactionStateName): boolean {
  return VALID_PREVIOUS_STATES.Dead.includes(state);
}
