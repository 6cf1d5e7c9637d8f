/** What a producer makes of an answer to Produce, or of none (Sender.handleProduceResponse). */
import { type ErrorCode, Errors, errorName } from '../../protocol/errors.ts';
import type { ProducePartitionResponse } from '../../protocol/messages/00-produce.ts';
import { type Ctx, note } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { transactions } from '../transaction/transactions.ts';
import { completeBatch, failBatch } from './batch-completion.ts';
import { deallocate } from './buffer-pool.ts';
import { requestUpdate, updateLeader } from './client-metadata.ts';
import { INITIAL_RATIO } from './compression-ratio-estimator.ts';
import { isInvalidMetadata, isRetriable } from './error-classes.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import { type PartitionQueue, putBack, removeInFlight } from './partition-queue.ts';
import type { ProducerNode } from './producer.ts';
import { countOf, type ProducerBatch } from './producer-batch.ts';
import { splitBatch } from './producer-batch-split.ts';
import { batchSizeBytes, queueOf } from './record-accumulator.ts';
import { hasReachedDeliveryTimeout, type ProduceContext } from './sender.ts';
import { canRetrySequence } from './transaction-manager.ts';

type Answer = Pick<ProducePartitionResponse, 'errorCode' | 'baseOffset' | 'logStartOffset'>;

export function onProduceResponse(
  ctx: Ctx,
  producer: ProducerNode,
  context: ProduceContext,
  response: Response<'Produce'>,
): void {
  for (const { topicId, topic, partition, batch } of context.batches) {
    const answer = response.body.responses
      .find((of) => of.topicId === topicId)
      ?.partitionResponses.find((of) => of.index === partition);
    if (!answer) continue;
    settleBatch(ctx, producer, topic, partition, batch, answer);
    maybeLearnLeader(producer, topic, answer);
  }
}

/** The error names the leader that the broker knows of (KIP-951): no need to wait for an update. */
function maybeLearnLeader(
  producer: ProducerNode,
  topic: string,
  { index, errorCode, currentLeader }: ProducePartitionResponse,
): void {
  if (errorCode === Errors.NOT_LEADER_OR_FOLLOWER || errorCode === Errors.FENCED_LEADER_EPOCH)
    updateLeader(producer.metadata, topic, index, currentLeader.leaderId, currentLeader.leaderEpoch);
}

/** Nobody knows whether the batches were written. */
export function onProduceDisconnect(
  ctx: Ctx,
  producer: ProducerNode,
  context: ProduceContext,
  reason: 'reset' | 'timeout',
): void {
  const errorCode = reason === 'timeout' ? Errors.REQUEST_TIMED_OUT : Errors.NETWORK_EXCEPTION;
  const answer = { errorCode, baseOffset: -1, logStartOffset: -1 };
  for (const { topic, partition, batch } of context.batches)
    settleBatch(ctx, producer, topic, partition, batch, answer);
}

function settleBatch(
  ctx: Ctx,
  producer: ProducerNode,
  topic: string,
  partition: number,
  batchId: number,
  answer: Answer,
): void {
  const queue = queueOf(producer.accumulator, topic, partition);
  const batch = queue?.inFlight.find(({ id }) => id === batchId);
  if (!queue || !batch) return;
  queue.muted = false;
  handleAnswer(ctx, producer, queue, batch, answer);
  removeInFlight(queue, batch);
  if (batch.done) deallocate(producer.accumulator.pool, batch);
  if (answer.errorCode !== Errors.NONE && isInvalidMetadata(answer.errorCode))
    requestUpdate(ctx, producer, errorName(answer.errorCode));
}

function handleAnswer(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
  answer: Answer,
): void {
  const { errorCode, baseOffset } = answer;
  if (errorCode === Errors.NONE) completeBatch(ctx, producer, queue, batch, baseOffset);
  else if (errorCode === Errors.MESSAGE_TOO_LARGE && countOf(batch) > 1 && !batch.done)
    splitAndReenqueue(ctx, producer, queue, batch);
  else if (canRetry(ctx, producer, queue, batch, answer)) reenqueue(ctx, producer, queue, batch, errorCode);
  else if (errorCode === Errors.DUPLICATE_SEQUENCE_NUMBER)
    // Written before, so long ago that the leader no longer knows at which offset.
    completeBatch(ctx, producer, queue, batch, -1);
  else
    failBatch(ctx, producer, queue, batch, errorName(errorCode), batch.attempts < producer.configs.retries);
}

function canRetry(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
  answer: Answer,
): boolean {
  if (batch.done || batch.attempts >= producer.configs.retries) return false;
  if (hasReachedDeliveryTimeout(producer, batch, ctx.nowUs)) return false;
  const manager = producer.transactionManager;
  if (!manager) return isRetriable(answer.errorCode);
  return manager.transaction
    ? transactions.rules().canRetryInTransaction(manager, queue, batch, answer)
    : canRetrySequence(manager, queue, batch, answer);
}

/** Back into the queue, to be sent again after a backoff that grows with each attempt (KIP-580). */
function reenqueue(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
  error: ErrorCode,
): void {
  const { configs } = producer;
  batch.attempts++;
  batch.lastAttemptUs = ctx.nowUs;
  batch.backoffUs = exponentialBackoffUs(
    ctx,
    producer,
    batch.attempts - 1,
    configs['retry.backoff.ms'],
    configs['retry.backoff.max.ms'],
  );
  removeInFlight(queue, batch);
  putBack(queue, batch);
  note(ctx, {
    code: 'batch-retried',
    producer: producer.id,
    topic: queue.topic,
    partition: queue.partition,
    error: errorName(error),
    attempt: batch.attempts,
  });
}

function splitAndReenqueue(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
): void {
  const { accumulator } = producer;
  const parts = splitBatch(batch, batchSizeBytes(producer), () => accumulator.nextBatchId++);
  removeInFlight(queue, batch);
  deallocate(accumulator.pool, batch);
  accumulator.topics.get(queue.topic)!.compressionRatio = INITIAL_RATIO;
  for (const part of parts.reverse()) putBack(queue, part);
  const of = { producer: producer.id, topic: queue.topic, partition: queue.partition };
  note(ctx, { code: 'batch-retried', ...of, error: 'MESSAGE_TOO_LARGE', attempt: batch.attempts + 1 });
  note(ctx, { code: 'batch-split', ...of, count: countOf(batch), parts: parts.length });
}
