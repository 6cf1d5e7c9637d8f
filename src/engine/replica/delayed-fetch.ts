/**
 * A Fetch that waits for `fetch.min.bytes` or `fetch.max.wait.ms` (Kafka's DelayedFetch). A connection has one
 * request at a time in the broker's hands, so its name is the key of what is parked.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartition } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { LogOffsetMetadata } from '../log/log-offset-metadata.ts';
import { offsetMetadata } from '../log/log-offset-metadata.ts';
import type { Request } from '../network/message.ts';
import { type FetchParams, fetchParamsOf, isFromFollower, visibleEnd } from './fetch-params.ts';
import { respondToFetch } from './fetch-response.ts';
import { checkLeaderEpoch, getPartition, logOf, partitionById } from './hosted-partition.ts';
import type { Partition } from './partition.ts';
import { divergingEpoch, type FetchRead, readFromLog } from './read-from-log.ts';

export interface DelayedFetch {
  readonly key: string;
  readonly request: Request<'Fetch'>;
  readonly params: FetchParams;
  readonly dueUs: Micros;
  /**
   * Where each partition's fetch began when it was parked, in the request's order. Null with a minimum of one
   * byte, as followers and most consumers ask: then any byte completes the fetch, wherever it lies.
   */
  readonly starts: readonly (LogOffsetMetadata | null)[] | null;
}

/** Answers at once if that can be done, else parks the fetch (ReplicaManager.fetchMessages). */
export function fetchMessages(ctx: Ctx, broker: BrokerNode, request: Request<'Fetch'>): void {
  const params = fetchParamsOf(request.body);
  const fetch = readFromLog(ctx, broker, request.body, params, true);
  if (canRespond(request, params, fetch)) {
    respondToFetch(ctx, broker, request, params, fetch);
    return;
  }
  const delayed = delayedFetch(ctx, broker, request, params);
  // What is readable may already be more than one read gave: a read never crosses into the next segment.
  if (delayed.starts !== null && isSatisfied(broker, delayed)) {
    respondToFetch(ctx, broker, request, params, fetch);
    return;
  }
  watch(ctx, broker, delayed);
}

function canRespond({ body }: Request<'Fetch'>, { minBytes }: FetchParams, fetch: FetchRead): boolean {
  return (
    body.maxWaitMs <= 0 || fetch.data.length === 0 || fetch.mustRespond || fetch.bytesReadable >= minBytes
  );
}

function delayedFetch(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Fetch'>,
  params: FetchParams,
): DelayedFetch {
  return {
    key: `${request.from}#${request.channel}`,
    request,
    params,
    dueUs: ctx.nowUs + request.body.maxWaitMs * MICROS_PER_MS,
    starts: params.minBytes <= 1 ? null : startsOf(broker, request),
  };
}

function startsOf(broker: BrokerNode, request: Request<'Fetch'>): (LogOffsetMetadata | null)[] {
  return request.body.topics.flatMap(({ topicId, partitions }) =>
    partitions.map((asked) => {
      const partition = partitionById(broker, topicId, asked.partition);
      return partition ? offsetMetadata(logOf(broker, partition), asked.fetchOffset) : null;
    }),
  );
}

function watch(ctx: Ctx, broker: BrokerNode, delayed: DelayedFetch): void {
  const { replicaManager } = broker;
  replicaManager.delayedFetches.set(delayed.key, delayed);
  for (const { topicId, partitions } of delayed.request.body.topics) {
    for (const asked of partitions)
      partitionById(broker, topicId, asked.partition)?.fetchWatchers.add(delayed.key);
  }
  if (delayed.dueUs < replicaManager.fetchExpirationUs) armExpiration(ctx, broker, delayed.dueUs);
}

/** Answers the parked fetches that what happened to this partition completes. */
export function completeDelayedFetches(ctx: Ctx, broker: BrokerNode, topicPartition: string): void {
  const partition = getPartition(broker, topicPartition);
  if (partition) completeFetchesOf(ctx, broker, partition);
}

/** The same for a partition that may be no longer hosted. */
export function completeFetchesOf(ctx: Ctx, broker: BrokerNode, partition: Partition): void {
  const { delayedFetches } = broker.replicaManager;
  for (const key of partition.fetchWatchers) {
    const delayed = delayedFetches.get(key);
    // Whoever watched may be answered and back with another list of partitions, or be gone.
    const asked = delayed && askedFor(delayed, partition);
    if (delayed && !asked) partition.fetchWatchers.delete(key);
    if (delayed && asked && canComplete(broker, delayed, partition, asked)) complete(ctx, broker, delayed);
  }
}

function askedFor({ request }: DelayedFetch, { topicId, partition }: Partition): FetchPartition | undefined {
  for (const topic of request.body.topics) {
    if (topic.topicId !== topicId) continue;
    for (const asked of topic.partitions) if (asked.partition === partition) return asked;
  }
  return undefined;
}

function canComplete(
  broker: BrokerNode,
  delayed: DelayedFetch,
  partition: Partition,
  asked: FetchPartition,
): boolean {
  if (mustComplete(broker, delayed.params, partition, asked)) return true;
  const end = visibleEnd(logOf(broker, partition), delayed.params.isolation);
  if (end === asked.fetchOffset) return false;
  return delayed.starts === null ? asked.partitionMaxBytes > 0 : isSatisfied(broker, delayed);
}

/** The partition has gone, changed hands or its history, or its log has been cut: there is something to tell. */
function mustComplete(
  broker: BrokerNode,
  { replicaId, isolation }: FetchParams,
  partition: Partition,
  asked: FetchPartition,
): boolean {
  if (getPartition(broker, partition.topicPartition) !== partition) return true;
  if (checkLeaderEpoch(partition, asked.currentLeaderEpoch) !== Errors.NONE) return true;
  if (isFromFollower(replicaId) && !partition.leads) return true;
  const log = logOf(broker, partition);
  return asked.fetchOffset > visibleEnd(log, isolation) || divergingEpoch(log, asked) !== null;
}

/** DelayedFetch.tryComplete over all partitions: only a minimum of several bytes needs to look at them together. */
function isSatisfied(broker: BrokerNode, { request, params, starts }: DelayedFetch): boolean {
  let bytes = 0;
  let index = 0;
  for (const { topicId, partitions } of request.body.topics) {
    for (const asked of partitions) {
      const partition = partitionById(broker, topicId, asked.partition);
      const start = starts![index++];
      if (!partition || !start || mustComplete(broker, params, partition, asked)) return true;
      const log = logOf(broker, partition);
      const end = offsetMetadata(log, visibleEnd(log, params.isolation));
      if (start.messageOffset >= end.messageOffset) continue;
      // It lags behind the segment that is written to, or that segment has just been rolled.
      if (start.segmentBaseOffset < end.segmentBaseOffset) return true;
      bytes += Math.min(
        end.relativePositionInSegment - start.relativePositionInSegment,
        asked.partitionMaxBytes,
      );
    }
  }
  return bytes >= params.minBytes;
}

function complete(ctx: Ctx, broker: BrokerNode, { key, request, params }: DelayedFetch): void {
  broker.replicaManager.delayedFetches.delete(key);
  respondToFetch(ctx, broker, request, params, readFromLog(ctx, broker, request.body, params, false));
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
