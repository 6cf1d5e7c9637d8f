/** What those are told who have a transaction begin, grow or end. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { AddPartitionsToTxnTopicResult } from '../../../protocol/messages/24-add-partitions-to-txn.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { respond } from '../../broker/request-channel.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { transactionNodeOf } from '../../transaction/transaction-node.ts';
import type { AddedPartitions, EndAsker } from './transaction-coordinator.ts';

export interface ProducerIdAndEpoch {
  readonly producerId: number;
  readonly producerEpoch: number;
}

export const NO_PRODUCER: ProducerIdAndEpoch = {
  producerId: NO_PRODUCER_ID,
  producerEpoch: NO_PRODUCER_EPOCH,
};

const FIRST_BATCHED_VERSION = 4;

export function respondToInitProducerId(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'InitProducerId'>,
  errorCode: ErrorCode,
  producer: ProducerIdAndEpoch = NO_PRODUCER,
): void {
  const { producerId, producerEpoch } = errorCode === Errors.NONE ? producer : NO_PRODUCER;
  respond(ctx, broker, request, { throttleTimeMs: 0, errorCode, producerId, producerEpoch });
}

/** `producer`: how the producer goes on. Only clients that know of KIP-890 are told. */
export function respondToEnd(
  ctx: Ctx,
  broker: BrokerNode,
  asker: EndAsker,
  errorCode: ErrorCode,
  producer: ProducerIdAndEpoch = NO_PRODUCER,
): void {
  if (asker.kind === 'producer') {
    const { producerId, producerEpoch } = producer;
    respond(ctx, broker, asker.request, { throttleTimeMs: 0, errorCode, producerId, producerEpoch });
  } else if (asker.kind === 'successor') {
    // It comes again when the markers are written, and then gets its epoch.
    const error = errorCode === Errors.NONE ? Errors.CONCURRENT_TRANSACTIONS : errorCode;
    respondToInitProducerId(ctx, broker, asker.request, error);
  }
}

export function respondToAdd(ctx: Ctx, broker: BrokerNode, to: AddedPartitions, errorCode: ErrorCode): void {
  if (!('transaction' in to)) {
    respond(ctx, broker, to.request, { throttleTimeMs: 0, errorCode });
    return;
  }
  const { transactionalId, topics } = to.transaction;
  const topicResults = topics.map(({ name, partitions }) => ({
    name,
    resultsByPartition: partitions.map((partitionIndex) => ({
      partitionIndex,
      partitionErrorCode: errorCode,
    })),
  }));
  addTransactionResult(ctx, broker, to.request, transactionalId, topicResults);
}

/** One transaction's result is there; with the last one, the request is answered. */
export function addTransactionResult(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'AddPartitionsToTxn'>,
  transactionalId: string,
  topicResults: AddPartitionsToTxnTopicResult[],
): void {
  const { addPartitions } = transactionNodeOf(broker).coordinator;
  const pending = addPartitions.get(request.id);
  if (!pending) return;
  pending.results.push({ transactionalId, topicResults });
  if (--pending.remaining > 0) return;
  addPartitions.delete(request.id);
  const results =
    request.apiVersion < FIRST_BATCHED_VERSION
      ? { resultsByTopicV3AndBelow: topicResults }
      : { errorCode: Errors.NONE, resultsByTransaction: pending.results };
  respond(ctx, broker, request, { throttleTimeMs: 0, ...results });
}
