/**
 * TxnOffsetCommit (key 28, v5) at the group coordinator's broker: offsets that count once the producer's transaction is
 * committed. Partitions that don't exist are refused one by one. The group's partition of `__consumer_offsets` is part
 * of the transaction like any other.
 * v3: member and generation (KIP-447). v4: TRANSACTION_ABORTABLE. v5: the coordinator adds the group's partition to the
 * transaction (KIP-890).
 */

import { Errors } from '../../../protocol/errors.ts';
import type { TxnOffsetCommitResponse } from '../../../protocol/messages/28-txn-offset-commit.ts';
import { NO_SEQUENCE } from '../../../protocol/record-batch.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { checkPartitions } from '../../coordinator/group/check-partitions.ts';
import { offsetsPartitionOf } from '../../coordinator/group/coordinator-partitions.ts';
import { OFFSETS_TOPIC } from '../../coordinator/group/offsets-topic.ts';
import { txnOffsetCommitError } from '../../coordinator/group/txn-offset-commit.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { topicPartitionKey } from '../../replica/hosted-partition.ts';
import type { TransactionSupportedOperation } from '../../transaction/add-partitions-state.ts';
import { verify } from '../../transaction/pending-verification.ts';
import { resumeVerified } from '../../transaction/resume-verified.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

/** From these versions on a producer knows TRANSACTION_ABORTABLE, and leaves partitions to their leaders. */
const GENERIC_ERROR_SINCE = 4;
const ADDS_PARTITIONS_SINCE = 5;

export function handleTxnOffsetCommit(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'TxnOffsetCommit'>,
): void {
  const checked = checkPartitions(broker, request.body);
  const { transactionalId, groupId, producerId, producerEpoch } = request.body;
  if (isAllRefused(checked)) {
    respond(ctx, broker, request, checked);
    return;
  }
  const refusal = groupId === '' ? Errors.INVALID_GROUP_ID : Errors.NONE;
  const partition = offsetsPartitionOf(broker, groupId);
  const topicId = topicByName(broker.disk.image, OFFSETS_TOPIC)?.topicId;
  if (refusal !== Errors.NONE || topicId === undefined) {
    const error = refusal === Errors.NONE ? Errors.COORDINATOR_NOT_AVAILABLE : refusal;
    respond(ctx, broker, request, txnOffsetCommitError(checked, error));
    return;
  }
  const topicPartition = topicPartitionKey(topicId, partition);
  const verified = verify(ctx, broker, {
    request,
    transaction: { transactionalId, producerId, producerEpoch },
    operation: operationOf(request.apiVersion),
    partitions: [{ topicPartition, topic: OFFSETS_TOPIC, partition, baseSequence: NO_SEQUENCE }],
  });
  resumeVerified(ctx, broker, verified);
}

function operationOf(apiVersion: number): TransactionSupportedOperation {
  if (apiVersion >= ADDS_PARTITIONS_SINCE) return 'addPartition';
  return apiVersion >= GENERIC_ERROR_SINCE ? 'genericErrorSupported' : 'defaultError';
}

function isAllRefused({ topics }: TxnOffsetCommitResponse): boolean {
  return topics.every(({ partitions }) => partitions.every(({ errorCode }) => errorCode !== Errors.NONE));
}
