/**
 * ListOffsets (key 2), v10.
 * - Latest is the high watermark for consumers and the log's end for followers; earliest the log's start.
 * - A time, or the largest timestamp: nothing at or beyond what the asker may read.
 * - OFFSET_NOT_AVAILABLE while a new leader's high watermark has not reached the start of its own epoch: an
 *   earlier leader may have told a later one (KIP-207).
 */
import type { Offset } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  type ListOffsetsRequest,
  type ListOffsetsResponse,
} from '../../../protocol/messages/02-list-offsets.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import type { Ctx } from '../../ctx.ts';
import { fetchHighWatermark, lastStableOffset } from '../../log/high-watermark.ts';
import { listOffset } from '../../log/list-offsets.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import type { Request } from '../../network/message.ts';
import { checkLeaderEpoch, partitionById, whyNotHosted } from '../../replica/hosted-partition.ts';
import type { Partition } from '../../replica/partition.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type AskedTopic = ListOffsetsRequest['topics'][number];
type Asked = AskedTopic['partitions'][number];
type Answer = ListOffsetsResponse['topics'][number]['partitions'][number];

export function handleListOffsets(ctx: Ctx, broker: BrokerNode, request: Request<'ListOffsets'>): void {
  const { body } = request;
  const topics = body.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((asked) => answerFor(broker, body, name, asked)),
  }));
  respond(ctx, broker, request, { throttleTimeMs: 0, topics });
}

function answerFor(broker: BrokerNode, request: ListOffsetsRequest, topic: string, asked: Asked): Answer {
  const topicId = topicByName(broker.disk.image, topic)?.topicId;
  if (topicId === undefined) return failure(asked, Errors.UNKNOWN_TOPIC_OR_PARTITION);
  const partition = partitionById(broker, topicId, asked.partitionIndex);
  if (!partition) return failure(asked, whyNotHosted(broker, topicId, asked.partitionIndex));
  const epochError = checkLeaderEpoch(partition, asked.currentLeaderEpoch);
  if (epochError !== Errors.NONE) return failure(asked, epochError);
  if (!partition.leads) return failure(asked, Errors.NOT_LEADER_OR_FOLLOWER);
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
  if (timestamp === EARLIEST_TIMESTAMP && result) return found(asked, result);
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
