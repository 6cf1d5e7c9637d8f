import { stringHashCode } from '../../kernel/java-hash-order.ts';

/** One partition of a topic, as Kafka's clients name it (`TopicPartition`). */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** As Kafka prints it, and a key for maps: no two partitions have the same one. */
export function topicPartitionName({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

/** By UTF-16 code unit, as Java's `String.compareTo`: the same in every locale. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By topic, then by partition (`TopicPartitionComparator`). */
export function compareTopicPartitions(a: TopicPartition, b: TopicPartition): number {
  return compareStrings(a.topic, b.topic) || a.partition - b.partition;
}

/** `TopicPartition.hashCode()`, int32. */
export function topicPartitionHashCode({ topic, partition }: TopicPartition): number {
  return (Math.imul(31, 31 + partition) + stringHashCode(topic)) | 0;
}
