/**
 * Partitions come into a transaction, or are asked for whether they are in it
 * (TransactionCoordinator.handleAddPartitionsToTransaction, handleVerifyPartitionsInTransaction).
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import { writeTransition } from './after-append.ts';
import { type ProducerIdAndEpoch, respondToAdd } from './transaction-answers.ts';
import type { AddedPartitions } from './transaction-coordinator.ts';
import {
  hasPartition,
  prepareAddPartitions,
  type TopicPartition,
  type TransactionMetadata,
} from './transaction-metadata.ts';
import { isPrepared } from './transaction-state.ts';
import { findTransaction } from './transaction-state-manager.ts';

export interface AskedPartitions extends ProducerIdAndEpoch {
  readonly transactionalId: string;
  readonly topicPartitions: readonly TopicPartition[];
}

/** The first partitions begin the transaction. `to` is answered once that is committed. */
export function addPartitionsToTransaction(
  ctx: Ctx,
  broker: BrokerNode,
  asked: AskedPartitions,
  clientTransactionVersion: number,
  to: AddedPartitions,
): void {
  const found = findAsked(broker, asked);
  if ('error' in found) {
    respondToAdd(ctx, broker, to, found.error);
    return;
  }
  const answer = whyNotAdded(found.metadata, asked);
  if (answer !== null) {
    respondToAdd(ctx, broker, to, answer);
    return;
  }
  const { topicPartitions } = asked;
  const transit = prepareAddPartitions(
    found.metadata,
    topicPartitions,
    wallClockMs(ctx),
    clientTransactionVersion,
  );
  writeTransition(ctx, broker, found, transit, { kind: 'add-partitions', to });
}

/** NONE: they are in it already. Null: nothing speaks against adding them. */
function whyNotAdded(metadata: TransactionMetadata, asked: AskedPartitions): ErrorCode | null {
  // First of all: a transition may be about to bring the very id that the producer names.
  if (metadata.pendingState !== null) return Errors.CONCURRENT_TRANSACTIONS;
  const refusal = whyRefused(metadata, asked);
  if (refusal !== null) return refusal;
  const isThere = asked.topicPartitions.every((each) => hasPartition(metadata, each));
  return metadata.state === 'Ongoing' && isThere ? Errors.NONE : null;
}

function findAsked(broker: BrokerNode, { transactionalId }: AskedPartitions) {
  return transactionalId === ''
    ? { error: Errors.INVALID_REQUEST }
    : findTransaction(broker, transactionalId, Errors.INVALID_PRODUCER_ID_MAPPING);
}

function whyRefused(metadata: TransactionMetadata, asked: ProducerIdAndEpoch): ErrorCode | null {
  if (metadata.producerId !== asked.producerId) return Errors.INVALID_PRODUCER_ID_MAPPING;
  if (metadata.producerEpoch !== asked.producerEpoch) return Errors.PRODUCER_FENCED;
  return isPrepared(metadata.state) ? Errors.CONCURRENT_TRANSACTIONS : null;
}

/** Whether a partition is in the transaction: asked by its leader before an old client's records are taken (KIP-890). */
export function verifyPartitionsInTransaction(
  broker: BrokerNode,
  asked: AskedPartitions,
): (topicPartition: TopicPartition) => ErrorCode {
  const found = findAsked(broker, asked);
  if ('error' in found) return () => found.error;
  const refusal = whyRefused(found.metadata, asked);
  if (refusal !== null) return () => refusal;
  return (each) => (hasPartition(found.metadata, each) ? Errors.NONE : Errors.TRANSACTION_ABORTABLE);
}
