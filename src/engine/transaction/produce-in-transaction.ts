/** Produce by a producer with a transactional id (ReplicaManager.handleProduceAppend). */
import { Errors } from '../../protocol/errors.ts';
import {
  answerProduce,
  appendAndAnswer,
  partitionsOf,
  refuseAll,
  validateRecords,
} from '../broker/apis/00-produce.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { hasProducerId } from '../log/producer-state-manager.ts';
import type { Request } from '../network/message.ts';
import { partitionById } from '../replica/hosted-partition.ts';
import type { TransactionSupportedOperation } from './add-partitions-state.ts';
import { type PendingVerification, verify } from './pending-verification.ts';
import { resumeVerified } from './resume-verified.ts';

/** From these versions on a producer knows TRANSACTION_ABORTABLE, and leaves partitions to their leaders. */
const GENERIC_ERROR_SINCE = 11;
const ADDS_PARTITIONS_SINCE = 12;

/** Whatever is part of a transaction is appended once its coordinator knows of it. */
export function handleTransactionalProduce(ctx: Ctx, broker: BrokerNode, request: Request<'Produce'>): void {
  const batches = transactionalBatches(broker, request);
  const [first] = batches;
  if (!first) {
    appendAndAnswer(ctx, broker, request);
    return;
  }
  const { producerId, producerEpoch } = first;
  if (batches.some((batch) => batch.producerId !== producerId || batch.producerEpoch !== producerEpoch)) {
    answerProduce(ctx, broker, request, refuseAll(request.body, Errors.INVALID_PRODUCER_ID_MAPPING));
    return;
  }
  const verified = verify(ctx, broker, {
    request,
    transaction: { transactionalId: request.body.transactionalId!, producerId, producerEpoch },
    operation: operationOf(request.apiVersion),
    partitions: batches,
  });
  resumeVerified(ctx, broker, verified);
}

type TransactionalBatch = PendingVerification['partitions'][number] & {
  readonly producerId: number;
  readonly producerEpoch: number;
};

/** Of the partitions that are here; the others are refused when it comes to appending. */
function transactionalBatches(broker: BrokerNode, request: Request<'Produce'>): TransactionalBatch[] {
  return partitionsOf(broker, request).flatMap(({ topic, index, records }) => {
    const partition = partitionById(broker, topic.topicId, index);
    const isLookedAt = partition && validateRecords(records, request.apiVersion) === Errors.NONE;
    const [batch] = records;
    if (!isLookedAt || !batch?.isTransactional || !hasProducerId(batch)) return [];
    const { producerId, producerEpoch, baseSequence } = batch;
    const { topicPartition } = partition;
    const of = { topicPartition, topic: partition.topic, partition: index };
    return [{ ...of, producerId, producerEpoch, baseSequence }];
  });
}

function operationOf(apiVersion: number): TransactionSupportedOperation {
  if (apiVersion >= ADDS_PARTITIONS_SINCE) return 'addPartition';
  return apiVersion >= GENERIC_ERROR_SINCE ? 'genericErrorSupported' : 'defaultError';
}
