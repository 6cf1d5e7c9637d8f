/**
 * A Fetch that waits for `fetch.min.bytes` or `fetch.max.wait.ms` (Kafka's DelayedFetch). A session has one
 * request at a time in the broker's hands, and so has a connection: their names are the keys of what is parked.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartition } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type FetchContext, isOutdated } from '../broker/fetch-manager.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { LogOffsetMetadata } from '../log/log-offset-metadata.ts';
import { offsetMetadata } from '../log/log-offset-metadata.ts';
import type { Request } from '../network/message.ts';
import { type FetchParams, fetchParamsOf, isFromFollower, visibleEnd } from './fetch-params.ts';
import { respondToFetch, respondWithSessionError } from './fetch-response.ts';
import { checkLeaderEpoch, getPartition } from './hosted-partition.ts';
import type { Partition } from './partition.ts';
import { divergingEpoch, type FetchRead, readFromLog } from './read-from-log.ts';

export interface DelayedFetch {
  readonly key: string;
  readonly request: Request<'Fetch'>;
  readonly context: FetchContext;
  readonly params: FetchParams;
  readonly dueUs: Micros;
  /**
   * Where each partition's fetch began when it was parked, in the order of the context; null for one that is not
   * here. Null as a whole with a minimum of one byte, as followers and most consumers ask: then any byte
   * completes the fetch, wherever it lies.
   */
  readonly starts: readonly (LogOffsetMetadata | null)[] | null;
}

/** Answers at once if that can be done, else parks the fetch (ReplicaManager.fetchMessages). */
export function fetchMessages(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Fetch'>,
  context: FetchContext,
): void {
  const params = fetchParamsOf(broker, request.body);
  const fetch = readFromLog(ctx, broker, context, params, true);
  if (canRespond(request, context, params, fetch)) {
    respondToFetch(ctx, broker, request, context, fetch);
    return;
  }
  const delayed = delayedFetch(ctx, request, context, params);
  // What is readable may already be more than one read gave: a read never crosses into the next segment.
  if (delayed.starts !== null && isSatisfied(delayed)) {
    respondToFetch(ctx, broker, request, context, fetch);
    return;
  }
  watch(ctx, broker, delayed);
}

function canRespond(
  { body }: Request<'Fetch'>,
  { partitions }: FetchContext,
  { minBytes }: FetchParams,
  { ofUnknownTopics, unknown, mustRespond, bytesReadable }: FetchRead,
): boolean {
  const hasKnown = ofUnknownTopics.length + unknown.length < partitions.size;
  return body.maxWaitMs <= 0 || !hasKnown || mustRespond || bytesReadable >= minBytes;
}

function delayedFetch(
  ctx: Ctx,
  request: Request<'Fetch'>,
  context: FetchContext,
  params: FetchParams,
): DelayedFetch {
  return {
    key: context.kind === 'incremental' ? context.session.key : `${request.from}#${request.channel}`,
    request,
    context,
    params,
    dueUs: ctx.nowUs + request.body.maxWaitMs * MICROS_PER_MS,
    starts: params.minBytes <= 1 ? null : startsOf(context),
  };
}

function startsOf({ partitions }: FetchContext): (LogOffsetMetadata | null)[] {
  return Array.from(partitions.values(), ({ hosted, asked }) =>
    hosted ? offsetMetadata(hosted.log, asked.fetchOffset) : null,
  );
}

/** Partitions of a session stay watched from one fetch to the next, so there is little to do. */
function watch(ctx: Ctx, broker: BrokerNode, delayed: DelayedFetch): void {
  const { delayedFetches, fetchExpirationUs } = broker.replicaManager;
  const { key } = delayed;
  const earlier = delayedFetches.get(key);
  if (earlier && isOutdated(earlier.context)) complete(ctx, broker, earlier);
  delayedFetches.set(key, delayed);
  for (const cached of delayed.context.partitions.values()) {
    if (cached.isWatching || cached.hosted === null) continue;
    cached.hosted.fetchWatchers.set(key, cached);
    cached.isWatching = true;
  }
  if (delayed.dueUs < fetchExpirationUs) armExpiration(ctx, broker, delayed.dueUs);
}

