/** CreatePartitions at the controller: a topic only grows. After Kafka's ReplicationControlManager.createPartitions. */
import { Errors } from '../../protocol/errors.ts';
import type {
  CreatePartitionsRequest,
  CreatePartitionsResponse,
} from '../../protocol/messages/37-create-partitions.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { Ctx } from '../ctx.ts';
import { type ApiError, apiError, duplicatesOf } from './api-error.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { allOffline } from './create-topics.ts';
import { type TopicImage, topicByName } from './metadata-image.ts';
import {
  invalidManualAssignment,
  type NewPartition,
  partitionRecord,
  placeNewPartitions,
  withIsr,
} from './replica-assignment.ts';

type GrowingTopic = CreatePartitionsRequest['topics'][number];
type Result = CreatePartitionsResponse['results'][number];

export function createPartitions(
  ctx: Ctx,
  controller: ControllerNode,
  request: CreatePartitionsRequest,
): ControllerResult<CreatePartitionsResponse> {
  const duplicates = duplicatesOf(request.topics.map(({ name }) => name));
  const results: Result[] = duplicates.map((name) => ({
    name,
    errorCode: Errors.INVALID_REQUEST,
    errorMessage: 'Duplicate topic name.',
  }));
  const records: MetadataRecord[] = [];
  for (const growing of request.topics) {
    if (duplicates.includes(growing.name)) continue;
    const added = grow(ctx, controller, growing);
    const { error, message } = 'error' in added ? added : apiError(Errors.NONE);
    if (!('error' in added)) records.push(...added);
    results.push({ name: growing.name, errorCode: error, errorMessage: message });
  }
  return { records: request.validateOnly ? [] : records, response: { throttleTimeMs: 0, results } };
}

function grow(
  ctx: Ctx,
  controller: ControllerNode,
  growing: GrowingTopic,
): readonly MetadataRecord[] | ApiError {
  const topic = topicByName(controller.image, growing.name);
  if (!topic) return apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION);
  const existing = topic.partitions.length;
  if (growing.count === existing)
    return apiError(Errors.INVALID_PARTITIONS, `Topic already has ${existing} partition(s).`);
  if (growing.count < existing) {
    return apiError(
      Errors.INVALID_PARTITIONS,
      `The topic ${growing.name} currently has ${existing} partition(s); ${growing.count} would not be an increase.`,
    );
  }
  const added = growing.assignments
    ? assignedPartitions(controller, topic, growing.count, growing.assignments)
    : placedPartitions(ctx, controller, topic, growing.count);
  if ('error' in added) return added;
  return added.map((partition, index) => partitionRecord(topic.topicId, existing + index, partition));
}

function placedPartitions(
  ctx: Ctx,
  controller: ControllerNode,
  topic: TopicImage,
  count: number,
): readonly NewPartition[] | ApiError {
  const replicationFactor = topic.partitions[0]!.replicas.length;
  const placed = placeNewPartitions(ctx, controller, count - topic.partitions.length, replicationFactor);
  return 'refused' in placed ? apiError(Errors.INVALID_REPLICATION_FACTOR, placed.refused) : placed;
}

function assignedPartitions(
  { image }: ControllerNode,
  topic: TopicImage,
  count: number,
  assignments: NonNullable<GrowingTopic['assignments']>,
): readonly NewPartition[] | ApiError {
  const first = topic.partitions.length;
  const additional = count - first;
  if (assignments.length !== additional) {
    return apiError(
      Errors.INVALID_REPLICA_ASSIGNMENT,
      `Attempted to add ${additional} additional partition(s), but only ${assignments.length} assignment(s) ` +
        'were specified.',
    );
  }
  const partitions: NewPartition[] = [];
  for (const [index, { brokerIds }] of assignments.entries()) {
    const invalid = invalidManualAssignment(image, brokerIds, topic.partitions[0]!.replicas.length);
    if (invalid) return invalid;
    const partition = withIsr(image, brokerIds);
    if (partition.isr.length === 0) return allOffline(first + index);
    partitions.push(partition);
  }
  return partitions;
}
