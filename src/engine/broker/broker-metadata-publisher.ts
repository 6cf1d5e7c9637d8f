/**
 * Tells the rest of the broker what the metadata says: which replicas it has and who leads them, and what their
 * configs are. After Kafka's BrokerMetadataPublisher.
 */
import type { TopicImage } from '../controller/metadata-image.ts';
import { onTopicDeleted } from '../coordinator/group/coordinator-partitions.ts';
import type { Ctx } from '../ctx.ts';
import { applyPartitionState, loadOnStart, updateLogConfigs } from '../replica/replica-manager.ts';
import { shareGroups } from '../share/share-groups.ts';
import type { BrokerNode } from './broker.ts';
import type { MetadataDelta } from './metadata-delta.ts';

/** A process that has caught up sets up every replica by its image, and deletes what is no longer its own. */
export function publishFirst(ctx: Ctx, broker: BrokerNode): void {
  broker.metadataFetcher.published = true;
  loadOnStart(ctx, broker);
  deleteStrayReplicas(ctx, broker);
  for (const topic of broker.disk.image.topics.values()) {
    for (const partition of topic.partitions.keys()) applyPartition(ctx, broker, topic, partition);
  }
}

export function publishChanges(ctx: Ctx, broker: BrokerNode, delta: MetadataDelta): void {
  const { image } = broker.disk;
  for (const topic of delta.removedTopics) removeTopic(ctx, broker, topic);
  for (const topic of image.topics.values()) {
    if (delta.brokerConfigs || delta.topicConfigs.has(topic.name))
      updateLogConfigs(ctx, broker, topic.topicId);
  }
  for (const { topicId, partition } of delta.partitions.values()) {
    const topic = image.topics.get(topicId);
    if (topic) applyPartition(ctx, broker, topic, partition);
  }
  if (delta.hasNewTopics) broker.groupCoordinator.newTopicsVersion = broker.disk.metadataOffset;
  for (const topic of delta.removedTopics) {
    onTopicDeleted(ctx, broker, topic.name);
    if (broker.share) shareGroups.rules().onShareTopicDeleted(ctx, broker, topic.topicId);
  }
}

function applyPartition(ctx: Ctx, broker: BrokerNode, topic: TopicImage, partition: number): void {
  const registration = topic.partitions[partition]!;
  applyPartitionState(ctx, broker, { topicId: topic.topicId, topic: topic.name, partition }, registration);
}

function removeTopic(ctx: Ctx, broker: BrokerNode, topic: TopicImage): void {
  for (const [partition, { replicas }] of topic.partitions.entries()) {
    if (!replicas.includes(broker.brokerId)) continue;
    applyPartitionState(ctx, broker, { topicId: topic.topicId, topic: topic.name, partition }, null);
  }
}

/** Logs of topics that were deleted while the process was down. */
function deleteStrayReplicas(ctx: Ctx, broker: BrokerNode): void {
  const { image, logs } = broker.disk;
  for (const topicPartition of [...logs.keys()]) {
    const at = topicPartition.lastIndexOf(':');
    const topicId = topicPartition.slice(0, at);
    const partition = Number(topicPartition.slice(at + 1));
    const topic = image.topics.get(topicId);
    if (topic?.partitions[partition]?.replicas.includes(broker.brokerId)) continue;
    applyPartitionState(ctx, broker, { topicId, topic: topic?.name ?? topicId, partition }, null);
  }
}
