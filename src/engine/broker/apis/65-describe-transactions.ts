/** DescribeTransactions (key 65), v0: transactional ids as their coordinator has them (KIP-664). */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { DescribedTransaction } from '../../../protocol/messages/65-describe-transactions.ts';
import { partitionsByTopic } from '../../coordinator/transaction/transaction-log.ts';
import { findTransaction } from '../../coordinator/transaction/transaction-state-manager.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleDescribeTransactions(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeTransactions'>,
): void {
  const transactionStates = request.body.transactionalIds.map((id) => describeTransaction(broker, id));
  respond(ctx, broker, request, { throttleTimeMs: 0, transactionStates });
}

function describeTransaction(broker: BrokerNode, transactionalId: string): DescribedTransaction {
  if (transactionalId === '') return failed(transactionalId, Errors.INVALID_REQUEST);
  const found = findTransaction(broker, transactionalId, Errors.TRANSACTIONAL_ID_NOT_FOUND);
  if ('error' in found) return failed(transactionalId, found.error);
  const { state, txnTimeoutMs, txnStartTimestamp, producerId, producerEpoch, topicPartitions } =
    found.metadata;
  return {
    errorCode: Errors.NONE,
    transactionalId,
    transactionState: state,
    transactionTimeoutMs: txnTimeoutMs,
    transactionStartTimeMs: txnStartTimestamp,
    producerId,
    producerEpoch,
    topics: [...partitionsByTopic(topicPartitions)].map(([topic, partitions]) => ({ topic, partitions })),
  };
}

function failed(transactionalId: string, errorCode: ErrorCode): DescribedTransaction {
  return {
    errorCode,
    transactionalId,
    transactionState: '',
    transactionTimeoutMs: 0,
    transactionStartTimeMs: 0,
    producerId: 0,
    producerEpoch: 0,
    topics: [],
  };
}
