/**
 * What a producer with a `transactional.id` keeps of its transaction, and the states that it goes through. After
 * Kafka's TransactionManager (KIP-98), with transaction.version 2 (KIP-890): partitions join a transaction by being
 * written to, and the end of each transaction counts the producer's epoch up, so the client itself never has to.
 *
 *   UNINITIALIZED -> INITIALIZING -> READY <-> IN_TRANSACTION -> COMMITTING_TRANSACTION -> READY
 *                                              IN_TRANSACTION -> ABORTING_TRANSACTION   -> READY
 *   IN_TRANSACTION, COMMITTING_TRANSACTION -> ABORTABLE_ERROR -> ABORTING_TRANSACTION
 *   any -> FATAL_ERROR, for good
 *
 * PREPARED_TRANSACTION, where somebody else decides (KIP-939), is not here.
 */
import { type Micros, NEVER } from '../../../kernel/brand.ts';
import type { ErrorName } from '../../../protocol/errors.ts';
import { type Ctx, note } from '../../ctx.ts';
import type { ProducerNode } from '../producer.ts';
import type { Records } from '../record-accumulator.ts';
import type { TransactionalRequest } from './transactional-request.ts';

export type TransactionState =
  | 'UNINITIALIZED'
  | 'INITIALIZING'
  | 'READY'
  | 'IN_TRANSACTION'
  | 'COMMITTING_TRANSACTION'
  | 'ABORTING_TRANSACTION'
  | 'ABORTABLE_ERROR'
  | 'FATAL_ERROR';

/** What the application makes a transaction of. */
export interface TransactionPlan {
  /** So many records are sent in each. */
  readonly records: number;
  /** Every so manyth is aborted; 0: none. */
  readonly abortEvery: number;
  /** Milliseconds between the last record and the end. */
  readonly holdMs: number;
}

export interface Transaction {
  readonly transactionalId: string;
  state: TransactionState;
  /** Why the state is one of the two errors, null in the others. */
  lastError: ErrorName | null;
  /** To be sent one after the other, by priority (`enqueue`). */
  requests: TransactionalRequest[];
  /** The one under way, by its correlation id; nothing else is sent meanwhile, not even records. */
  inFlight: { readonly correlationId: number; readonly request: TransactionalRequest } | null;
  /** The sender sleeps until then before it sends a request again. */
  sleepsUntilUs: Micros;
  /** The transaction coordinator; -1: unknown. */
  coordinatorId: number;
  /** The coordinator of the group whose offsets go into the transaction; -1: unknown. */
  groupCoordinatorId: number;
  /** Names of the partitions written to, `topic-0`. */
  partitions: Set<string>;
  /** Whether offsets were handed over: then too there is something to end. */
  hasOffsets: boolean;
  /** When beginTransaction() was called; -1: none has been begun. */
  begunUs: Micros;
  /** Handed to send() since then. */
  records: number;
  /** The call that the application waits in, or waited in last. */
  call: TransactionalCall | null;
  readonly application: TransactionalApplication;
}

/** The program around the producer, see transactional-application.ts. */
export interface TransactionalApplication {
  /** Of the transaction begun last; the next has the producer's. */
  plan: TransactionPlan;
  phase: 'starting' | 'initializing' | 'idle' | 'sending' | 'holding' | 'committing' | 'aborting' | 'failed';
  /** When it has held the transaction open for long enough, or when its call throws: the timer `application`. */
  dueUs: Micros;
  /** Transactions so far. */
  begun: number;
  /** Records for send(), which it does not call yet. */
  waiting: { readonly topic: string; readonly records: Records }[];
}

const DEFAULT_PLAN: TransactionPlan = { records: 10, abortEvery: 0, holdMs: 0 };

/** A call that returns when the coordinator has answered (PendingStateTransition, TransactionalRequestResult). */
export interface TransactionalCall {
  readonly operation:
    | 'initTransactions'
    | 'commitTransaction'
    | 'abortTransaction'
    | 'sendOffsetsToTransaction';
  isCompleted: boolean;
  /** What it throws; null: it returns. */
  error: ErrorName | null;
}

