/**
 * A ShareFetch that waits for `minBytes` of records, or for `maxWaitMs` (Kafka's DelayedShareFetch and
 * ShareFetchUtils). What is acquired is decided when it is answered, and not before.
 */
import { MICROS_PER_MS, type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import { offsetMetadata } from '../log/log-offset-metadata.ts';
import type { Request } from '../network/message.ts';
import { visibleEnd } from '../replica/fetch-params.ts';
import { partitionById } from '../replica/hosted-partition.ts';
import { acquireRead } from './acquire-read.ts';
import type { FetchedPartition } from './pending-share-requests.ts';
import { type ShareFetchParams, shareFetchParams } from './share-fetch-params.ts';
import { partitionMaxRecordLocks } from './share-group-config.ts';
import { shareNodeOf } from './share-node.ts';
import { canAcquireRecords, nextFetchOffset, type SharePartition } from './share-partition.ts';
import { onFetched } from './share-requests.ts';
import { refuseShareFetch } from './share-responses.ts';

export interface DelayedShareFetch {
  readonly request: Request<'ShareFetch'>;
  readonly params: ShareFetchParams;
  /** In the order in which they are read. */
  readonly partitions: readonly SharePartition[];
  /** What there is to say of others. */
  readonly failed: FetchedPartition[];
  /** What it is answered once it has waited; NONE: nothing is wrong with it. */
  readonly refusal: ErrorCode;
  readonly dueUs: Micros;
}

/** A partition of which something may be acquired, and where it is to be read. */
export interface Acquirable {
  readonly partition: SharePartition;
  readonly fetchOffset: Offset;
}

/** Answers at once if that can be done, else parks the fetch. */
export function fetchOrWait(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareFetch'>,
  partitions: readonly SharePartition[],
  failed: FetchedPartition[],
): void {
  const fetch = { ...delayedFetch(ctx, broker, request), partitions, failed };
  const acquirable = acquirableOf(broker, fetch);
  if (request.body.maxWaitMs <= 0 || canAnswer(broker, fetch, acquirable)) {
    answer(ctx, broker, fetch, acquirable);
    return;
  }
  park(ctx, broker, fetch);
}

/** A member for whom there is no session left is told so after it has waited, lest it asks again at once. */
export function waitAndRefuse(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareFetch'>,
  refusal: ErrorCode,
): void {
  park(ctx, broker, { ...delayedFetch(ctx, broker, request), refusal });
}

function delayedFetch(ctx: Ctx, broker: BrokerNode, request: Request<'ShareFetch'>): DelayedShareFetch {
  return {
    request,
    params: shareFetchParams(broker, request.body),
    partitions: [],
    failed: [],
    refusal: Errors.NONE,
    dueUs: ctx.nowUs + request.body.maxWaitMs * MICROS_PER_MS,
  };
}

function park(ctx: Ctx, broker: BrokerNode, fetch: DelayedShareFetch): void {
  const node = shareNodeOf(broker);
  node.fetches.set(fetch.request.id, fetch);
  if (fetch.dueUs < node.fetchExpirationUs) armExpiration(ctx, broker, fetch.dueUs);
}

function acquirableOf(broker: BrokerNode, { partitions }: DelayedShareFetch): Acquirable[] {
  return partitions
    .filter((partition) => partition.state === 'ACTIVE' && hasRoom(broker, partition))
    .map((partition) => ({ partition, fetchOffset: nextFetchOffset(partition) }));
}

function hasRoom(broker: BrokerNode, partition: SharePartition): boolean {
  return canAcquireRecords(partition, partitionMaxRecordLocks(broker, partition.groupId));
}

/** There are `minBytes`, or the log says something else than was thought (isMinBytesSatisfied). */
function canAnswer(
  broker: BrokerNode,
  { params }: DelayedShareFetch,
  acquirable: readonly Acquirable[],
): boolean {
  if (acquirable.length === 0) return false;
  const partitionMaxBytes = Math.floor(params.maxBytes / acquirable.length);
  let bytes = 0;
  for (const { partition, fetchOffset } of acquirable) {
    const log = partitionById(broker, partition.topicId, partition.partition)?.log;
    if (!log) continue;
    if (fetchOffset < log.logStartOffset || fetchOffset > log.logEndOffset) return true;
    const endOffset = visibleEnd(log, params.isolation);
    if (fetchOffset > endOffset) return true;
    if (fetchOffset === endOffset) continue;
    const start = offsetMetadata(log, fetchOffset);
    const end = offsetMetadata(log, endOffset);
    // What is read ends with the segment.
    if (start.segmentBaseOffset < end.segmentBaseOffset) return true;
    const between = end.relativePositionInSegment - start.relativePositionInSegment;
    bytes += Math.min(between, partitionMaxBytes);
  }
  return bytes >= params.minBytes;
}

function answer(
  ctx: Ctx,
  broker: BrokerNode,
  { request, params, failed, refusal }: DelayedShareFetch,
  acquirable: readonly Acquirable[],
): void {
  shareNodeOf(broker).fetches.delete(request.id);
  if (refusal !== Errors.NONE) {
    refuseShareFetch(ctx, broker, request, refusal);
    return;
  }
  const fetched = acquireRead(ctx, broker, request, params, acquirable);
  onFetched(ctx, broker, request.id, [...fetched, ...failed]);
}

/** Records of a share partition may be available now. */
export function completeShareFetches(
  ctx: Ctx,
  broker: BrokerNode,
  isOf: (of: SharePartition) => boolean,
): void {
  for (const fetch of [...shareNodeOf(broker).fetches.values()]) {
    if (!fetch.partitions.some(isOf)) continue;
    const acquirable = acquirableOf(broker, fetch);
    if (canAnswer(broker, fetch, acquirable)) answer(ctx, broker, fetch, acquirable);
  }
}

/** One timer for all that are parked: it is due when the first of them is. */
function armExpiration(ctx: Ctx, broker: BrokerNode, dueUs: Micros): void {
  shareNodeOf(broker).fetchExpirationUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'share-fetch-expiration', '', dueUs);
}

/** Answers with what there is to those that have waited `maxWaitMs`. */
export function expireShareFetches(ctx: Ctx, broker: BrokerNode): void {
  let nextUs: Micros = NEVER;
  for (const fetch of [...shareNodeOf(broker).fetches.values()]) {
    if (fetch.dueUs <= ctx.nowUs) answer(ctx, broker, fetch, acquirableOf(broker, fetch));
    else nextUs = Math.min(nextUs, fetch.dueUs);
  }
  armExpiration(ctx, broker, nextUs);
}
