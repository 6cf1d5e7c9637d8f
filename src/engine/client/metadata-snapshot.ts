/** How the topics of a Metadata response become a client's knowledge (Metadata.handleMetadataResponse). */
import { Errors } from '../../protocol/errors.ts';
import type { MetadataPartition, MetadataResponse } from '../../protocol/messages/03-metadata.ts';
import type { ClientMetadata, PartitionMetadata, TopicMetadata } from './client-metadata.ts';
import { isInvalidMetadata } from './error-classes.ts';

interface Merged {
  /** Topics of which something is now known otherwise. */
  readonly changed: string[];
  /** Whether a part of the answer is itself of no use yet (a partition without a leader), so one has to ask again. */
  readonly invalid: boolean;
}

/**
 * Replaces what was known of topics by what the response says, except that a partition's leader epoch never
 * goes back: a broker that is behind answers with an older leader, and is not believed. A topic with another
 * id is another topic, and begins anew.
 */
export function mergeTopics(metadata: ClientMetadata, answered: MetadataResponse['topics']): Merged {
  const before = metadata.topics;
  const changed: string[] = [];
  let invalid = false;
  metadata.topics = new Map();
  for (const topic of answered) {
    if (topic.name === null) continue;
    const known = before.get(topic.name);
    const next = mergeTopic(metadata, known, topic.name, topic);
    metadata.topics.set(topic.name, next);
    if (!known || !isSameTopic(known, next)) changed.push(topic.name);
    invalid ||=
      isInvalidMetadata(topic.errorCode) || topic.partitions.some((p) => isInvalidMetadata(p.errorCode));
  }
  for (const name of before.keys()) if (!metadata.topics.has(name)) changed.push(name);
  metadata.topicNames = new Map();
  for (const { topicId, name, error } of metadata.topics.values())
    if (error === Errors.NONE) metadata.topicNames.set(topicId, name);
  return { changed, invalid };
}

function mergeTopic(
  metadata: ClientMetadata,
  known: TopicMetadata | undefined,
  name: string,
  answered: MetadataResponse['topics'][number],
): TopicMetadata {
  const { topicId, errorCode } = answered;
  if (errorCode !== Errors.NONE) return { name, topicId, error: errorCode, partitions: [] };
  const partitions: PartitionMetadata[] = [];
  for (const partition of answered.partitions) {
    const earlier = known?.topicId === topicId ? known.partitions[partition.partitionIndex] : undefined;
    if (!earlier || partition.leaderEpoch > earlier.lastSeenLeaderEpoch) forgetBackoff(metadata);
    partitions[partition.partitionIndex] =
      earlier && partition.leaderEpoch < earlier.lastSeenLeaderEpoch ? earlier : asKnown(partition);
  }
  return { name, topicId, error: Errors.NONE, partitions };
}

/** The answer made progress, so further updates need not slow down. */
function forgetBackoff(metadata: ClientMetadata): void {
  metadata.equivalentResponseCount = 0;
}

function asKnown(partition: MetadataPartition): PartitionMetadata {
  return {
    leaderId: partition.leaderId,
    leaderEpoch: partition.leaderEpoch,
    replicas: partition.replicaNodes,
    isr: partition.isrNodes,
    lastSeenLeaderEpoch: partition.leaderEpoch,
  };
}

/** Whether two states of knowledge of a topic lead to the same requests. */
function isSameTopic(a: TopicMetadata, b: TopicMetadata): boolean {
  return (
    a.topicId === b.topicId &&
    a.error === b.error &&
    a.partitions.length === b.partitions.length &&
    a.partitions.every((partition, index) => isSamePartition(partition, b.partitions[index]!))
  );
}

function isSamePartition(a: PartitionMetadata, b: PartitionMetadata): boolean {
  return a.leaderId === b.leaderId && a.leaderEpoch === b.leaderEpoch;
}
