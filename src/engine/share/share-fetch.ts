/** ShareFetch from its session to the fetch (KafkaApis.handleShareFetchRequest, SharePartitionManager.fetchMessages). */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { fetchOrWait, waitAndRefuse } from './delayed-share-fetch.ts';
import { type FetchedPartition, type PendingShareFetch, withoutRecords } from './pending-share-requests.ts';
import { handleAcknowledgements, hasAcknowledgements } from './share-acknowledgements.ts';
import { shareNodeOf } from './share-node.ts';
import type { SharePartition } from './share-partition.ts';
import { getOrCreateSharePartition, maybeInitialize } from './share-partition-manager.ts';
import { onFetched } from './share-requests.ts';
import { refuseShareFetch } from './share-responses.ts';
import { newShareFetchContext, partitionsToFetch, type TopicIdPartition } from './share-session.ts';

/** A member's id is at most as long as a UUID is written. */
const MAX_MEMBER_ID_LENGTH = 36;

export function isMemberIdValid(memberId: string | null): boolean {
  return memberId !== null && memberId !== '' && memberId.length <= MAX_MEMBER_ID_LENGTH;
}

export function shareFetch(ctx: Ctx, broker: BrokerNode, request: Request<'ShareFetch'>): void {
  const { body } = request;
  if (body.groupId === null || !isMemberIdValid(body.memberId) || (body.isRenewAck && wantsRecords(body))) {
    refuseShareFetch(ctx, broker, request, Errors.INVALID_REQUEST);
    return;
  }
  const acknowledges = hasAcknowledgements(body.topics);
  const context = newShareFetchContext(broker, request, acknowledges);
  if ('error' in context) {
    if (context.error === Errors.SHARE_SESSION_LIMIT_REACHED)
      waitAndRefuse(ctx, broker, request, context.error);
    else refuseShareFetch(ctx, broker, request, context.error);
    return;
  }
  const pending: PendingShareFetch = {
    kind: 'fetch',
    request,
    context,
    fetched: null,
    acknowledged: [],
    waiting: 0,
  };
  shareNodeOf(broker).requests.set(request.id, pending);
  if (acknowledges) handleAcknowledgements(ctx, broker, pending);
  if (body.isRenewAck) onFetched(ctx, broker, request.id, []);
  else fetchMessages(ctx, broker, pending);
}

/** A request that renews locks fetches nothing (KIP-1222). */
function wantsRecords({ maxBytes, minBytes, maxRecords, maxWaitMs }: Request<'ShareFetch'>['body']): boolean {
  return maxBytes !== 0 || minBytes !== 0 || maxRecords !== 0 || maxWaitMs !== 0;
}

function fetchMessages(ctx: Ctx, broker: BrokerNode, { request, context }: PendingShareFetch): void {
  const { body, id } = request;
  const failed: FetchedPartition[] = [];
  const known = partitionsToFetch(context).filter((at) => {
    const error = whyUnknown(broker, at);
    if (error !== Errors.NONE) failed.push(withoutRecords(at, error));
    return error === Errors.NONE;
  });
  if (known.length === 0 || body.maxRecords === 0 || body.maxBytes === 0) {
    onFetched(ctx, broker, id, failed);
    return;
  }
  const partitions: SharePartition[] = [];
  for (const at of rotated(known, body.shareSessionEpoch)) {
    const partition = getOrCreateSharePartition(broker, body.groupId!, at);
    if ('error' in partition) failed.push(withoutRecords(at, partition.error));
    else partitions.push(partition);
  }
  for (const partition of partitions) maybeInitialize(ctx, broker, partition);
  if (partitions.length === 0) onFetched(ctx, broker, id, failed);
  else fetchOrWait(ctx, broker, request, partitions, failed);
}

function whyUnknown({ disk: { image } }: BrokerNode, { topicId, partition }: TopicIdPartition): ErrorCode {
  const topic = image.topics.get(topicId);
  if (!topic) return Errors.UNKNOWN_TOPIC_ID;
  return topic.partitions[partition] ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
}

/** Each fetch of a session begins with another partition (PartitionRotateStrategy.ROUND_ROBIN). */
function rotated(partitions: readonly TopicIdPartition[], epoch: number): TopicIdPartition[] {
  const at = epoch < 1 ? 0 : epoch % partitions.length;
  return [...partitions.slice(at), ...partitions.slice(0, at)];
}