/** Answers the parked fetches that what happened to this partition completes. */
export function completeDelayedFetches(ctx: Ctx, broker: BrokerNode, topicPartition: string): void {
  const partition = getPartition(broker, topicPartition);
  if (partition) completeFetchesOf(ctx, broker, partition);
}

/** The same for a partition that may be no longer hosted. */
export function completeFetchesOf(ctx: Ctx, broker: BrokerNode, partition: Partition): void {
  const { delayedFetches } = broker.replicaManager;
  for (const [key, cached] of partition.fetchWatchers) {
    const delayed = delayedFetches.get(key);
    // Whoever watched may be answered and back with other partitions, or be gone.
    if (delayed?.context.partitions.get(cached.key) !== cached) {
      partition.fetchWatchers.delete(key);
      cached.isWatching = false;
    } else if (canComplete(delayed, partition, cached.asked)) complete(ctx, broker, delayed);
  }
}

function canComplete(delayed: DelayedFetch, partition: Partition, asked: FetchPartition): boolean {
  if (mustComplete(delayed.params, partition, asked)) return true;
  const end = visibleEnd(partition.log, delayed.params.isolation);
  if (end === asked.fetchOffset) return false;
  return delayed.starts === null ? asked.partitionMaxBytes > 0 : isSatisfied(delayed);
}

/** The partition has gone, changed hands or its history, or its log has been cut: there is something to tell. */
function mustComplete(
  { replicaId, isolation }: FetchParams,
  partition: Partition,
  asked: FetchPartition,
): boolean {
  if (partition.isDeleted) return true;
  if (checkLeaderEpoch(partition, asked.currentLeaderEpoch) !== Errors.NONE) return true;
  if (isFromFollower(replicaId) && !partition.leads) return true;
  return (
    asked.fetchOffset > visibleEnd(partition.log, isolation) || divergingEpoch(partition.log, asked) !== null
  );
}

/** DelayedFetch.tryComplete over all partitions: only a minimum of several bytes needs to look at them together. */
function isSatisfied({ context, params, starts }: DelayedFetch): boolean {
  let bytes = 0;
  let index = 0;
  for (const { hosted, asked } of context.partitions.values()) {
    const start = starts![index++];
    if (!start || !hosted) continue;
    if (mustComplete(params, hosted, asked)) return true;
    const end = offsetMetadata(hosted.log, visibleEnd(hosted.log, params.isolation));
    if (start.messageOffset >= end.messageOffset) continue;
    // It lags behind the segment that is written to, or that segment has just been rolled.
    if (start.segmentBaseOffset < end.segmentBaseOffset) return true;
    bytes += Math.min(
      end.relativePositionInSegment - start.relativePositionInSegment,
      asked.partitionMaxBytes,
    );
  }
  return bytes >= params.minBytes;
}

function complete(ctx: Ctx, broker: BrokerNode, { key, request, context, params }: DelayedFetch): void {
  broker.replicaManager.delayedFetches.delete(key);
  if (isOutdated(context))
    respondWithSessionError(ctx, broker, request, Errors.INVALID_FETCH_SESSION_EPOCH, request.body.sessionId);
  else respondToFetch(ctx, broker, request, context, readFromLog(ctx, broker, context, params, false));
}

/** One timer for all that are parked: it is due when the first of them may be, and looks again when it fires. */
function armExpiration(ctx: Ctx, broker: BrokerNode, dueUs: Micros): void {
  broker.replicaManager.fetchExpirationUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'fetch-expiration', '', dueUs);
}

/** Answers with what there is to those that have waited `fetch.max.wait.ms`. */
export function expireDelayedFetches(ctx: Ctx, broker: BrokerNode): void {
  const { delayedFetches } = broker.replicaManager;
  let nextUs: Micros = NEVER;
  for (const delayed of [...delayedFetches.values()]) {
    if (delayed.dueUs <= ctx.nowUs) complete(ctx, broker, delayed);
    else nextUs = Math.min(nextUs, delayed.dueUs);
  }
  armExpiration(ctx, broker, nextUs);
}
