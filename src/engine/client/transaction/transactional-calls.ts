/**
 * What an application calls of a transactional KafkaProducer beside send(): beginTransaction() returns at once, the
 * others wait for a coordinator. Such a call is state: `transaction.call` says whether it has returned, or what it
 * throws.
 */
import { type Ctx, note } from '../../ctx.ts';
import type { ProducerNode } from '../producer.ts';
import { topicPartitionName } from '../topic-partition.ts';
import { hasError, type Transaction, type TransactionalCall, transitionTo } from './transaction.ts';
import { enqueue, type GroupMetadata, newRequest, type OffsetToCommit } from './transactional-request.ts';

/** Asks for the producer's id and epoch; whoever had the transactional.id before is fenced by it. */
export function initTransactions(transaction: Transaction): void {
  transitionTo(transaction, 'INITIALIZING');
  enqueue(transaction, newRequest({ api: 'InitProducerId' as const }));
  beginCall(transaction, 'initTransactions');
}

export function beginTransaction(ctx: Ctx, producer: ProducerNode, transaction: Transaction): void {
  const { transactionalId } = transaction;
  transitionTo(transaction, 'IN_TRANSACTION');
  transaction.begunUs = ctx.nowUs;
  transaction.records = 0;
  note(ctx, { code: 'transaction-begun', producer: producer.id, transactionalId, records: 0 });
}

/** False: it throws, since something has gone wrong before. */
export function commitTransaction(transaction: Transaction): boolean {
  if (hasError(transaction)) return false;
  transitionTo(transaction, 'COMMITTING_TRANSACTION');
  endTransaction(transaction, true);
  return true;
}

/** False: it throws, since the producer has failed for good. */
export function abortTransaction(transaction: Transaction): boolean {
  if (transaction.state === 'FATAL_ERROR') return false;
  transitionTo(transaction, 'ABORTING_TRANSACTION');
  endTransaction(transaction, false);
  return true;
}

function endTransaction(transaction: Transaction, committed: boolean): void {
  enqueue(transaction, newRequest({ api: 'EndTxn' as const, committed }));
  beginCall(transaction, committed ? 'commitTransaction' : 'abortTransaction');
}

/** The group's offsets become valid with the transaction, by the group's own coordinator. False: it throws. */
export function sendOffsetsToTransaction(
  transaction: Transaction,
  offsets: readonly OffsetToCommit[],
  group: GroupMetadata,
): boolean {
  if (hasError(transaction)) return false;
  transaction.hasOffsets = true;
  const open = new Set(offsets.map(topicPartitionName));
  enqueue(transaction, newRequest({ api: 'TxnOffsetCommit' as const, group, offsets, open }));
  beginCall(transaction, 'sendOffsetsToTransaction');
  return true;
}

function beginCall(transaction: Transaction, operation: TransactionalCall['operation']): void {
  transaction.call = { operation, isCompleted: false, error: null };
}
