/**
 * ListOffsets (key 2), up to v11.
 * - Latest is the high watermark for consumers and the log's end for followers; earliest the log's start.
 * - A time, or the largest timestamp: nothing at or beyond what the asker may read.
 * - OFFSET_NOT_AVAILABLE while a new leader's high watermark has not reached the start of its own epoch: an
 *   earlier leader may have told a later one (KIP-207).
 * - A partition that is named twice is refused, and so is a special timestamp that the version does not have yet.
 */
import type { Offset } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_PENDING_UPLOAD_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  LATEST_TIERED_TIMESTAMP,
  LATEST_TIMESTAMP,
  type ListOffsetsRequest,
  type ListOffsetsResponse,
  MAX_TIMESTAMP,
} from '../../../protocol/messages/02-list-offsets.ts';
import type { Ctx } from '../../ctx.ts';
import { fetchHighWatermark, lastStableOffset } from '../../log/high-watermark.ts';
import { listOffset } from '../../log/list-offsets.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import type { Request } from '../../network/message.ts';
import { checkLeaderEpoch, partitionByName, whyNotHostedByName } from '../../replica/hosted-partition.ts';
import type { Partition } from '../../replica/partition.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

/** Somebody who wants to see what a replica has, leader or not. */
const DEBUGGING_REPLICA_ID = -2;

type AskedTopic = ListOffsetsRequest['topics'][number];
type Asked = AskedTopic['partitions'][number];
type Answer = ListOffsetsResponse['topics'][number]['partitions'][number];

export function handleListOffsets(ctx: Ctx, broker: BrokerNode, request: Request<'ListOffsets'>): void {
  const { body, apiVersion } = request;
  const duplicates = duplicatePartitions(body);
  const topics = body.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((asked) => {
      if (duplicates.has(partitionKey(name, asked))) return failure(asked, Errors.INVALID_REQUEST);
      if (!isSupported(asked.timestamp, apiVersion)) return failure(asked, Errors.UNSUPPORTED_VERSION);
      return answerFor(broker, body, name, asked);
    }),
  }));
  respond(ctx, broker, request, { throttleTimeMs: 0, topics });
}

function duplicatePartitions({ topics }: ListOffsetsRequest): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name, partitions } of topics) {
    for (const asked of partitions) {
      const key = partitionKey(name, asked);
      if (seen.has(key)) twice.add(key);
      seen.add(key);
    }
  }
  return twice;
}

function partitionKey(topic: string, { partitionIndex }: Asked): string {
  return `${topic}/${partitionIndex}`;
}

/** ReplicaManager's timestampMinSupportedVersion. */
const FIRST_VERSIONS: ReadonlyMap<number, number> = new Map([
  [LATEST_TIMESTAMP, 1],
  [EARLIEST_TIMESTAMP, 1],
  [MAX_TIMESTAMP, 7],
  [EARLIEST_LOCAL_TIMESTAMP, 8],
  [LATEST_TIERED_TIMESTAMP, 9],
  [EARLIEST_PENDING_UPLOAD_TIMESTAMP, 11],
]);

function isSupported(timestamp: number, apiVersion: number): boolean {
  return timestamp >= 0 || apiVersion >= (FIRST_VERSIONS.get(timestamp) ?? Number.POSITIVE_INFINITY);
}

function answerFor(broker: BrokerNode, request: ListOffsetsRequest, topic: string, asked: Asked): Answer {
  const partition = partitionByName(broker, topic, asked.partitionIndex);
  if (!partition) return failure(asked, whyNotHostedByName(broker, topic, asked.partitionIndex));
  const epochError = checkLeaderEpoch(partition, asked.currentLeaderEpoch);
  if (epochError !== Errors.NONE) return failure(asked, epochError);
  if (!partition.leads && request.replicaId !== DEBUGGING_REPLICA_ID)
    return failure(asked, Errors.NOT_LEADER_OR_FOLLOWER);
  return offsetFor(partition.log, partition, request, asked);
}

/** Partition.fetchOffsetForTimestamp. */
function offsetFor(log: UnifiedLog, partition: Partition, request: ListOffsetsRequest, asked: Asked): Answer {
  const { timestamp } = asked;
  const isConsumer = request.replicaId === -1;
  const lastFetchable = isConsumer ? lastFetchableOffset(log, request.isolationLevel) : log.logEndOffset;
  const isLagging = isConsumer && partition.leaderEpochStartOffset > fetchHighWatermark(log);
  if (timestamp === LATEST_TIMESTAMP) {
    return isLagging
      ? failure(asked, Errors.OFFSET_NOT_AVAILABLE)
      : found(asked, { timestamp: -1, offset: lastFetchable, leaderEpoch: partition.leaderEpoch });
  }
  const result = listOffset(log, timestamp);
  const isLogStart = timestamp === EARLIEST_TIMESTAMP || timestamp === EARLIEST_LOCAL_TIMESTAMP;
  if (isLogStart && result) return found(asked, result);
  if (result && result.offset < lastFetchable) return found(asked, result);
  return failure(asked, isLagging ? Errors.OFFSET_NOT_AVAILABLE : Errors.NONE);
}

function lastFetchableOffset(log: UnifiedLog, isolationLevel: 0 | 1): Offset {
  return isolationLevel === 1 ? lastStableOffset(log) : fetchHighWatermark(log);
}

function found(
  { partitionIndex }: Asked,
  { timestamp, offset, leaderEpoch }: Pick<Answer, 'timestamp' | 'offset' | 'leaderEpoch'>,
): Answer {
  return { partitionIndex, errorCode: Errors.NONE, timestamp, offset, leaderEpoch };
}

/** Also, without error, for a time from which on there is no record. */
function failure({ partitionIndex }: Asked, errorCode: ErrorCode): Answer {
  return { partitionIndex, errorCode, timestamp: -1, offset: -1, leaderEpoch: -1 };
}
