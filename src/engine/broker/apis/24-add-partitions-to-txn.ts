/**
 * AddPartitionsToTxn (key 24). At v5 and v4 a partition's leader asks, for several transactions at once, to take
 * partitions in or only to say whether they are in (`verifyOnly`, KIP-890); up to v3 a producer asks, for its own.
 * - A partition that does not exist fails its whole transaction: the others are OPERATION_NOT_ATTEMPTED.
 * - What is added is answered once it is committed in `__transaction_state`, and all transactions together.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  AddPartitionsToTxnTopicResult,
  AddPartitionsToTxnTransaction,
} from '../../../protocol/messages/24-add-partitions-to-txn.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import {
  addPartitionsToTransaction,
  verifyPartitionsInTransaction,
} from '../../coordinator/transaction/add-partitions.ts';
import { addTransactionResult } from '../../coordinator/transaction/transaction-answers.ts';
import {
  type TopicPartition,
  TRANSACTION_VERSION_0,
  TRANSACTION_VERSION_2,
} from '../../coordinator/transaction/transaction-metadata.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { transactionNodeOf } from '../../transaction/transaction-node.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

const LAST_CLIENT_VERSION = 3;

export function handleAddPartitionsToTxn(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'AddPartitionsToTxn'>,
): void {
  const transactions = transactionsOf(request);
  if (transactions.length === 0) {
    respond(ctx, broker, request, { throttleTimeMs: 0, errorCode: Errors.NONE, resultsByTransaction: [] });
    return;
  }
  const { addPartitions } = transactionNodeOf(broker).coordinator;
  addPartitions.set(request.id, { results: [], remaining: transactions.length });
  for (const transaction of transactions) handleTransaction(ctx, broker, request, transaction);
}

function transactionsOf({
  apiVersion,
  body,
}: Request<'AddPartitionsToTxn'>): readonly AddPartitionsToTxnTransaction[] {
  if (apiVersion > LAST_CLIENT_VERSION) return body.transactions ?? [];
  return [
    {
      transactionalId: body.v3AndBelowTransactionalId!,
      producerId: body.v3AndBelowProducerId!,
      producerEpoch: body.v3AndBelowProducerEpoch!,
      topics: body.v3AndBelowTopics!,
      verifyOnly: false,
    },
  ];
}

function handleTransaction(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'AddPartitionsToTxn'>,
  transaction: AddPartitionsToTxnTransaction,
): void {
  const { transactionalId, topics, verifyOnly } = transaction;
  const tell = (errorOf: (each: TopicPartition) => ErrorCode) =>
    addTransactionResult(ctx, broker, request, transactionalId, resultsOf(topics, errorOf));
  const exists = (each: TopicPartition) => isKnown(broker, each);
  const topicPartitions = topics.flatMap(({ name, partitions }) =>
    partitions.map((partition) => ({ topic: name, partition })),
  );
  if (!topicPartitions.every(exists)) {
    tell((each) => (exists(each) ? Errors.OPERATION_NOT_ATTEMPTED : Errors.UNKNOWN_TOPIC_OR_PARTITION));
    return;
  }
  const asked = { ...transaction, topicPartitions };
  if (verifyOnly) tell(verifyPartitionsInTransaction(broker, asked));
  else {
    const clientVersion =
      request.apiVersion > LAST_CLIENT_VERSION ? TRANSACTION_VERSION_2 : TRANSACTION_VERSION_0;
    addPartitionsToTransaction(ctx, broker, asked, clientVersion, { request, transaction });
  }
}

function isKnown(broker: BrokerNode, { topic, partition }: TopicPartition): boolean {
  return topicByName(broker.disk.image, topic)?.partitions[partition] !== undefined;
}

function resultsOf(
  topics: AddPartitionsToTxnTransaction['topics'],
  errorOf: (each: TopicPartition) => ErrorCode,
): AddPartitionsToTxnTopicResult[] {
  return topics.map(({ name, partitions }) => ({
    name,
    resultsByPartition: partitions.map((partition) => ({
      partitionIndex: partition,
      partitionErrorCode: errorOf({ topic: name, partition }),
    })),
  }));
}
