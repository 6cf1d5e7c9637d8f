/** What a Fetch response says of one partition. */
import type { Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { fetchHighWatermark, lastStableOffset } from '../log/high-watermark.ts';
import type { OffsetAndEpoch } from '../log/leader-epoch-file-cache.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import { currentLeader, UNKNOWN_LEADER } from './hosted-partition.ts';

const NO_DIVERGENCE = { epoch: -1, endOffset: -1 } as const;
const NO_RECORDS: readonly RecordBatch[] = [];

export function recordsData(
  log: UnifiedLog,
  partitionIndex: number,
  records: readonly RecordBatch[],
): FetchPartitionData {
  return {
    partitionIndex,
    errorCode: Errors.NONE,
    highWatermark: fetchHighWatermark(log),
    lastStableOffset: lastStableOffset(log),
    logStartOffset: log.logStartOffset,
    divergingEpoch: NO_DIVERGENCE,
    currentLeader: UNKNOWN_LEADER,
    preferredReadReplica: -1,
    records,
  };
}

/** For a partition without records: where its log stands. */
export function offsetsData(
  log: UnifiedLog,
  partitionIndex: number,
  highWatermark: Offset,
): FetchPartitionData {
  const data = recordsData(log, partitionIndex, NO_RECORDS);
  return { ...data, highWatermark, lastStableOffset: Math.min(highWatermark, data.lastStableOffset) };
}

export function divergingData(
  log: UnifiedLog,
  partitionIndex: number,
  end: OffsetAndEpoch,
): FetchPartitionData {
  const divergingEpoch = { epoch: end.leaderEpoch, endOffset: end.offset };
  return { ...recordsData(log, partitionIndex, NO_RECORDS), divergingEpoch };
}

export function errorData(
  broker: BrokerNode,
  topicId: string,
  partitionIndex: number,
  errorCode: ErrorCode,
): FetchPartitionData {
  const tellsLeader = errorCode === Errors.NOT_LEADER_OR_FOLLOWER || errorCode === Errors.FENCED_LEADER_EPOCH;
  return {
    partitionIndex,
    errorCode,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    divergingEpoch: NO_DIVERGENCE,
    currentLeader: tellsLeader ? currentLeader(broker, topicId, partitionIndex) : UNKNOWN_LEADER,
    preferredReadReplica: -1,
    records: NO_RECORDS,
  };
}
