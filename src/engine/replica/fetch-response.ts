/** The answer to a Fetch, made of what was read (FetchContext.updateAndGenerateResponseData). */
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import {
  type FetchPartitionData,
  type FetchResponse,
  INVALID_SESSION_ID,
} from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type FetchContext, usesTopicIds } from '../broker/fetch-manager.ts';
import {
  type CachedPartitions,
  type FetchSession,
  moveToEnd,
  rememberTold,
} from '../broker/fetch-session.ts';
import { maybeCreateSession } from '../broker/fetch-session-cache.ts';
import { respond } from '../broker/request-channel.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { isFromFollower } from './fetch-params.ts';
import type { FetchRead, TellPartition } from './read-from-log.ts';

export function respondToFetch(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Fetch'>,
  context: FetchContext,
  { told, ofUnknownTopics, unknown }: FetchRead,
): void {
  const hasUnknown = unknown.length > 0 || ofUnknownTopics.length > 0;
  const tell = hasUnknown ? [...told, ...ofUnknownTopics, ...unknown] : told;
  const body: FetchResponse = {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    sessionId: sessionIdFor(ctx, broker, request, context, tell),
    responses: byTopic(tell),
  };
  respond(ctx, broker, request, body);
}

/** The session is not known, or not where the request says: the client begins anew. */
export function respondWithSessionError(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Fetch'>,
  errorCode: ErrorCode,
  sessionId = INVALID_SESSION_ID,
): void {
  respond(ctx, broker, request, { throttleTimeMs: 0, errorCode, sessionId, responses: [] });
}

function sessionIdFor(
  ctx: Ctx,
  broker: BrokerNode,
  { body, apiVersion }: Request<'Fetch'>,
  context: FetchContext,
  tell: readonly TellPartition[],
): number {
  if (context.kind === 'sessionless') return INVALID_SESSION_ID;
  for (const { of, data } of tell) rememberTold(of, data);
  if (context.kind === 'incremental') {
    letOthersGoFirst(context.session, tell);
    return context.session.id;
  }
  return maybeCreateSession(ctx, broker, {
    privileged: isFromFollower(body.replicaState.replicaId),
    usesTopicIds: usesTopicIds(apiVersion),
    partitions: inOrderTold(tell),
  });
}

function inOrderTold(tell: readonly TellPartition[]): CachedPartitions {
  const partitions: CachedPartitions = new Map();
  for (const { of } of tell) {
    partitions.set(of.key, of);
    of.isWatching = false;
  }
  return partitions;
}

/** Next time, should not all of it fit into one response. */
function letOthersGoFirst({ partitions }: FetchSession, tell: readonly TellPartition[]): void {
  for (const { of, data } of tell) if (data.records.length > 0) moveToEnd(partitions, of);
}

interface TopicAnswer {
  readonly topic?: string;
  readonly topicId: string;
  readonly partitions: FetchPartitionData[];
}

/** Partitions of one topic that follow each other share an entry. */
function byTopic(tell: readonly TellPartition[]): TopicAnswer[] {
  const topics: TopicAnswer[] = [];
  let last: TopicAnswer | undefined;
  for (const { of, data } of tell) {
    const { topicId, topic } = of;
    if (last?.topicId !== topicId || (last.topic !== undefined && last.topic !== topic)) {
      last = topicId === ZERO_UUID ? { topic: topic!, topicId, partitions: [] } : { topicId, partitions: [] };
      topics.push(last);
    }
    last.partitions.push(data);
  }
  return topics;
}
