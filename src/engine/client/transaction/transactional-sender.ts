/**
 * What the sender of a transactional producer looks at before it sends records (Sender.runOnce,
 * maybeSendAndPollTransactionalRequest). One transactional request is under way at a time, and nothing else is sent
 * while it is; EndTxn waits until all records of the transaction are settled. Kafka's sender thread sleeps before it
 * sends a request again; here answers that arrive meanwhile are looked at all the same.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../../kernel/brand.ts';
import type { TxnOffsetCommitRequest } from '../../../protocol/messages/28-txn-offset-commit.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { Ctx } from '../../ctx.ts';
import type { AnyRequest } from '../../network/message.ts';
import { inFlightCount, isReady, sendRequest } from '../../network/network-client.ts';
import { brokerNode, type NodeId } from '../../node.ts';
import { abortBatch } from '../batch-completion.ts';
import { leastLoadedNode, requestUpdate } from '../client-metadata.ts';
import { groupByTopic } from '../consumer-protocol.ts';
import type { ProducerNode } from '../producer.ts';
import { hasSequence } from '../producer-batch.ts';
import { maybeReconnect, needsReconnect } from '../reconnect.ts';
import { allQueues } from '../record-accumulator.ts';
import { abortBatches } from '../sender.ts';
import { completeCall, hasError, resetTransactionState, type Transaction } from './transaction.ts';
import { maybeResolveSequences } from './transactional-batches.ts';
import {
  coordinatorKeyOf,
  lookupCoordinator,
  type OffsetToCommit,
  reenqueue,
  type TransactionalContext,
  type TransactionalRequest,
} from './transactional-request.ts';

/** Returns until when no records may be sent, 0 to look again at once, null when they may be sent now. */
export function runTransactionalSender(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
): Micros | null {
  for (const queue of allQueues(producer.accumulator)) maybeResolveSequences(transaction, queue);
  if (transaction.state === 'FATAL_ERROR') {
    abortBatches(ctx, producer, transaction.lastError ?? 'UNKNOWN_SERVER_ERROR');
    return NEVER;
  }
  if (transaction.inFlight) return NEVER;
  if (ctx.nowUs < transaction.sleepsUntilUs) return transaction.sleepsUntilUs;
  if (transaction.state === 'ABORTABLE_ERROR' || transaction.state === 'ABORTING_TRANSACTION')
    abortUndrainedBatches(ctx, producer, transaction);
  const request = nextRequest(ctx, producer, transaction);
  return request && prepareToSend(ctx, producer, transaction, request);
}

/** Records that were never sent are not sent any more; others are seen through first. */
function abortUndrainedBatches(ctx: Ctx, producer: ProducerNode, { state, lastError }: Transaction): void {
  const error = (state === 'ABORTABLE_ERROR' && lastError) || 'TRANSACTION_ABORTED';
  for (const queue of allQueues(producer.accumulator)) {
    const undrained = queue.batches.filter((batch) => !hasSequence(batch));
    queue.batches = queue.batches.filter(hasSequence);
    for (const batch of undrained) abortBatch(ctx, producer, queue, batch, error);
  }
}

/** Null: none is to be sent now (TransactionManager.nextRequest). */
function nextRequest(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
): TransactionalRequest | null {
  const { requests } = transaction;
  const [next] = requests;
  if (!next || (next.api === 'EndTxn' && hasIncompleteBatches(producer))) return null;
  requests.shift();
  if (hasError(transaction) && next.api !== 'FindCoordinator') {
    completeCall(transaction.call, transaction.lastError);
    return null;
  }
  if (next.api !== 'EndTxn' || isStarted(transaction)) return next;
  // Nothing was written, so the coordinator knows of no transaction.
  resetTransactionState(ctx, producer, transaction, next.committed);
  return null;
}

function isStarted({ partitions, hasOffsets }: Transaction): boolean {
  return partitions.size > 0 || hasOffsets;
}

function hasIncompleteBatches({ accumulator }: ProducerNode): boolean {
  for (const queue of allQueues(accumulator))
    if (queue.batches.length > 0 || queue.inFlight.some((batch) => !batch.done)) return true;
  return false;
}