export function createTransaction(transactionalId: string, plan: TransactionPlan | null): Transaction {
  return {
    transactionalId,
    state: 'UNINITIALIZED',
    lastError: null,
    requests: [],
    inFlight: null,
    sleepsUntilUs: 0,
    coordinatorId: -1,
    groupCoordinatorId: -1,
    partitions: new Set(),
    hasOffsets: false,
    begunUs: -1,
    records: 0,
    call: null,
    application: { plan: plan ?? DEFAULT_PLAN, phase: 'starting', dueUs: NEVER, begun: 0, waiting: [] },
  };
}

/** From which states each may be reached; to FATAL_ERROR from all. */
const SOURCES: Readonly<Record<Exclude<TransactionState, 'FATAL_ERROR'>, readonly TransactionState[]>> = {
  UNINITIALIZED: ['READY', 'ABORTABLE_ERROR'],
  INITIALIZING: ['UNINITIALIZED', 'COMMITTING_TRANSACTION', 'ABORTING_TRANSACTION'],
  READY: ['INITIALIZING', 'COMMITTING_TRANSACTION', 'ABORTING_TRANSACTION'],
  IN_TRANSACTION: ['READY'],
  COMMITTING_TRANSACTION: ['IN_TRANSACTION'],
  ABORTING_TRANSACTION: ['IN_TRANSACTION', 'ABORTABLE_ERROR'],
  ABORTABLE_ERROR: ['IN_TRANSACTION', 'COMMITTING_TRANSACTION', 'ABORTABLE_ERROR', 'INITIALIZING'],
};

/** A step that Kafka does not know of poisons the producer: nothing is sent any more. */
export function transitionTo(
  transaction: Transaction,
  target: Exclude<TransactionState, 'FATAL_ERROR'>,
  error: ErrorName | null = null,
): void {
  const isValid = SOURCES[target].includes(transaction.state);
  transaction.state = isValid ? target : 'FATAL_ERROR';
  transaction.lastError = isValid ? error : 'UNKNOWN_SERVER_ERROR';
}

export function hasError({ state }: Transaction): boolean {
  return state === 'ABORTABLE_ERROR' || state === 'FATAL_ERROR';
}

/** Begun, and neither ended nor failed for good. */
export function hasOngoingTransaction({ state }: Transaction): boolean {
  return (
    state === 'IN_TRANSACTION' ||
    state === 'COMMITTING_TRANSACTION' ||
    state === 'ABORTING_TRANSACTION' ||
    state === 'ABORTABLE_ERROR'
  );
}

/** What went wrong is undone by an abort, whose end brings another epoch; while that goes on it is nothing new. */
export function transitionToAbortableError(transaction: Transaction, error: ErrorName): void {
  if (transaction.state === 'ABORTING_TRANSACTION' || transaction.state === 'FATAL_ERROR') return;
  transitionTo(transaction, 'ABORTABLE_ERROR', error);
}

/** The producer can do nothing any more; a call that waits throws. */
export function transitionToFatalError(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  error: ErrorName,
): void {
  const { call, transactionalId, state } = transaction;
  transaction.state = 'FATAL_ERROR';
  transaction.lastError = error;
  completeCall(call, error);
  if (state === 'FATAL_ERROR') return;
  const code = error === 'PRODUCER_FENCED' ? 'producer-fenced' : 'producer-error';
  note(ctx, { code, producer: producer.id, transactionalId, error });
}

/** It returns, or throws the error; nothing, if it has done so before. */
export function completeCall(call: TransactionalCall | null, error: ErrorName | null): void {
  if (!call || call.isCompleted) return;
  call.isCompleted = true;
  call.error = error;
}

/** The transaction is over (TransactionManager.resetTransactionState). */
export function resetTransactionState(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  committed: boolean,
): void {
  const { transactionalId, records } = transaction;
  transitionTo(transaction, 'READY');
  transaction.partitions.clear();
  transaction.hasOffsets = false;
  completeCall(transaction.call, null);
  const code = committed ? 'transaction-committed' : 'transaction-aborted';
  note(ctx, { code, producer: producer.id, transactionalId, records });
}
