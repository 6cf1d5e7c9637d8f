import { compareStrings, type TopicPartition } from '../topic-partition.ts';
import type { MemberSubscription, TopicInfo, Topics } from './assignor.ts';

/** A topic to be divided. There is one object a partition, so partitions can be compared by identity. */
export interface SubscribedTopic {
  readonly topic: string;
  /** Partition n is at index n. */
  readonly partitions: readonly TopicPartition[];
  /** The racks that hold a replica, by partition like `partitions`. */
  readonly replicaRacks: readonly ReadonlySet<string>[];
}

/** The topics that somebody subscribed to and that exist, in order of name. */
export type SubscribedTopics = ReadonlyMap<string, SubscribedTopic>;

export function subscribedTopics(topics: Topics, members: readonly MemberSubscription[]): SubscribedTopics {
  const names = new Set(members.flatMap((member) => member.topics));
  const subscribed = new Map<string, SubscribedTopic>();
  for (const topic of [...names].sort(compareStrings)) {
    const info = topics.get(topic);
    if (info && info.partitions > 0) subscribed.set(topic, subscribedTopic(topic, info));
  }
  return subscribed;
}

function subscribedTopic(topic: string, { partitions, replicaRacks }: TopicInfo): SubscribedTopic {
  return {
    topic,
    partitions: Array.from({ length: partitions }, (_, partition) => ({ topic, partition })),
    replicaRacks: Array.from({ length: partitions }, (_, partition) => racksOf(replicaRacks?.[partition])),
  };
}

function racksOf(replicas: readonly (string | null)[] = []): Set<string> {
  return new Set(replicas.filter((rack) => rack !== null));
}
