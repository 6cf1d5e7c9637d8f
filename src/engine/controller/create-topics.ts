/** CreateTopics at the controller. After Kafka's ControllerApis and ReplicationControlManager.createTopics. */
import { Errors } from '../../protocol/errors.ts';
import type { CreateTopicsRequest, CreateTopicsResponse } from '../../protocol/messages/19-create-topics.ts';
import { RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { Ctx } from '../ctx.ts';
import { type ApiError, apiError, duplicatesOf } from './api-error.ts';
import { alterResource } from './configuration-control-manager.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { resolveEffectiveTopicConfigs } from './kafka-config-schema.ts';
import {
  invalidManualAssignment,
  type NewPartition,
  partitionRecord,
  placeNewPartitions,
  withIsr,
} from './replica-assignment.ts';
import { ZERO_UUID } from './reserved-ids.ts';
import { CLUSTER_METADATA_TOPIC, collidingTopic, invalidTopicName } from './topic-name.ts';
import { randomUuid } from './uuid.ts';

type CreatableTopic = CreateTopicsRequest['topics'][number];
type CreatableTopicResult = CreateTopicsResponse['topics'][number];

/** Each topic is created or refused for itself. */
export function createTopics(
  ctx: Ctx,
  controller: ControllerNode,
  request: CreateTopicsRequest,
): ControllerResult<CreateTopicsResponse> {
  const duplicates = duplicatesOf(request.topics.map(({ name }) => name));
  const records: MetadataRecord[] = [];
  const topics: CreatableTopicResult[] = [];
  for (const topic of request.topics) {
    if (duplicates.includes(topic.name)) continue;
    const created = createTopic(ctx, controller, topic);
    if ('error' in created) {
      topics.push(refused(topic.name, created));
    } else {
      records.push(...created.records);
      topics.push(created.result);
    }
  }
  for (const name of duplicates)
    topics.push(refused(name, apiError(Errors.INVALID_REQUEST, 'Duplicate topic name.')));
  return { records: request.validateOnly ? [] : records, response: { throttleTimeMs: 0, topics } };
}

interface CreatedTopic {
  readonly records: readonly MetadataRecord[];
  readonly result: CreatableTopicResult;
}

function createTopic(ctx: Ctx, controller: ControllerNode, topic: CreatableTopic): CreatedTopic | ApiError {
  const refusal = invalidName(controller, topic.name);
  if (refusal) return refusal;
  const configRecords = creationConfigs(controller, topic);
  if ('error' in configRecords) return configRecords;
  const partitions =
    topic.assignments.length > 0
      ? assignedPartitions(controller, topic)
      : placedPartitions(ctx, controller, topic);
  if ('error' in partitions) return partitions;
  const topicId = randomUuid(ctx, controller);
  return {
    records: [
      { type: 'TopicRecord', name: topic.name, topicId },
      ...configRecords,
      ...partitions.map((partition, partitionId) => partitionRecord(topicId, partitionId, partition)),
    ],
    result: {
      name: topic.name,
      topicId,
      errorCode: Errors.NONE,
      errorMessage: null,
      numPartitions: partitions.length,
      replicationFactor: partitions[0]!.replicas.length,
      configs: resolveEffectiveTopicConfigs(controller.image, controller.configs, givenConfigs(topic)),
    },
  };
}

function invalidName({ image }: ControllerNode, name: string): ApiError | null {
  if (name === CLUSTER_METADATA_TOPIC)
    return apiError(Errors.INVALID_REQUEST, `Creation of internal topic ${name} is prohibited.`);
  // That the topic exists is said before anything else that is wrong with the name.
  if (image.topicIds.has(name))
    return apiError(Errors.TOPIC_ALREADY_EXISTS, `Topic '${name}' already exists.`);
  const colliding = collidingTopic(name, image.topicIds.keys());
  if (colliding !== null) {
    return apiError(
      Errors.INVALID_TOPIC_EXCEPTION,
      `Topic '${name}' collides with existing topic: ${colliding}`,
    );
  }
  const reason = invalidTopicName(name);
  return reason ? apiError(Errors.INVALID_TOPIC_EXCEPTION, reason) : null;
}

function creationConfigs(
  controller: ControllerNode,
  topic: CreatableTopic,
): readonly MetadataRecord[] | ApiError {
  const nulls = topic.configs.filter(({ value }) => value === null).map(({ name }) => name);
  if (nulls.length > 0)
    return apiError(Errors.INVALID_CONFIG, `Null value not supported for topic configs: ${nulls.join(',')}`);
  if (topic.configs.length === 0) return [];
  const configs = topic.configs.map(({ name, value }) => ({ name, configOperation: 0 as const, value }));
  const resource = { resourceType: RESOURCE_TOPIC, resourceName: topic.name, configs };
  return alterResource(controller, resource, true);
}

function givenConfigs({ configs }: CreatableTopic): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const { name, value } of configs) if (value !== null) given.set(name, value);
  return given;
}

