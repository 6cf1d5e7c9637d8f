/** What the picture shows of a producer's transaction. */
import type { Transaction, TransactionState } from './transaction.ts';

export type TransactionPhase =
  | 'initializing'
  | 'ready'
  | 'open'
  | 'committing'
  | 'aborting'
  /** Another producer has its transactional.id now. */
  | 'fenced'
  | 'failed';

export interface ProducerTransaction {
  readonly id: string;
  readonly phase: TransactionPhase;
  /** Handed to send() in the open transaction. */
  readonly records: number;
}

const PHASES: Readonly<Record<TransactionState, TransactionPhase>> = {
  UNINITIALIZED: 'initializing',
  INITIALIZING: 'initializing',
  READY: 'ready',
  IN_TRANSACTION: 'open',
  COMMITTING_TRANSACTION: 'committing',
  ABORTING_TRANSACTION: 'aborting',
  // The application is about to abort.
  ABORTABLE_ERROR: 'aborting',
  FATAL_ERROR: 'failed',
};

export function describeTransaction({
  transactionalId,
  state,
  lastError,
  records,
}: Transaction): ProducerTransaction {
  const phase = lastError === 'PRODUCER_FENCED' && state === 'FATAL_ERROR' ? 'fenced' : PHASES[state];
  return { id: transactionalId, phase, records };
}
