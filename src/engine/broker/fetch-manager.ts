/** Which partitions a Fetch is about, by itself and by its session (Kafka's FetchManager and FetchContext). */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import {
  type FetchTopic,
  FINAL_EPOCH,
  INITIAL_EPOCH,
  INVALID_SESSION_ID,
  nextSessionEpoch,
} from '../../protocol/messages/01-fetch.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import type { BrokerNode } from './broker.ts';
import { type CachedPartitions, cachedPartition, type FetchSession, partitionKey } from './fetch-session.ts';
import { removeSession, sessionById, touchSession } from './fetch-session-cache.ts';

export type FetchContext =
  /** All partitions are named. */
  | { readonly kind: 'sessionless'; readonly partitions: CachedPartitions }
  /** All are named too, and a session is asked for, which remembers them with the answer. */
  | { readonly kind: 'full'; readonly partitions: CachedPartitions }
  /** The session's partitions; `epoch` is the session's as long as no later request has come. */
  | {
      readonly kind: 'incremental';
      readonly partitions: CachedPartitions;
      readonly session: FetchSession;
      readonly epoch: number;
    };

export interface SessionError {
  readonly kind: 'error';
  readonly errorCode: ErrorCode;
}

/** From this version on topics are named by id. */
const TOPIC_IDS_VERSION = 13;

export function newFetchContext(
  ctx: Ctx,
  broker: BrokerNode,
  { body, apiVersion }: Request<'Fetch'>,
): FetchContext | SessionError {
  const { fetchSessions } = broker;
  const { sessionId, sessionEpoch, topics } = body;
  if (sessionEpoch === INITIAL_EPOCH || sessionEpoch === FINAL_EPOCH) {
    if (sessionId !== INVALID_SESSION_ID) removeSession(fetchSessions, sessionId);
    const kind = sessionEpoch === FINAL_EPOCH ? 'sessionless' : 'full';
    return { kind, partitions: takeNamed(broker, new Map(), topics) };
  }
  const session = sessionById(fetchSessions, sessionId);
  if (!session) return { kind: 'error', errorCode: Errors.FETCH_SESSION_ID_NOT_FOUND };
  if (session.epoch !== sessionEpoch) return { kind: 'error', errorCode: Errors.INVALID_FETCH_SESSION_EPOCH };
  if (session.usesTopicIds !== usesTopicIds(apiVersion))
    return { kind: 'error', errorCode: Errors.FETCH_SESSION_TOPIC_ID_ERROR };
  takeNamed(broker, session.partitions, topics);
  for (const topic of body.forgottenTopicsData) {
    for (const number of topic.partitions) session.partitions.delete(partitionKey(topic, number));
  }
  if (session.partitions.size === 0) {
    removeSession(fetchSessions, sessionId);
    return { kind: 'sessionless', partitions: takeNamed(broker, new Map(), topics) };
  }
  touchSession(ctx, session);
  session.epoch = nextSessionEpoch(session.epoch);
  return { kind: 'incremental', partitions: session.partitions, session, epoch: session.epoch };
}

export function usesTopicIds(apiVersion: number): boolean {
  return apiVersion >= TOPIC_IDS_VERSION;
}

/** Known partitions keep their place, new ones come last. One that is named twice counts as it was named last. */
function takeNamed(
  { disk: { image }, replicaManager: { keys } }: BrokerNode,
  partitions: CachedPartitions,
  topics: readonly FetchTopic[],
): CachedPartitions {
  for (const topic of topics) {
    const known = keys.get(topic.topicId);
    for (const asked of topic.partitions) {
      const key = known?.[asked.partition] ?? partitionKey(topic, asked.partition);
      const cached = partitions.get(key);
      if (cached) cached.asked = asked;
      else {
        const name = topic.topic || (image.topics.get(topic.topicId)?.name ?? null);
        partitions.set(key, cachedPartition(key, topic.topicId, name, asked));
      }
    }
  }
  return partitions;
}

/** A later request of its session has come meanwhile: this one's answer is of no use. */
export function isOutdated(context: FetchContext): boolean {
  return context.kind === 'incremental' && context.session.epoch !== context.epoch;
}