function placedPartitions(
  ctx: Ctx,
  controller: ControllerNode,
  topic: CreatableTopic,
): readonly NewPartition[] | ApiError {
  if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
    return apiError(
      Errors.INVALID_REPLICATION_FACTOR,
      'Replication factor must be larger than 0, or -1 to use the default value.',
    );
  }
  if (topic.numPartitions < -1 || topic.numPartitions === 0) {
    return apiError(
      Errors.INVALID_PARTITIONS,
      'Number of partitions was set to an invalid non-positive value.',
    );
  }
  const { configs } = controller;
  const numPartitions = topic.numPartitions === -1 ? configs['num.partitions'] : topic.numPartitions;
  const replicationFactor =
    topic.replicationFactor === -1 ? configs['default.replication.factor'] : topic.replicationFactor;
  const placed = placeNewPartitions(ctx, controller, numPartitions, replicationFactor);
  if (!('refused' in placed)) return placed;
  const message = `Unable to replicate the partition ${replicationFactor} time(s): ${placed.refused}`;
  return apiError(Errors.INVALID_REPLICATION_FACTOR, message);
}

function assignedPartitions(
  { image }: ControllerNode,
  { assignments, numPartitions, replicationFactor }: CreatableTopic,
): readonly NewPartition[] | ApiError {
  if (replicationFactor !== -1) return notBoth('replication factor');
  if (numPartitions !== -1) return notBoth('numPartitions');
  const partitions: NewPartition[] = [];
  let factor: number | undefined;
  for (const { partitionIndex, brokerIds } of assignments) {
    if (partitions[partitionIndex]) {
      return apiError(
        Errors.INVALID_REPLICA_ASSIGNMENT,
        `Found multiple manual partition assignments for partition ${partitionIndex}`,
      );
    }
    const invalid = invalidManualAssignment(image, brokerIds, factor);
    if (invalid) return invalid;
    factor = brokerIds.length;
    const partition = withIsr(image, brokerIds);
    if (partition.isr.length === 0) return allOffline(partitionIndex);
    partitions[partitionIndex] = partition;
  }
  return assignments.every((_, index) => partitions[index])
    ? partitions
    : apiError(
        Errors.INVALID_REPLICA_ASSIGNMENT,
        'partitions should be a consecutive 0-based integer sequence',
      );
}

function notBoth(field: string): ApiError {
  const message = `A manual partition assignment was specified, but ${field} was not set to -1.`;
  return apiError(Errors.INVALID_REQUEST, message);
}

/** Every broker named for a partition is fenced or stopping. */
export function allOffline(partitionIndex: number): ApiError {
  return apiError(
    Errors.INVALID_REPLICA_ASSIGNMENT,
    `All brokers specified in the manual partition assignment for partition ${partitionIndex} are fenced or ` +
      'in controlled shutdown.',
  );
}

function refused(name: string, { error, message }: ApiError): CreatableTopicResult {
  return {
    name,
    topicId: ZERO_UUID,
    errorCode: error,
    errorMessage: message,
    numPartitions: -1,
    replicationFactor: -1,
    configs: [],
  };
}
