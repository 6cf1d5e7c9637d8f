/**
 * What a leader asks of transaction coordinators: to take its partitions into a transaction, or, for clients of old,
 * whether they are in it (KIP-890). One request to a coordinator's broker at a time; what comes meanwhile goes into the
 * next. After AddPartitionsToTxnManager.
 */
import { groupBy } from '../../kernel/group-by.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { AddPartitionsToTxnResponse } from '../../protocol/messages/24-add-partitions-to-txn.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { otherBrokerConfig } from '../broker/other-broker-config.ts';
import { transactionCoordinatorOf } from '../coordinator/transaction/transaction-state-topic.ts';
import type { Ctx } from '../ctx.ts';
import type { InFlightRequest } from '../network/network-client.ts';
import { isReady, sendRequest } from '../network/network-client.ts';
import { brokerNode, type NodeId } from '../node.ts';
import type {
  Answered,
  Asked,
  PartitionErrors,
  PartitionToVerify,
  TransactionData,
  TransactionSupportedOperation,
} from './add-partitions-state.ts';
import { transactionNodeOf } from './transaction-node.ts';

const CHANNEL = 'add-partitions-to-txn';

/** Asks about the partitions for a request. Returns what is answered at once, be it to this request or to another. */
export function addOrVerifyTransaction(
  ctx: Ctx,
  broker: BrokerNode,
  requestId: number,
  of: { readonly transactionalId: string; readonly producerId: number; readonly producerEpoch: number },
  partitions: readonly PartitionToVerify[],
  operation: TransactionSupportedOperation,
): Answered[] {
  const brokerId = transactionCoordinatorOf(broker.disk.image, of.transactionalId);
  if (brokerId === null) return [refused({ requestId, partitions }, Errors.COORDINATOR_NOT_AVAILABLE)];
  const coordinator = brokerNode(brokerId);
  const { transactionalId, producerId, producerEpoch } = of;
  const topics = [...groupBy(partitions, ({ topic }) => topic)].map(([name, ofTopic]) => ({
    name,
    partitions: ofTopic.map(({ partition }) => partition),
  }));
  const verifyOnly = operation !== 'addPartition';
  const transaction = { transactionalId, producerId, producerEpoch, verifyOnly, topics };
  const refusals = addTxnData(broker, coordinator, { transaction, requestId, partitions }, operation);
  return [...refusals, ...sendUnsent(ctx, broker, coordinator)];
}

/** One request a transactional id: of two, that of the older epoch is fenced, or the earlier has been given up. */
function addTxnData(
  broker: BrokerNode,
  node: NodeId,
  incoming: Asked,
  operation: TransactionSupportedOperation,
): Answered[] {
  const { unsent } = transactionNodeOf(broker).addPartitions;
  const data = unsent.get(node) ?? { operation, asked: new Map<string, Asked>() };
  unsent.set(node, data);
  const { transactionalId, producerEpoch } = incoming.transaction;
  const existing = data.asked.get(transactionalId);
  if (existing && existing.transaction.producerEpoch > producerEpoch)
    return [refused(incoming, Errors.INVALID_PRODUCER_EPOCH)];
  data.asked.delete(transactionalId);
  data.asked.set(transactionalId, incoming);
  if (!existing) return [];
  const isFenced = existing.transaction.producerEpoch < producerEpoch;
  return [refused(existing, isFenced ? Errors.INVALID_PRODUCER_EPOCH : Errors.NETWORK_EXCEPTION)];
}

function sendUnsent(ctx: Ctx, broker: BrokerNode, node: NodeId): Answered[] {
  const { unsent, inFlight } = transactionNodeOf(broker).addPartitions;
  const data = unsent.get(node);
  if (!data || inFlight.has(node)) return [];
  unsent.delete(node);
  if (!isReady(broker.client, node, CHANNEL, ctx.nowUs)) return allRefused(data, Errors.NETWORK_EXCEPTION);
  inFlight.add(node);
  const body = { transactions: [...data.asked.values()].map(({ transaction }) => transaction) };
  const timeoutMs = otherBrokerConfig(broker, 'request.timeout.ms');
  sendRequest(ctx, broker, node, 'AddPartitionsToTxn', body, { channel: CHANNEL, timeoutMs, context: data });
  return [];
}

/** Returns what was answered, and what that of others is which were to be sent next. */
export function onAddPartitionsResponse(
  ctx: Ctx,
  broker: BrokerNode,
  { to, context }: InFlightRequest,
  { errorCode = Errors.NONE, resultsByTransaction = [] }: AddPartitionsToTxnResponse,
): Answered[] {
  const data = context as TransactionData;
  transactionNodeOf(broker).addPartitions.inFlight.delete(to);
  const answered =
    errorCode === Errors.NONE
      ? resultsByTransaction.flatMap((result) => {
          const asked = data.asked.get(result.transactionalId);
          return asked
            ? [{ requestId: asked.requestId, errors: errorsOf(asked, result, data.operation) }]
            : [];
        })
      : allRefused(data, errorCode);
  return [...answered, ...sendUnsent(ctx, broker, to)];
}

export function onAddPartitionsDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  { to, context }: InFlightRequest,
): Answered[] {
  transactionNodeOf(broker).addPartitions.inFlight.delete(to);
  const answered = allRefused(context as TransactionData, Errors.NETWORK_EXCEPTION);
  return [...answered, ...sendUnsent(ctx, broker, to)];
}

function errorsOf(
  { partitions }: Asked,
  { topicResults }: NonNullable<AddPartitionsToTxnResponse['resultsByTransaction']>[number],
  operation: TransactionSupportedOperation,
): PartitionErrors {
  const errors = new Map<string, ErrorCode>();
  for (const { topicPartition, topic, partition } of partitions) {
    const results = topicResults.find(({ name }) => name === topic)?.resultsByPartition;
    const result = results?.find(({ partitionIndex }) => partitionIndex === partition);
    const error = forProducers(result?.partitionErrorCode ?? Errors.NONE, operation);
    if (error !== Errors.NONE) errors.set(topicPartition, error);
  }
  return errors;
}

function forProducers(error: ErrorCode, operation: TransactionSupportedOperation): ErrorCode {
  if (error === Errors.PRODUCER_FENCED) return Errors.INVALID_PRODUCER_EPOCH;
  const isUnknownToClient = error === Errors.TRANSACTION_ABORTABLE && operation === 'defaultError';
  return isUnknownToClient ? Errors.INVALID_TXN_STATE : error;
}

function allRefused({ asked }: TransactionData, error: ErrorCode): Answered[] {
  return [...asked.values()].map((each) => refused(each, error));
}

function refused({ requestId, partitions }: Omit<Asked, 'transaction'>, error: ErrorCode): Answered {
  return { requestId, errors: new Map(partitions.map(({ topicPartition }) => [topicPartition, error])) };
}
