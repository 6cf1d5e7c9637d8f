/**
 * A share session (Kafka's ShareSession and ShareSessionCache): which partitions a member of a share group fetches at
 * this broker, so that its requests need not name them. What it has acquired is released when the session ends.
 */

import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import {
  FINAL_SHARE_EPOCH,
  INITIAL_SHARE_EPOCH,
  nextShareEpoch,
  type ShareFetchPartitionData,
} from '../../protocol/messages/78-share-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { otherBrokerConfig } from '../broker/other-broker-config.ts';
import type { Request } from '../network/message.ts';
import { shareNodeOf } from './share-node.ts';

export interface TopicIdPartition {
  readonly topicId: string;
  readonly partition: number;
}

export interface CachedSharePartition extends TopicIdPartition {
  /** Its client is to hear of it even without news: it is new to the session, or the last news was an error. */
  requiresUpdate: boolean;
}

export interface ShareSession {
  readonly groupId: string;
  readonly memberId: string;
  /** By `topicId:partition`, in the order in which they are read. */
  readonly partitions: Map<string, CachedSharePartition>;
  /** Which request has to come next. */
  epoch: number;
  /** On which it was begun: it ends with it. */
  readonly connection: ShareConnection;
}

export type ShareConnection = Pick<Request, 'from' | 'channel' | 'connection'>;

/** What a request is about, by its session. */
export type ShareFetchContext =
  /** It begins a session, and all its partitions are told of. */
  | { readonly kind: 'initial'; readonly partitions: readonly TopicIdPartition[] }
  | { readonly kind: 'subsequent'; readonly session: ShareSession; readonly epoch: number }
  /** It ends the session; nothing is fetched. */
  | { readonly kind: 'final' };

function sessionKey(groupId: string, memberId: string): string {
  return JSON.stringify([groupId, memberId]);
}

export function shareSessionOf(
  broker: BrokerNode,
  groupId: string,
  memberId: string,
): ShareSession | undefined {
  return shareNodeOf(broker).sessions.get(sessionKey(groupId, memberId));
}

export function removeShareSession(broker: BrokerNode, { groupId, memberId }: ShareSession): void {
  shareNodeOf(broker).sessions.delete(sessionKey(groupId, memberId));
}

function keyOf({ topicId, partition }: TopicIdPartition): string {
  return `${topicId}:${partition}`;
}

/** The session that a ShareFetch begins, goes on with or ends (SharePartitionManager.newContext). */
export function newShareFetchContext(
  broker: BrokerNode,
  request: Request<'ShareFetch'>,
  hasAcknowledgements: boolean,
): ShareFetchContext | { readonly error: ErrorCode } {
  const { body } = request;
  const { shareSessionEpoch } = body;
  const groupId = body.groupId!;
  const memberId = body.memberId!;
  const session = shareSessionOf(broker, groupId, memberId);
  const named = partitionsOf(body.topics);
  if (shareSessionEpoch === FINAL_SHARE_EPOCH)
    return session ? { kind: 'final' } : { error: Errors.SHARE_SESSION_NOT_FOUND };
  if (shareSessionEpoch === INITIAL_SHARE_EPOCH) {
    // There is nothing yet that could be acknowledged.
    if (hasAcknowledgements) return { error: Errors.INVALID_REQUEST };
    if (session) removeShareSession(broker, session);
    return beginSession(broker, request, named);
  }
  const error = advance(session, shareSessionEpoch);
  if (error !== Errors.NONE) return { error };
  update(session!, named, body.forgottenTopicsData);
  return { kind: 'subsequent', session: session!, epoch: shareSessionEpoch };
}

/** A ShareAcknowledge counts in its session like a fetch; it begins none (acknowledgeSessionUpdate). */
export function updateForAcknowledge(broker: BrokerNode, { body }: Request<'ShareAcknowledge'>): ErrorCode {
  const { groupId, memberId, shareSessionEpoch } = body;
  if (shareSessionEpoch === INITIAL_SHARE_EPOCH) return Errors.INVALID_SHARE_SESSION_EPOCH;
  const session = shareSessionOf(broker, groupId!, memberId!);
  if (shareSessionEpoch === FINAL_SHARE_EPOCH) return session ? Errors.NONE : Errors.SHARE_SESSION_NOT_FOUND;
  return advance(session, shareSessionEpoch);
}

function advance(session: ShareSession | undefined, epoch: number): ErrorCode {
  if (!session) return Errors.SHARE_SESSION_NOT_FOUND;
  if (session.epoch !== epoch) return Errors.INVALID_SHARE_SESSION_EPOCH;
  session.epoch = nextShareEpoch(epoch);
  return Errors.NONE;
}

function beginSession(
  broker: BrokerNode,
  { body, from, channel, connection }: Request<'ShareFetch'>,
  partitions: readonly TopicIdPartition[],
): ShareFetchContext | { readonly error: ErrorCode } {
  const { sessions } = shareNodeOf(broker);
  const groupId = body.groupId!;
  const memberId = body.memberId!;
  if (sessions.size >= otherBrokerConfig(broker, 'group.share.max.share.sessions'))
    return { error: Errors.SHARE_SESSION_LIMIT_REACHED };
  sessions.set(sessionKey(groupId, memberId), {
    groupId,
    memberId,
    partitions: new Map(partitions.map((named) => [keyOf(named), { ...named, requiresUpdate: false }])),
    epoch: nextShareEpoch(INITIAL_SHARE_EPOCH),
    connection: { from, channel, connection },
  });
  return { kind: 'initial', partitions };
}

function update(
  { partitions }: ShareSession,
  named: readonly TopicIdPartition[],
  forgotten: Request<'ShareFetch'>['body']['forgottenTopicsData'],
): void {
  for (const each of named) {
    if (!partitions.has(keyOf(each))) partitions.set(keyOf(each), { ...each, requiresUpdate: true });
  }
  for (const { topicId, partitions: numbers } of forgotten) {
    for (const partition of numbers) partitions.delete(keyOf({ topicId, partition }));
  }
}

function partitionsOf(topics: Request<'ShareFetch'>['body']['topics']): TopicIdPartition[] {
  return topics.flatMap(({ topicId, partitions }) =>
    partitions.map(({ partitionIndex }) => ({ topicId, partition: partitionIndex })),
  );
}

/** What a fetch reads. */
export function partitionsToFetch(context: ShareFetchContext): TopicIdPartition[] {
  if (context.kind === 'initial') return [...context.partitions];
  if (context.kind === 'final') return [];
  return Array.from(context.session.partitions.values(), ({ topicId, partition }) => ({
    topicId,
    partition,
  }));
}

/** A later request of the session has come meanwhile. */
export function isOutdated(context: ShareFetchContext): boolean {
  return context.kind === 'subsequent' && context.session.epoch !== nextShareEpoch(context.epoch);
}

/**
 * Whether the client is to hear of a partition, which is noted as told. Those that gave records let others go first
 * the next time.
 */
export function mustTell(
  context: ShareFetchContext,
  topicId: string,
  { partitionIndex, records, errorCode }: ShareFetchPartitionData,
): boolean {
  if (context.kind !== 'subsequent') return true;
  const { partitions } = context.session;
  const key = keyOf({ topicId, partition: partitionIndex });
  const cached = partitions.get(key);
  // It was forgotten while the fetch was parked.
  if (!cached) return true;
  const isNews = records.length > 0 || cached.requiresUpdate || errorCode !== Errors.NONE;
  cached.requiresUpdate = errorCode !== Errors.NONE;
  if (records.length > 0) {
    partitions.delete(key);
    partitions.set(key, cached);
  }
  return isNews;
}