function prepareToSend(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: TransactionalRequest,
): Micros {
  const backoffUs = producer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  const to = targetOf(ctx, producer, transaction, request);
  if (to === null && request.api === 'FindCoordinator') {
    reenqueue(transaction, request);
    return ctx.nowUs + backoffUs;
  }
  if (to === null || !isReady(producer.client, to, 'data', ctx.nowUs)) {
    findCoordinatorAndRetry(ctx, producer, transaction, request, backoffUs);
    return 0;
  }
  if (needsReconnect(producer, to)) {
    transaction.requests.unshift(request);
    maybeReconnect(ctx, producer, to);
    return NEVER;
  }
  if (isFull(producer, to)) {
    transaction.requests.unshift(request);
    return NEVER;
  }
  if (request.isRetry && !request.hasSlept) {
    request.hasSlept = true;
    transaction.requests.unshift(request);
    transaction.sleepsUntilUs = ctx.nowUs + backoffUs;
    return transaction.sleepsUntilUs;
  }
  send(ctx, producer, transaction, request, to);
  return NEVER;
}

/** Null: the coordinator is not known, or no node can be asked for it. */
function targetOf(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: TransactionalRequest,
): NodeId | null {
  const of = coordinatorKeyOf(transaction, request);
  if (!of) return leastLoadedNode(ctx, producer);
  const brokerId = of.keyType === 0 ? transaction.groupCoordinatorId : transaction.coordinatorId;
  return brokerId < 0 ? null : brokerNode(brokerId);
}

/** The coordinator may be another by now; for a lookup itself any node will do, after a while. */
function findCoordinatorAndRetry(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: TransactionalRequest,
  backoffUs: Micros,
): void {
  if (request.api === 'FindCoordinator') {
    transaction.sleepsUntilUs = ctx.nowUs + backoffUs;
    requestUpdate(ctx, producer, 'coordinator-lookup-failed');
  } else {
    lookupCoordinator(transaction, request);
  }
  reenqueue(transaction, request);
}

function isFull({ client, configs }: ProducerNode, to: NodeId): boolean {
  return inFlightCount(client, to, 'data') >= configs['max.in.flight.requests.per.connection'];
}

function send(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
  request: TransactionalRequest,
  to: NodeId,
): void {
  const { correlationId } = sendBody(ctx, producer, transaction, request, to);
  transaction.inFlight = { correlationId, request };
}

function sendBody(
  ctx: Ctx,
  producer: ProducerNode,
  { transactionalId }: Transaction,
  request: TransactionalRequest,
  to: NodeId,
): AnyRequest {
  const { configs, transactionManager: manager } = producer;
  const { producerId, producerEpoch } = manager!;
  const options = {
    channel: 'data',
    timeoutMs: configs['request.timeout.ms'],
    context: { kind: 'transactional' } satisfies TransactionalContext,
  } as const;
  switch (request.api) {
    case 'FindCoordinator': {
      const body = { keyType: request.keyType, coordinatorKeys: [request.key] };
      return sendRequest(ctx, producer, to, 'FindCoordinator', body, options);
    }
    case 'InitProducerId': {
      const none = { producerId: NO_PRODUCER_ID, producerEpoch: NO_PRODUCER_EPOCH };
      const body = { transactionalId, transactionTimeoutMs: configs['transaction.timeout.ms'], ...none };
      return sendRequest(ctx, producer, to, 'InitProducerId', body, options);
    }
    case 'TxnOffsetCommit': {
      const topics = topicsOf(request.offsets);
      const body = { transactionalId, producerId, producerEpoch, ...request.group, topics };
      return sendRequest(ctx, producer, to, 'TxnOffsetCommit', body, options);
    }
    case 'EndTxn': {
      const body = { transactionalId, producerId, producerEpoch, committed: request.committed };
      return sendRequest(ctx, producer, to, 'EndTxn', body, options);
    }
  }
}

function topicsOf(offsets: readonly OffsetToCommit[]): TxnOffsetCommitRequest['topics'] {
  return groupByTopic(offsets).map(({ topic: name }) => ({
    name,
    partitions: offsets
      .filter(({ topic }) => topic === name)
      .map(({ partition, offset, leaderEpoch }) => ({
        partitionIndex: partition,
        committedOffset: offset,
        committedLeaderEpoch: leaderEpoch,
        committedMetadata: '',
      })),
  }));
}
