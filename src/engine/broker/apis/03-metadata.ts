/**
 * Metadata (key 3): brokers that are unfenced, and the partitions' leaders, all from this broker's image,
 * which may lag behind the controller's. A partition without leader says LEADER_NOT_AVAILABLE. Topics may be
 * asked for by id (KIP-516); topics are never created by asking (`auto.create.topics.enable=false`).
 */

import { CLUSTER_OPERATIONS, TOPIC_OPERATIONS } from '../../../protocol/authorized-operations.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  MetadataPartition,
  MetadataRequest,
  MetadataResponse,
} from '../../../protocol/messages/03-metadata.ts';
import {
  type MetadataImage,
  type PartitionRegistration,
  type TopicImage,
  topicByName,
} from '../../controller/metadata-image.ts';
import { CLUSTER_ID, ZERO_UUID } from '../../controller/reserved-ids.ts';
import { invalidTopicName, isInternalTopic } from '../../controller/topic-name.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { aliveBrokers, anyAliveBroker, endpointOf } from '../broker-endpoints.ts';
import { respond } from '../request-channel.ts';

type TopicMetadata = MetadataResponse['topics'][number];

export function handleMetadata(ctx: Ctx, broker: BrokerNode, request: Request<'Metadata'>): void {
  const { image } = broker.disk;
  respond(ctx, broker, request, {
    throttleTimeMs: 0,
    brokers: aliveBrokers(image).map((each) => ({ nodeId: each.brokerId, ...endpointOf(each) })),
    clusterId: CLUSTER_ID,
    controllerId: anyAliveBroker(ctx, broker),
    topics: topicsAsked(image, request.body).map((topic) => withOperations(topic, request.body)),
    errorCode: Errors.NONE,
    ...(request.body.includeClusterAuthorizedOperations && {
      clusterAuthorizedOperations: CLUSTER_OPERATIONS,
    }),
  });
}

/** Of an id that nobody knows no operations are told, of a name they are. */
function withOperations(topic: TopicMetadata, { includeTopicAuthorizedOperations }: MetadataRequest) {
  return includeTopicAuthorizedOperations && topic.errorCode !== Errors.UNKNOWN_TOPIC_ID
    ? { ...topic, topicAuthorizedOperations: TOPIC_OPERATIONS }
    : topic;
}

function topicsAsked(image: MetadataImage, { topics }: MetadataRequest): TopicMetadata[] {
  if (topics === null) return [...image.topics.values()].map((topic) => describeTopic(image, topic));
  const ids = new Set(topics.map(({ topicId }) => topicId));
  ids.delete(ZERO_UUID);
  // Asked for one topic by id, Kafka looks at no names.
  if (ids.size > 0) return [...ids].map((topicId) => topicById(image, topicId));
  return [...new Set(topics.map(({ name }) => name))].map((name) => namedTopic(image, name));
}

function topicById(image: MetadataImage, topicId: string): TopicMetadata {
  const topic = image.topics.get(topicId);
  return topic ? describeTopic(image, topic) : unknown(null, topicId, Errors.UNKNOWN_TOPIC_ID);
}

function namedTopic(image: MetadataImage, name: string | null): TopicMetadata {
  const topic = topicByName(image, name ?? '');
  if (topic) return describeTopic(image, topic);
  const isValid = name !== null && invalidTopicName(name) === null;
  return unknown(
    name,
    ZERO_UUID,
    isValid ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION,
  );
}

function unknown(name: string | null, topicId: string, errorCode: ErrorCode): TopicMetadata {
  return { errorCode, name, topicId, isInternal: name !== null && isInternalTopic(name), partitions: [] };
}

function describeTopic(image: MetadataImage, { topicId, name, partitions }: TopicImage): TopicMetadata {
  return {
    errorCode: Errors.NONE,
    name,
    topicId,
    isInternal: isInternalTopic(name),
    partitions: partitions.map((partition, index) => describePartition(image, partition, index)),
  };
}

export function describePartition(
  image: MetadataImage,
  { leader, leaderEpoch, replicas, isr }: PartitionRegistration,
  partitionIndex: number,
): MetadataPartition {
  const hasLeader = image.brokers.has(leader);
  return {
    errorCode: hasLeader ? Errors.NONE : Errors.LEADER_NOT_AVAILABLE,
    partitionIndex,
    leaderId: hasLeader ? leader : -1,
    leaderEpoch,
    replicaNodes: replicas,
    isrNodes: isr,
    offlineReplicas: replicas.filter((replica) => image.brokers.get(replica)?.fenced !== false),
  };
}
