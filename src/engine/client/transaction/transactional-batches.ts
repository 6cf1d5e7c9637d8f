/**
 * What failed records mean for the transaction that they are part of: it has to be aborted, since it can no longer be
 * whole (TransactionManager.handleFailedBatch, maybeTransitionToErrorState, canRetry).
 */
import { type ErrorCode, type ErrorName, Errors } from '../../../protocol/errors.ts';
import type { ProducePartitionResponse } from '../../../protocol/messages/00-produce.ts';
import { NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { Ctx } from '../../ctx.ts';
import { isRetriable } from '../error-classes.ts';
import {
  hasTrackedBatches,
  NO_ACKED_SEQUENCE,
  type PartitionQueue,
  trackedBatches,
} from '../partition-queue.ts';
import type { ProducerNode } from '../producer.ts';
import { countOf, type ProducerBatch } from '../producer-batch.ts';
import {
  isNextSequence,
  startSequencesAtBeginning,
  type TransactionManager,
} from '../transaction-manager.ts';
import { type Transaction, transitionToAbortableError, transitionToFatalError } from './transaction.ts';

/** Beside answers' errors what the client itself gives up on: Kafka's TimeoutExceptions. */
type SendError = ErrorName | 'DELIVERY_TIMEOUT' | 'METADATA_TIMEOUT' | 'BUFFER_EXHAUSTED';

const FATAL: ReadonlySet<SendError> = new Set([
  'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
  'PRODUCER_FENCED',
  'UNSUPPORTED_VERSION',
  'INVALID_PRODUCER_ID_MAPPING',
]);

/** A batch has failed for good. `refused`: its sequence numbers are free again. */
export function handleFailedBatch(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  queue: PartitionQueue,
  batch: ProducerBatch,
  error: SendError,
  refused: boolean,
): void {
  maybeTransitionToErrorState(ctx, producer, transaction, error);
  if (transaction.state === 'FATAL_ERROR') return;
  if (error === 'UNKNOWN_PRODUCER_ID') resetSequences(queue);
  else if (refused) adjustSequencesDueToFailedBatch(queue, batch);
}

/** Records that send() itself refused, or for which it waited in vain; not those that close() finds still waiting. */
export function onSendFailed(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  error: SendError,
): void {
  if (error !== 'NETWORK_EXCEPTION' && error !== transaction.lastError)
    maybeTransitionToErrorState(ctx, producer, transaction, error);
}

function maybeTransitionToErrorState(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  error: SendError,
): void {
  if (FATAL.has(error)) transitionToFatalError(ctx, producer, transaction, error as ErrorName);
  else transitionToAbortableError(transaction, abortableError(error));
}

/** What could have gone well with another try has used all of them up by now. */
function abortableError(error: SendError): ErrorName {
  const isOver =
    error === 'DELIVERY_TIMEOUT' ||
    error === 'METADATA_TIMEOUT' ||
    error === 'BUFFER_EXHAUSTED' ||
    error === 'INVALID_TXN_STATE' ||
    isRetriable(Errors[error]);
  return isOver ? 'TRANSACTION_ABORTABLE' : error;
}

/** The leader knows nothing of the producer, so it takes records from 0 on. */
function resetSequences({ sequences }: PartitionQueue): void {
  sequences.producerId = NO_PRODUCER_ID;
  sequences.unresolvedSequence = -1;
}

/** The batches behind it move up, or the leader would see a gap. */
function adjustSequencesDueToFailedBatch(queue: PartitionQueue, failed: ProducerBatch): void {
  const count = countOf(failed);
  queue.sequences.nextSequence -= count;
  for (const batch of trackedBatches(queue)) {
    if (batch.baseSequence < failed.baseSequence) continue;
    batch.baseSequence -= count;
    batch.sequenceReset = true;
  }
}

/** Where nobody knows whether an expired batch was written, only the transaction's abort makes it clear. */
export function maybeResolveSequences(transaction: Transaction, queue: PartitionQueue): void {
  const { sequences } = queue;
  if (sequences.unresolvedSequence < 0 || hasTrackedBatches(queue)) return;
  if (!isNextSequence(queue, sequences.nextSequence))
    transitionToAbortableError(transaction, 'TRANSACTION_ABORTABLE');
  sequences.unresolvedSequence = -1;
}

/** The next transaction has another epoch, under which each partition is counted from 0. */
export function resetSequenceNumbers({ sequences }: PartitionQueue): void {
  sequences.unresolvedSequence = -1;
  sequences.lastAckedSequence = NO_ACKED_SEQUENCE;
  sequences.lastAckedOffset = -1;
}

/** Whether a batch that was answered with an error is worth another attempt. */
export function canRetryInTransaction(
  manager: TransactionManager,
  queue: PartitionQueue,
  batch: ProducerBatch,
  { errorCode, logStartOffset }: Pick<ProducePartitionResponse, 'errorCode' | 'logStartOffset'>,
): boolean {
  if (errorCode === Errors.UNKNOWN_PRODUCER_ID)
    return canRetryUnknownProducer(manager, queue, batch, logStartOffset);
  return errorCode === Errors.OUT_OF_ORDER_SEQUENCE_NUMBER
    ? !isGap(queue, batch)
    : isRetriable(errorCode as ErrorCode);
}

/** If retention took the producer's state along with its records, it goes on from 0 and nothing is lost. */
function canRetryUnknownProducer(
  manager: TransactionManager,
  queue: PartitionQueue,
  batch: ProducerBatch,
  logStartOffset: number,
): boolean {
  if (logStartOffset < 0 || batch.sequenceReset) return true;
  if (queue.sequences.lastAckedOffset >= logStartOffset) return false;
  startSequencesAtBeginning(manager, queue);
  return true;
}

/** The batch is itself the next one, or follows one that expired: what is missing before it will not come. */
function isGap(queue: PartitionQueue, batch: ProducerBatch): boolean {
  if (queue.sequences.unresolvedSequence >= 0) return true;
  return !batch.sequenceReset && isNextSequence(queue, batch.baseSequence);
}
