/**
 * What a Fetch gets from this broker's logs (ReplicaManager.readFromLog, Partition.fetchRecords). A follower's
 * fetch also tells the leader how far that follower has come.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { FetchPartition, FetchPartitionData, FetchRequest } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, wallClockMs } from '../ctx.ts';
import { fetchHighWatermark } from '../log/high-watermark.ts';
import type { OffsetAndEpoch } from '../log/leader-epoch-file-cache.ts';
import { isReadFailure, readIsolated } from '../log/read.ts';
import { endOffsetForEpoch, latestEpoch, type UnifiedLog } from '../log/unified-log.ts';
import { type FetchParams, isFromFollower, visibleEnd } from './fetch-params.ts';
import { divergingData, errorData, recordsData } from './fetch-partition-data.ts';
import { checkLeaderEpoch, logOf, partitionById, whyNotHosted } from './hosted-partition.ts';
import { maybeExpandIsr } from './isr.ts';
import { maybeIncrementLeaderHighWatermark } from './leader-high-watermark.ts';
import { followerOf, type Partition } from './partition.ts';
import { updateFetchState } from './remote-replica.ts';

/** All arrays follow the request's partitions, topic by topic. */
export interface FetchRead {
  /** Null: nothing to say, the asker has all that it may see. */
  readonly data: (FetchPartitionData | null)[];
  /** As the log was before the fetch moved it: news of its own progress reaches a follower one fetch later. */
  readonly highWatermarks: Offset[];
  bytesReadable: number;
  /** An error, a diverging history or an offset beyond the visible end is answered without waiting. */
  mustRespond: boolean;
  /** How many more bytes the response may hold. */
  limitBytes: number;
  /** Until something was read, the first batch comes whole, however large (KIP-74). */
  minOneMessage: boolean;
}

/** Reads for every partition of the request. Only its first handling, not its completion later, tells of progress. */
export function readFromLog(
  ctx: Ctx,
  broker: BrokerNode,
  request: FetchRequest,
  params: FetchParams,
  updatesFetchState: boolean,
): FetchRead {
  const fetch: FetchRead = {
    data: [],
    highWatermarks: [],
    bytesReadable: 0,
    mustRespond: false,
    limitBytes: params.maxBytes,
    minOneMessage: true,
  };
  const reader: Reader = {
    params,
    fetch,
    progress: updatesFetchState && isFromFollower(params.replicaId) ? progressOf(ctx, broker, params) : null,
  };
  for (const { topicId, partitions } of request.topics) {
    for (const asked of partitions) {
      const partition = partitionById(broker, topicId, asked.partition);
      if (partition) {
        const log = logOf(broker, partition);
        fetch.highWatermarks.push(fetchHighWatermark(log));
        fetch.data.push(readPartition(ctx, broker, partition, log, asked, reader));
      } else {
        const error = whyNotHosted(broker, topicId, asked.partition);
        fetch.highWatermarks.push(-1);
        fetch.data.push(failed(broker, topicId, asked, error, fetch));
      }
    }
  }
  return fetch;
}

interface Reader {
  readonly params: FetchParams;
  readonly fetch: FetchRead;
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

/** Partition.fetchRecords, with its order of checks. */
function readPartition(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  log: UnifiedLog,
  asked: FetchPartition,
  { params, fetch, progress }: Reader,
): FetchPartitionData | null {
  const error = checkAsker(partition, asked, params);
  if (error !== Errors.NONE) return failed(broker, partition.topicId, asked, error, fetch);
  const diverging = divergingEpoch(log, asked);
  if (diverging !== null && diverging !== 'unknown') {
    fetch.mustRespond = true;
    return divergingData(log, asked.partition, diverging);
  }
  if (diverging === 'unknown' || !isInRange(log, asked.fetchOffset))
    return failed(broker, partition.topicId, asked, Errors.OFFSET_OUT_OF_RANGE, fetch);
  if (progress?.isStale)
    return failed(broker, partition.topicId, asked, Errors.NOT_LEADER_OR_FOLLOWER, fetch);
  const data = readRecords(log, asked, params, fetch);
  if (progress) updateFollowerFetchState(ctx, broker, partition, log, asked, params, progress.nowMs);
  return data;
}

function failed(
  broker: BrokerNode,
  topicId: string,
  asked: FetchPartition,
  error: ErrorCode,
  fetch: FetchRead,
): FetchPartitionData {
  fetch.mustRespond = true;
  return errorData(broker, topicId, asked.partition, error);
}

/**
 * Followers fetch from the leader only. A consumer that knows no epoch may read a follower, up to the follower's
 * own high watermark (KIP-392); one that knows the epoch of an older leader is told so.
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
  return recordsData(log, asked.partition, read.batches);
}

/** Partition.updateFollowerFetchState. */
function updateFollowerFetchState(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  { logEndOffset }: UnifiedLog,
  { fetchOffset, logStartOffset }: FetchPartition,
  { replicaId, replicaEpoch }: FetchParams,
  nowMs: EpochMs,
): void {
  const follower = followerOf(partition, replicaId)!;
  const before = follower.logEndOffset;
  updateFetchState(follower, fetchOffset, logStartOffset, nowMs, logEndOffset, replicaEpoch);
  maybeExpandIsr(ctx, broker, partition, follower);
  if (fetchOffset !== before) maybeIncrementLeaderHighWatermark(ctx, broker, partition);
}
