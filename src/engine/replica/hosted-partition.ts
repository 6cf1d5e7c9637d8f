/** Finding a partition on this broker, and what to say when it is not here (ReplicaManager.getPartitionOrError). */
import type { LeaderEpoch } from '../../kernel/brand.ts';
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { CachedPartition } from '../broker/fetch-session.ts';
import { NO_LEADER, partitionOf, topicByName } from '../controller/metadata-image.ts';
import type { Partition } from './partition.ts';

export function topicPartitionKey(topicId: string, partition: number): string {
  return `${topicId}:${partition}`;
}

export function getPartition(broker: BrokerNode, topicPartition: string): Partition | undefined {
  return broker.replicaManager.partitions.get(topicPartition);
}

/** The same by id and number. Hot: the key's string is made once a partition, not once a request. */
export function partitionById(broker: BrokerNode, topicId: string, partition: number): Partition | undefined {
  const key = broker.replicaManager.keys.get(topicId)?.[partition];
  return key === undefined ? undefined : broker.replicaManager.partitions.get(key);
}

/** The replica that a fetch means, noted with it for the next time; undefined: none is here. */
export function findHosted(broker: BrokerNode, cached: CachedPartition): Partition | undefined {
  const topicId = topicIdOf(broker, cached);
  const hosted = topicId === undefined ? undefined : partitionById(broker, topicId, cached.partition);
  cached.hosted = hosted ?? null;
  cached.isWatching = false;
  return hosted;
}

/** Undefined also when the topic of that name is another one now. */
function topicIdOf({ disk: { image } }: BrokerNode, { topicId, topic }: CachedPartition): string | undefined {
  return topicId === ZERO_UUID ? topicByName(image, topic!)?.topicId : topicId;
}

interface WhyUnknown {
  readonly error: ErrorCode;
  /** Whether the metadata has a partition of that name and number. */
  readonly isOfMetadata: boolean;
}

/** Once the topic's name is known the partition is looked for by it, also when the topic has gone (as in Kafka). */
export function whyUnknown(broker: BrokerNode, cached: CachedPartition): WhyUnknown {
  const { image } = broker.disk;
  const { topicId, partition } = cached;
  cached.topic ??= image.topics.get(topicId)?.name ?? null;
  if (cached.topic === null) return { error: Errors.UNKNOWN_TOPIC_ID, isOfMetadata: false };
  const topic = topicByName(image, cached.topic);
  if (!topic?.partitions[partition]) return { error: Errors.UNKNOWN_TOPIC_OR_PARTITION, isOfMetadata: false };
  const isAnother = partitionById(broker, topic.topicId, partition) !== undefined;
  const error = isAnother ? Errors.INCONSISTENT_TOPIC_ID : Errors.NOT_LEADER_OR_FOLLOWER;
  return { error, isOfMetadata: true };
}

/** Why a partition is not on this broker: nobody knows it, or its replicas are elsewhere. */
export function whyNotHosted(broker: BrokerNode, topicId: string, partition: number): ErrorCode {
  const topic = broker.disk.image.topics.get(topicId);
  if (!topic) return Errors.UNKNOWN_TOPIC_ID;
  return topic.partitions[partition] ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION;
}

/** By the topic's name, as APIs without topic ids ask. */
export function partitionByName(broker: BrokerNode, topic: string, partition: number): Partition | undefined {
  const topicId = topicByName(broker.disk.image, topic)?.topicId;
  return topicId === undefined ? undefined : partitionById(broker, topicId, partition);
}

export function whyNotHostedByName(broker: BrokerNode, topic: string, partition: number): ErrorCode {
  const isKnown = topicByName(broker.disk.image, topic)?.partitions[partition] !== undefined;
  return isKnown ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION;
}

export interface CurrentLeader {
  readonly leaderId: number;
  readonly leaderEpoch: LeaderEpoch;
}

export const UNKNOWN_LEADER: CurrentLeader = { leaderId: NO_LEADER, leaderEpoch: -1 };

/** Who leads now as far as this broker knows: sent along with NOT_LEADER_OR_FOLLOWER and the like (KIP-951). */
export function currentLeader(broker: BrokerNode, topicId: string, partition: number): CurrentLeader {
  const hosted = partitionById(broker, topicId, partition);
  if (hosted) return { leaderId: hosted.leaderId, leaderEpoch: hosted.leaderEpoch };
  const registration = partitionOf(broker.disk.image, topicId, partition);
  return registration
    ? { leaderId: registration.leader, leaderEpoch: registration.leaderEpoch }
    : UNKNOWN_LEADER;
}

/** Whether the asker's idea of the leader epoch is ours; -1: it has none (Partition.checkCurrentLeaderEpoch). */
export function checkLeaderEpoch(partition: Partition, askersEpoch: LeaderEpoch): ErrorCode {
  if (askersEpoch < 0 || askersEpoch === partition.leaderEpoch) return Errors.NONE;
  return askersEpoch < partition.leaderEpoch ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
}
