/** How a batch ends: acknowledged, or failed for good (Sender.completeBatch, failBatch). */
import { type ErrorName, Errors } from '../../protocol/errors.ts';
import { type Ctx, note } from '../ctx.ts';
import { transactions } from '../transaction/transactions.ts';
import { deallocate } from './buffer-pool.ts';
import { type PartitionQueue, removeInFlight } from './partition-queue.ts';
import type { ProducerNode } from './producer.ts';
import { asRecordBatch, type ProducerBatch } from './producer-batch.ts';
import { handleCompletedBatch, handleFailedBatch } from './transaction-manager.ts';

/** `baseOffset` -1: acks=0, or a repeat so old that the leader has forgotten where the records are. */
export function completeBatch(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
  baseOffset: number,
): void {
  if (producer.transactionManager) handleCompletedBatch(queue, batch, baseOffset);
  removeInFlight(queue, batch);
  deallocate(producer.accumulator.pool, batch);
  if (batch.done) return;
  batch.done = true;
  note(ctx, {
    code: 'batch-acknowledged',
    producer: producer.id,
    topic: queue.topic,
    partition: queue.partition,
    baseOffset,
    batch: asRecordBatch(batch),
  });
}

/**
 * Tells the application that its records failed; they may have been written nevertheless. `refused` when the
 * sequence numbers are free again. A batch in flight stays known, and keeps its memory, until its request is settled.
 */
export function failBatch(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
  error: ErrorName | 'DELIVERY_TIMEOUT',
  refused: boolean,
): void {
  if (batch.done) return;
  abortBatch(ctx, producer, queue, batch, error);
  const manager = producer.transactionManager;
  if (!manager) return;
  if (manager.transaction)
    transactions.rules().handleFailedBatch(ctx, producer, manager.transaction, queue, batch, error, refused);
  else handleFailedBatch(manager, queue, error === 'DELIVERY_TIMEOUT' ? error : Errors[error], refused);
}

/** The records fail, and nothing follows from it for the batches after them (ProducerBatch.abort). */
export function abortBatch(
  ctx: Ctx,
  producer: ProducerNode,
  queue: PartitionQueue,
  batch: ProducerBatch,
  error: ErrorName | 'DELIVERY_TIMEOUT' | 'TRANSACTION_ABORTED',
): void {
  if (batch.done) return;
  batch.done = true;
  producer.failures++;
  if (!queue.inFlight.includes(batch)) deallocate(producer.accumulator.pool, batch);
  note(ctx, {
    code: 'batch-failed',
    producer: producer.id,
    topic: queue.topic,
    partition: queue.partition,
    batch: asRecordBatch(batch),
    error,
  });
}
