/**
 * What a Fetch gets from this broker's logs (ReplicaManager.readFromLog, Partition.fetchRecords). A follower's
 * fetch also tells the leader how far that follower has come.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { FetchPartition, FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { FetchContext } from '../broker/fetch-manager.ts';
import type { CachedPartition } from '../broker/fetch-session.ts';
import { type Ctx, wallClockMs } from '../ctx.ts';
import { fetchHighWatermark } from '../log/high-watermark.ts';
import type { OffsetAndEpoch } from '../log/leader-epoch-file-cache.ts';
import { isReadFailure, readIsolated } from '../log/read.ts';
import { endOffsetForEpoch, latestEpoch, type UnifiedLog } from '../log/unified-log.ts';
import { type FetchParams, isFromFollower, visibleEnd } from './fetch-params.ts';
import {
  divergingData,
  errorData,
  offsetsData,
  preferredReplicaData,
  recordsData,
  unknownData,
} from './fetch-partition-data.ts';
import { checkLeaderEpoch, findHosted, whyUnknown } from './hosted-partition.ts';
import { maybeExpandIsr } from './isr.ts';
import { maybeIncrementLeaderHighWatermark } from './leader-high-watermark.ts';
import { followerOf, type Partition } from './partition.ts';
import { updateFetchState } from './remote-replica.ts';
import { findPreferredReadReplica } from './replica-selector.ts';

export interface FetchRead {
  /** Partitions with something to say. In a session the others are those that the client has been told all of. */
  readonly told: TellPartition[];
  /** What this broker knows nothing of: topics by their ids, partitions of topics. Told last, and hurries nothing. */
  readonly ofUnknownTopics: TellPartition[];
  readonly unknown: TellPartition[];
  bytesReadable: number;
  /** An error, a diverging history, a preferred replica or an offset beyond the visible end is answered at once. */
  mustRespond: boolean;
  /** How many more bytes the response may hold. */
  limitBytes: number;
  /** Until something was read, the first batch comes whole, however large (KIP-74). */
  minOneMessage: boolean;
}

export interface TellPartition {
  readonly of: CachedPartition;
  readonly data: FetchPartitionData;
}

/** Reads all partitions of the fetch. Only its first handling, not its completion later, tells of progress. */
export function readFromLog(
  ctx: Ctx,
  broker: BrokerNode,
  context: FetchContext,
  params: FetchParams,
  updatesFetchState: boolean,
): FetchRead {
  const fetch: FetchRead = {
    told: [],
    ofUnknownTopics: [],
    unknown: [],
    bytesReadable: 0,
    mustRespond: false,
    limitBytes: params.maxBytes,
    minOneMessage: true,
  };
  const reader: Reader = {
    ctx,
    broker,
    params,
    fetch,
    tellsAll: context.kind !== 'incremental',
    progress: updatesFetchState && isFromFollower(params.replicaId) ? progressOf(ctx, broker, params) : null,
  };
  for (const cached of context.partitions.values()) readCached(reader, cached);
  return fetch;
}

interface Reader {
  readonly ctx: Ctx;
  readonly broker: BrokerNode;
  readonly params: FetchParams;
  readonly fetch: FetchRead;
  /** Also of partitions without news. */
  readonly tellsAll: boolean;
  /** Null: the fetch tells nothing of a follower's progress. */
  readonly progress: FollowerProgress | null;
}

/** What is the same for all partitions of a follower's fetch. */
interface FollowerProgress {
  readonly nowMs: EpochMs;
  /** The follower has been restarted since it sent this (KIP-903). */
  readonly isStale: boolean;
}

function progressOf(
  ctx: Ctx,
  broker: BrokerNode,
  { replicaId, replicaEpoch }: FetchParams,
): FollowerProgress {
  const registration = broker.disk.image.brokers.get(replicaId);
  const knownEpoch = registration && !registration.fenced ? registration.epoch : -1;
  return { nowMs: wallClockMs(ctx), isStale: replicaEpoch !== -1 && knownEpoch > replicaEpoch };
}

function readCached(reader: Reader, cached: CachedPartition): void {
  const { broker, fetch } = reader;
  const partition = cached.hosted?.isDeleted === false ? cached.hosted : findHosted(broker, cached);
  if (partition) readHosted(reader, cached, partition);
  else readMissing(broker, cached, fetch);
}

/** The metadata log names no such partition, or it is on other brokers, or it is another topic's of that name. */
function readMissing(broker: BrokerNode, cached: CachedPartition, fetch: FetchRead): void {
  const { error, isOfMetadata } = whyUnknown(broker, cached);
  if (isOfMetadata) tellError(broker, cached, error, fetch);
  else {
    const unknown = error === Errors.UNKNOWN_TOPIC_ID ? fetch.ofUnknownTopics : fetch.unknown;
    unknown.push({ of: cached, data: unknownData(cached.partition, error) });
  }
}

/** Hot: an idle partition of a follower's session passes here at each of its fetches. */
function readHosted(reader: Reader, cached: CachedPartition, partition: Partition): void {
  const { ctx, broker, fetch, progress } = reader;
  const { log } = partition;
  const { asked } = cached;
  const highWatermark = fetchHighWatermark(log);
  const data = dataOf(reader, cached, partition);
  if (data === 'failed') return;
  // News of its own progress reaches a follower one fetch later.
  if (data) fetch.told.push({ of: cached, data });
  else if (
    reader.tellsAll ||
    highWatermark !== cached.highWatermark ||
    log.logStartOffset !== cached.logStartOffset
  )
    fetch.told.push({ of: cached, data: offsetsData(log, asked.partition, reader.params.isolation) });
  if (progress && !(data && data.divergingEpoch.epoch >= 0))
    updateFollowerFetchState(ctx, broker, partition, asked, reader.params, progress.nowMs);
}

