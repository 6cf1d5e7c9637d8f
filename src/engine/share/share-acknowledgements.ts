/** What a ShareFetch or ShareAcknowledge acknowledges, partition by partition (KafkaApis.handleAcknowledgements). */
import { Errors } from '../../protocol/errors.ts';
import {
  type AcknowledgedTopic,
  type AcknowledgementBatch,
  AcknowledgeType,
} from '../../protocol/messages/78-share-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { acknowledge } from './acknowledge.ts';
import type { PendingShareRequest } from './pending-share-requests.ts';
import { nextLockDueUs } from './release.ts';
import { deliveryCountLimit, isRenewAcknowledgeEnabled, recordLockDurationMs } from './share-group-config.ts';
import type { SharePartition } from './share-partition.ts';
import {
  armLockTimer,
  lockedUntilUs,
  mayBeAcquirable,
  maybeFence,
  sharePartitionOf,
  writeStateBatches,
} from './share-partition-manager.ts';
import type { TopicIdPartition } from './share-session.ts';
import { rollBackChanges } from './state-changes.ts';

export function hasAcknowledgements(topics: readonly AcknowledgedTopic[]): boolean {
  return topics.some(({ partitions }) =>
    partitions.some(({ acknowledgementBatches }) => acknowledgementBatches.length > 0),
  );
}

interface Acknowledgement extends TopicIdPartition {
  readonly batches: readonly AcknowledgementBatch[];
}

/** The pending request has the results of those that are refused at once, and waits for the others. */
export function handleAcknowledgements(ctx: Ctx, broker: BrokerNode, pending: PendingShareRequest): void {
  const { topics, isRenewAck } = pending.request.body;
  const all: Acknowledgement[] = topics.flatMap(({ topicId, partitions }) =>
    partitions.map(({ partitionIndex, acknowledgementBatches }) => ({
      topicId,
      partition: partitionIndex,
      batches: acknowledgementBatches,
    })),
  );
  const valid = all.filter((each) => {
    const error = whyRefused(broker, each, pending.request.apiVersion, isRenewAck);
    if (error !== null) settle(pending, each, error);
    return error === null;
  });
  const something = valid.filter(({ batches }) => batches.length > 0);
  if (something.length === 0) return;
  for (const each of valid) if (each.batches.length === 0) settle(pending, each, Errors.NONE);
  for (const each of something) acknowledgePartition(ctx, broker, pending, each);
}

function settle(
  pending: PendingShareRequest,
  { topicId, partition }: TopicIdPartition,
  errorCode: Parameters<typeof maybeFence>[2],
  errorMessage: string | null = null,
): void {
  pending.acknowledged.push({ topicId, partition, errorCode, errorMessage });
}

function whyRefused(
  { disk: { image } }: BrokerNode,
  { topicId, partition, batches }: Acknowledgement,
  apiVersion: number,
  isRenewAck: boolean,
) {
  const topic = image.topics.get(topicId);
  if (!topic) return Errors.UNKNOWN_TOPIC_ID;
  if (!areValid(batches, apiVersion >= 2, isRenewAck)) return Errors.INVALID_REQUEST;
  return topic.partitions[partition] ? null : Errors.UNKNOWN_TOPIC_OR_PARTITION;
}

/** In order, with one type for all records or one for each, and none that the request may not say. */
function areValid(
  batches: readonly AcknowledgementBatch[],
  knowsRenew: boolean,
  isRenewAck: boolean,
): boolean {
  const largest = knowsRenew ? AcknowledgeType.RENEW : AcknowledgeType.REJECT;
  let previousEnd = -1;
  for (const { firstOffset, lastOffset, acknowledgeTypes } of batches) {
    const { length } = acknowledgeTypes;
    if (firstOffset > lastOffset || firstOffset < previousEnd || length === 0) return false;
    if (length > 1 && lastOffset - firstOffset !== length - 1) return false;
    if (acknowledgeTypes.some((type) => type < 0 || type > largest)) return false;
    if (acknowledgeTypes.includes(AcknowledgeType.RENEW) && !isRenewAck) return false;
    previousEnd = lastOffset;
  }
  return true;
}

function acknowledgePartition(
  ctx: Ctx,
  broker: BrokerNode,
  pending: PendingShareRequest,
  at: Acknowledgement,
): void {
  const { groupId, memberId } = pending.request.body;
  const partition = sharePartitionOf(broker, groupId!, at);
  if (!partition) {
    settle(pending, at, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    return;
  }
  const { changes, refused } = acknowledge(
    partition,
    acknowledgerOf(ctx, broker, partition, memberId!),
    at.batches,
  );
  armLockTimer(ctx, broker, partition, nextLockDueUs(partition, ctx.nowUs));
  mayBeAcquirable(broker, partition);
  if (refused) {
    rollBackChanges(partition, changes, ctx.nowUs);
    maybeFence(broker, partition, refused.error);
    settle(pending, at, refused.error, refused.message);
  } else if (changes.length === 0) settle(pending, at, Errors.NONE);
  else {
    pending.waiting++;
    const acknowledged = { requestId: pending.request.id, topicId: at.topicId, partition: at.partition };
    const then = { type: 'changes-written', key: partition.key, changes, acknowledged } as const;
    writeStateBatches(
      ctx,
      broker,
      partition,
      changes.map(({ batch }) => batch),
      then,
    );
  }
}

function acknowledgerOf(ctx: Ctx, broker: BrokerNode, { groupId }: SharePartition, memberId: string) {
  const renewedUntilUs = isRenewAcknowledgeEnabled(broker, groupId)
    ? lockedUntilUs(ctx.nowUs, recordLockDurationMs(broker, groupId))
    : null;
  return { memberId, maxDeliveryCount: deliveryCountLimit(broker, groupId), renewedUntilUs };
}
