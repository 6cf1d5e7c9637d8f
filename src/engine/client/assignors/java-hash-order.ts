/**
 * The order in which a java.util.HashMap or HashSet hands out its keys. Kafka's sticky assignors go through
 * such maps where the order decides, for example who of several members keeps the odd partition. Going the
 * same way gives the very assignment that Kafka gives to members of these names, and the same one in every
 * run.
 */
import type { TopicPartition } from '../topic-partition.ts';

const DEFAULT_CAPACITY = 16;

/**
 * Keys in order of their bucket, those of one bucket as they stand in `keys`. The map is one that was made
 * without a capacity and has never held more; beyond eight keys a bucket Java's order is another.
 */
export function inHashMapOrder<Key>(keys: readonly Key[], hashCode: (key: Key) => number): Key[] {
  let capacity = DEFAULT_CAPACITY;
  // A HashMap doubles as soon as it is more than three quarters full.
  while (keys.length > capacity * 0.75) capacity *= 2;
  const bucket = (key: Key) => {
    const hash = hashCode(key);
    return (hash ^ (hash >>> 16)) & (capacity - 1);
  };
  return [...keys].sort((a, b) => bucket(a) - bucket(b));
}

/** `String.hashCode()`, int32. */
export function stringHashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

/** `TopicPartition.hashCode()`, int32. */
export function topicPartitionHashCode({ topic, partition }: TopicPartition): number {
  return (Math.imul(31, 31 + partition) + stringHashCode(topic)) | 0;
}
