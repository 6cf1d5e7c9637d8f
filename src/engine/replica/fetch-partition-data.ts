/** What a Fetch response says of one partition. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { AbortedTransaction, FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { CachedPartition } from '../broker/fetch-session.ts';
import { fetchHighWatermark, lastStableOffset } from '../log/high-watermark.ts';
import type { OffsetAndEpoch } from '../log/leader-epoch-file-cache.ts';
import type { FetchIsolation } from '../log/read.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import { currentLeader, UNKNOWN_LEADER } from './hosted-partition.ts';

const NO_DIVERGENCE = { epoch: -1, endOffset: -1 } as const;
const NO_RECORDS: readonly RecordBatch[] = [];
const NONE_ABORTED: readonly AbortedTransaction[] = [];

export function recordsData(
  log: UnifiedLog,
  partitionIndex: number,
  records: readonly RecordBatch[],
  abortedTransactions: readonly AbortedTransaction[] | null,
): FetchPartitionData {
  return {
    partitionIndex,
    errorCode: Errors.NONE,
    highWatermark: fetchHighWatermark(log),
    lastStableOffset: lastStableOffset(log),
    logStartOffset: log.logStartOffset,
    divergingEpoch: NO_DIVERGENCE,
    currentLeader: UNKNOWN_LEADER,
    abortedTransactions,
    preferredReadReplica: -1,
    records,
  };
}

/** For a partition without records: where its log stands. */
export function offsetsData(
  log: UnifiedLog,
  partitionIndex: number,
  isolation: FetchIsolation,
): FetchPartitionData {
  return recordsData(log, partitionIndex, NO_RECORDS, isolation === 'TXN_COMMITTED' ? NONE_ABORTED : null);
}

export function divergingData(
  log: UnifiedLog,
  partitionIndex: number,
  end: OffsetAndEpoch,
): FetchPartitionData {
  const divergingEpoch = { epoch: end.leaderEpoch, endOffset: end.offset };
  return { ...recordsData(log, partitionIndex, NO_RECORDS, null), divergingEpoch };
}

export function preferredReplicaData(
  log: UnifiedLog,
  partitionIndex: number,
  preferredReadReplica: number,
): FetchPartitionData {
  return { ...recordsData(log, partitionIndex, NO_RECORDS, null), preferredReadReplica };
}

/** An error of a partition that the metadata knows. */
export function errorData(
  broker: BrokerNode,
  { topicId, partition }: Pick<CachedPartition, 'topicId' | 'partition'>,
  errorCode: ErrorCode,
): FetchPartitionData {
  const tellsLeader = errorCode === Errors.NOT_LEADER_OR_FOLLOWER || errorCode === Errors.FENCED_LEADER_EPOCH;
  return {
    ...failure(partition, errorCode, null),
    currentLeader: tellsLeader ? currentLeader(broker, topicId, partition) : UNKNOWN_LEADER,
  };
}

/** An error of one that it does not know. */
export function unknownData(partitionIndex: number, errorCode: ErrorCode): FetchPartitionData {
  return failure(partitionIndex, errorCode, NONE_ABORTED);
}

function failure(
  partitionIndex: number,
  errorCode: ErrorCode,
  abortedTransactions: readonly AbortedTransaction[] | null,
): FetchPartitionData {
  return {
    partitionIndex,
    errorCode,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    divergingEpoch: NO_DIVERGENCE,
    currentLeader: UNKNOWN_LEADER,
    abortedTransactions,
    preferredReadReplica: -1,
    records: NO_RECORDS,
  };
}
