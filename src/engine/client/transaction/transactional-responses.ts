/** What a transactional producer makes of coordinators' answers (TransactionManager.TxnRequestHandler). */
import { type ErrorCode, type ErrorName, Errors, errorName } from '../../../protocol/errors.ts';
import { type Ctx, note } from '../../ctx.ts';
import type { Response } from '../../network/message.ts';
import type { InFlightRequest } from '../../network/network-client.ts';
import { isCoordinatorError } from '../coordinator-lookup.ts';
import { isRetriable } from '../error-classes.ts';
import type { ProducerNode } from '../producer.ts';
import { allQueues } from '../record-accumulator.ts';
import { topicPartitionName } from '../topic-partition.ts';
import {
  completeCall,
  resetTransactionState,
  type Transaction,
  transitionTo,
  transitionToAbortableError,
  transitionToFatalError,
} from './transaction.ts';
import { resetSequenceNumbers } from './transactional-batches.ts';
import { lookupCoordinator, reenqueue, type TransactionalRequest } from './transactional-request.ts';

type TransactionalResponse =
  | Response<'FindCoordinator'>
  | Response<'InitProducerId'>
  | Response<'TxnOffsetCommit'>
  | Response<'EndTxn'>;

type RequestTo<Api> = Extract<TransactionalRequest, { readonly api: Api }>;

export function onTransactionalResponse(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  response: TransactionalResponse,
): void {
  const { inFlight } = transaction;
  if (inFlight?.correlationId !== response.correlationId) return;
  transaction.inFlight = null;
  const { request } = inFlight;
  if (request.api === 'FindCoordinator' && response.api === request.api)
    onFindCoordinator(ctx, producer, transaction, request, response);
  else if (request.api === 'InitProducerId' && response.api === request.api)
    onInitProducerId(ctx, producer, transaction, request, response);
  else if (request.api === 'TxnOffsetCommit' && response.api === request.api)
    onTxnOffsetCommit(ctx, producer, transaction, request, response);
  else if (request.api === 'EndTxn' && response.api === request.api)
    onEndTxn(ctx, producer, transaction, request, response);
}

/** Nobody knows what became of the request: it is sent again, wherever its coordinator is by then. */
export function onTransactionalDisconnect(producer: ProducerNode, { correlationId }: InFlightRequest): void {
  const transaction = producer.transactionManager?.transaction;
  const inFlight = transaction?.inFlight;
  if (!transaction || inFlight?.correlationId !== correlationId) return;
  transaction.inFlight = null;
  lookupCoordinator(transaction, inFlight.request);
  reenqueue(transaction, inFlight.request);
}

/** Whether the request goes out again, and to whom: the same for every kind of it. */
function isToBeRetried(transaction: Transaction, request: TransactionalRequest, error: ErrorCode): boolean {
  if (!isRetriable(error)) return false;
  if (isCoordinatorError(error)) lookupCoordinator(transaction, request);
  reenqueue(transaction, request);
  return true;
}

/** Another producer has the transactional.id now, or the coordinator has ended the transaction by itself. */
function isFenced(error: ErrorCode): boolean {
  return error === Errors.INVALID_PRODUCER_EPOCH || error === Errors.PRODUCER_FENCED;
}

function abortable(transaction: Transaction, error: ErrorCode): void {
  completeCall(transaction.call, errorName(error));
  transitionToAbortableError(transaction, errorName(error));
}

function fatal(ctx: Ctx, producer: ProducerNode, transaction: Transaction, error: ErrorCode): void {
  const name: ErrorName = isFenced(error) ? 'PRODUCER_FENCED' : errorName(error);
  transitionToFatalError(ctx, producer, transaction, name);
}

function onFindCoordinator(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: RequestTo<'FindCoordinator'>,
  { body }: Response<'FindCoordinator'>,
): void {
  const found = body.coordinators[0];
  const error = found?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR;
  if (found && error === Errors.NONE) {
    if (request.keyType === 0) transaction.groupCoordinatorId = found.nodeId;
    else transaction.coordinatorId = found.nodeId;
  } else if (isRetriable(error)) reenqueue(transaction, request);
  else if (error === Errors.TRANSACTION_ABORTABLE) abortable(transaction, error);
  else fatal(ctx, producer, transaction, error);
}

function onInitProducerId(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: RequestTo<'InitProducerId'>,
  { body }: Response<'InitProducerId'>,
): void {
  const { errorCode, producerId, producerEpoch } = body;
  if (errorCode === Errors.NONE) {
    setProducerIdAndEpoch(ctx, producer, producerId, producerEpoch);
    transitionTo(transaction, 'READY');
    completeCall(transaction.call, null);
  } else if (isToBeRetried(transaction, request, errorCode)) return;
  else if (errorCode === Errors.TRANSACTION_ABORTABLE) abortable(transaction, errorCode);
  else fatal(ctx, producer, transaction, errorCode);
}

function setProducerIdAndEpoch(
  ctx: Ctx,
  producer: ProducerNode,
  producerId: number,
  producerEpoch: number,
): void {
  Object.assign(producer.transactionManager!, { producerId, producerEpoch });
  note(ctx, { code: 'producer-id', producer: producer.id, producerId, producerEpoch });
}

function onEndTxn(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: RequestTo<'EndTxn'>,
  { body }: Response<'EndTxn'>,
): void {
  const { errorCode, producerId, producerEpoch } = body;
  if (errorCode === Errors.NONE) {
    if (producerId >= 0) setProducerIdAndEpoch(ctx, producer, producerId, producerEpoch);
    for (const queue of allQueues(producer.accumulator)) resetSequenceNumbers(queue);
    resetTransactionState(ctx, producer, transaction, request.committed);
  } else if (isToBeRetried(transaction, request, errorCode)) return;
  else if (errorCode === Errors.UNKNOWN_PRODUCER_ID) abortable(transaction, errorCode);
  // An abort that would have to be aborted goes round in circles.
  else if (errorCode === Errors.TRANSACTION_ABORTABLE && request.committed) abortable(transaction, errorCode);
  else fatal(ctx, producer, transaction, errorCode);
}

/** The group's coordinator answers for each partition: what may still go well is sent again, with all the others. */
function onTxnOffsetCommit(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: RequestTo<'TxnOffsetCommit'>,
  { body }: Response<'TxnOffsetCommit'>,
): void {
  let isLookedUp = false;
  for (const { name: topic, partitions } of body.topics) {
    for (const { partitionIndex: partition, errorCode } of partitions) {
      if (errorCode === Errors.NONE) request.open.delete(topicPartitionName({ topic, partition }));
      else if (isCoordinatorError(errorCode) || errorCode === Errors.REQUEST_TIMED_OUT) {
        if (!isLookedUp) lookupCoordinator(transaction, request);
        isLookedUp = true;
      } else if (!isRetriable(errorCode)) {
        if (MEMBER_ERRORS.has(errorCode)) abortable(transaction, errorCode);
        else fatal(ctx, producer, transaction, errorCode);
        return;
      }
    }
  }
  if (request.open.size > 0) reenqueue(transaction, request);
  else completeCall(transaction.call, null);
}

/** The consumer is none of its group any more, or not in this generation: somebody else has its partitions. */
const MEMBER_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  Errors.FENCED_INSTANCE_ID,
  Errors.UNKNOWN_MEMBER_ID,
  Errors.ILLEGAL_GENERATION,
  Errors.TRANSACTION_ABORTABLE,
]);
