/**
 * DescribeTopicPartitions (key 75): topics by name, in pages of so many partitions (KIP-966). A page ends where the
 * next one begins, also in the middle of a topic. Unknown topics take no room on a page.
 */
import { TOPIC_OPERATIONS } from '../../../protocol/authorized-operations.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../../protocol/messages/15-describe-groups.ts';
import type {
  Cursor,
  DescribedTopic,
  DescribeTopicPartitionsRequest,
  DescribeTopicPartitionsResponse,
} from '../../../protocol/messages/75-describe-topic-partitions.ts';
import {
  type MetadataImage,
  type PartitionRegistration,
  type TopicImage,
  topicByName,
} from '../../controller/metadata-image.ts';
import { ZERO_UUID } from '../../controller/reserved-ids.ts';
import { invalidTopicName, isInternalTopic } from '../../controller/topic-name.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';
import { describePartition } from './03-metadata.ts';

/** `max.request.partition.size.limit` */
const MAX_PARTITIONS = 2000;

export function handleDescribeTopicPartitions(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeTopicPartitions'>,
): void {
  const { body } = request;
  const answer = isCursorValid(body) ? pageOf(broker.disk.image, body) : refused(body);
  respond(ctx, broker, request, answer);
}

/** It must be at one of the topics, if any are named. */
function isCursorValid({ topics, cursor }: DescribeTopicPartitionsRequest): boolean {
  if (cursor === null) return true;
  if (topics.length > 0 && !topics.some(({ name }) => name === cursor.topicName)) return false;
  return cursor.partitionIndex >= 0;
}

function refused({ topics }: DescribeTopicPartitionsRequest): DescribeTopicPartitionsResponse {
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name }) => ({
      ...describedTopic(name, ZERO_UUID, Errors.INVALID_REQUEST),
      isInternal: false,
      topicAuthorizedOperations: NO_AUTHORIZED_OPERATIONS,
    })),
    nextCursor: null,
  };
}

function pageOf(
  image: MetadataImage,
  request: DescribeTopicPartitionsRequest,
): DescribeTopicPartitionsResponse {
  const { cursor } = request;
  let room = Math.max(Math.min(MAX_PARTITIONS, request.responsePartitionLimit), 1);
  const topics: DescribedTopic[] = [];
  for (const name of namesAsked(image, request)) {
    if (room === 0) return page(topics, { topicName: name, partitionIndex: 0 });
    const topic = topicByName(image, name);
    if (!topic) {
      topics.push(describedTopic(name, ZERO_UUID, whyUnknown(name)));
      continue;
    }
    const from = name === cursor?.topicName ? cursor.partitionIndex : 0;
    const described = describeFrom(image, topic, from, room);
    topics.push(described);
    const next = from + described.partitions.length;
    if (next < topic.partitions.length) return page(topics, { topicName: name, partitionIndex: next });
    room -= described.partitions.length;
  }
  return page(topics, null);
}

function page(topics: DescribedTopic[], nextCursor: Cursor | null): DescribeTopicPartitionsResponse {
  return { throttleTimeMs: 0, topics, nextCursor };
}

/** Each once, from the cursor's on. */
function namesAsked(image: MetadataImage, { topics, cursor }: DescribeTopicPartitionsRequest): string[] {
  const names = topics.length > 0 ? topics.map(({ name }) => name) : [...image.topicIds.keys()];
  return [...new Set(names)].filter((name) => cursor === null || name >= cursor.topicName).sort();
}

function whyUnknown(name: string): ErrorCode {
  return invalidTopicName(name) === null ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION;
}

function describedTopic(name: string, topicId: string, errorCode: ErrorCode): DescribedTopic {
  return {
    errorCode,
    name,
    topicId,
    isInternal: isInternalTopic(name),
    partitions: [],
    topicAuthorizedOperations: TOPIC_OPERATIONS,
  };
}

function describeFrom(image: MetadataImage, topic: TopicImage, from: number, room: number): DescribedTopic {
  const partitions = topic.partitions
    .slice(from, from + room)
    .map((partition, index) => describeWithElr(image, partition, from + index));
  return { ...describedTopic(topic.name, topic.topicId, Errors.NONE), partitions };
}

function describeWithElr(image: MetadataImage, partition: PartitionRegistration, index: number) {
  return {
    ...describePartition(image, partition, index),
    eligibleLeaderReplicas: partition.elr,
    lastKnownElr: partition.lastKnownElr,
  };
}