/** Partition.fetchRecords, with its order of checks. Null: nothing to read. */
function dataOf(
  { broker, params, fetch, progress, ctx }: Reader,
  cached: CachedPartition,
  partition: Partition,
): FetchPartitionData | 'failed' | null {
  const { asked } = cached;
  const { log } = partition;
  if (params.rackId !== '') {
    const preferred = findPreferredReadReplica(
      broker,
      partition,
      params,
      asked.fetchOffset,
      wallClockMs(ctx),
    );
    if (preferred >= 0) return preferReplica(broker, cached, partition, preferred, fetch);
  }
  const error = checkAsker(partition, asked, params);
  if (error !== Errors.NONE) return tellError(broker, cached, error, fetch);
  const diverging = divergingEpoch(log, asked);
  if (diverging !== null && diverging !== 'unknown') {
    fetch.mustRespond = true;
    return divergingData(log, asked.partition, diverging);
  }
  if (diverging === 'unknown' || !isInRange(log, asked.fetchOffset))
    return tellError(broker, cached, Errors.OFFSET_OUT_OF_RANGE, fetch);
  if (progress?.isStale) return tellError(broker, cached, Errors.NOT_LEADER_OR_FOLLOWER, fetch);
  return readRecords(log, asked, params, fetch);
}

/** Nothing is read here by a consumer that had better ask another replica. */
function preferReplica(
  broker: BrokerNode,
  cached: CachedPartition,
  partition: Partition,
  preferred: number,
  fetch: FetchRead,
): FetchPartitionData | 'failed' {
  const error = checkLeaderEpoch(partition, cached.asked.currentLeaderEpoch);
  if (error !== Errors.NONE) return tellError(broker, cached, error, fetch);
  fetch.mustRespond = true;
  return preferredReplicaData(partition.log, cached.partition, preferred);
}

function tellError(
  broker: BrokerNode,
  cached: CachedPartition,
  error: ErrorCode,
  fetch: FetchRead,
): 'failed' {
  fetch.mustRespond = true;
  fetch.told.push({ of: cached, data: errorData(broker, cached, error) });
  return 'failed';
}

/**
 * Followers fetch from the leader only. A consumer may read a follower, up to the follower's own high watermark
 * (KIP-392), if it knows the leader epoch that the follower knows.
 */
function checkAsker(partition: Partition, asked: FetchPartition, { replicaId }: FetchParams): ErrorCode {
  const error = checkLeaderEpoch(partition, asked.currentLeaderEpoch);
  if (error !== Errors.NONE || !isFromFollower(replicaId)) return error;
  if (!partition.leads) return Errors.NOT_LEADER_OR_FOLLOWER;
  // A replica that the metadata here does not name yet: it is to try again.
  return followerOf(partition, replicaId) ? Errors.NONE : Errors.UNKNOWN_LEADER_EPOCH;
}

/**
 * KIP-595: whether the asker's last record was written in an epoch that ended earlier here, and if so, what to
 * truncate to. 'unknown': we have forgotten, or never knew, the epochs that it names.
 */
export function divergingEpoch(log: UnifiedLog, asked: FetchPartition): OffsetAndEpoch | 'unknown' | null {
  const { lastFetchedEpoch, fetchOffset } = asked;
  if (lastFetchedEpoch < 0) return null;
  if (lastFetchedEpoch === latestEpoch(log) && fetchOffset <= log.logEndOffset) return null;
  const end = endOffsetForEpoch(log, lastFetchedEpoch);
  if (!end) return 'unknown';
  if (fetchOffset < log.logStartOffset) return 'unknown';
  return end.leaderEpoch < lastFetchedEpoch || end.offset < fetchOffset ? end : null;
}

function isInRange(log: UnifiedLog, offset: Offset): boolean {
  return offset >= log.logStartOffset && offset <= log.logEndOffset;
}

function readRecords(
  log: UnifiedLog,
  asked: FetchPartition,
  params: FetchParams,
  fetch: FetchRead,
): FetchPartitionData | null {
  const end = visibleEnd(log, params.isolation);
  if (asked.fetchOffset >= end) {
    // Beyond the end: a consumer that read more from an earlier leader. Kafka does not park it.
    if (asked.fetchOffset > end) fetch.mustRespond = true;
    return null;
  }
  const maxBytes = Math.min(asked.partitionMaxBytes, fetch.limitBytes);
  const read = readIsolated(log, asked.fetchOffset, maxBytes, fetch.minOneMessage, params.isolation);
  // In range, so it never fails; a batch that does not fit is left for the next fetch.
  if (isReadFailure(read) || read.firstEntryIncomplete || read.sizeInBytes === 0) return null;
  fetch.bytesReadable += read.sizeInBytes;
  fetch.limitBytes = Math.max(0, fetch.limitBytes - read.sizeInBytes);
  fetch.minOneMessage = false;
  return recordsData(log, asked.partition, read.batches, read.abortedTransactions);
}

/** Partition.updateFollowerFetchState. */
function updateFollowerFetchState(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  { fetchOffset, logStartOffset }: FetchPartition,
  { replicaId, replicaEpoch }: FetchParams,
  nowMs: EpochMs,
): void {
  const follower = followerOf(partition, replicaId)!;
  const { logEndOffset: before, logStartOffset: startBefore } = follower;
  updateFetchState(follower, fetchOffset, logStartOffset, nowMs, partition.log.logEndOffset, replicaEpoch);
  maybeExpandIsr(ctx, broker, partition, follower);
  if (logStartOffset > startBefore) broker.actions.push({ type: 'follower-log-start' });
  if (fetchOffset !== before) maybeIncrementLeaderHighWatermark(ctx, broker, partition);
}
