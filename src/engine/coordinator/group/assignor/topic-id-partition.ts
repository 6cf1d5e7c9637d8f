import { uuidHashCode } from './uuid-order.ts';

/** One partition by its topic's id (`TopicIdPartition`). */
export interface TopicIdPartition {
  readonly topicId: string;
  readonly partition: number;
}

/** `TopicIdPartition.hashCode()`, int32. */
export function topicIdPartitionHashCode({ topicId, partition }: TopicIdPartition): number {
  return (Math.imul(31, uuidHashCode(topicId)) + partition) | 0;
}

/** Gives out one and the same object for a partition each time, so that sets and maps can hold partitions. */
export type PartitionTable = (topicId: string, partition: number) => TopicIdPartition;

export function createPartitionTable(): PartitionTable {
  const byTopicId = new Map<string, TopicIdPartition[]>();
  return (topicId, partition) => {
    const partitions = byTopicId.get(topicId) ?? [];
    byTopicId.set(topicId, partitions);
    partitions[partition] ??= { topicId, partition };
    return partitions[partition];
  };
}
