/** What a member holds: partitions by topic id, each with the member epoch at which it was given to the member. */
import type { AssignedTopicPartitions } from '../../../../protocol/coordinator-records.ts';
import type { TopicIdPartitions } from '../../../../protocol/messages/68-consumer-group-heartbeat.ts';

export type PartitionEpochs = ReadonlyMap<string, ReadonlyMap<number, number>>;

export const NO_PARTITIONS: PartitionEpochs = new Map();

export function holds(held: PartitionEpochs, topicId: string, partition: number): boolean {
  return held.get(topicId)?.has(partition) ?? false;
}

export function isSamePartitionEpochs(a: PartitionEpochs, b: PartitionEpochs): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [topicId, partitions] of a) {
    const others = b.get(topicId);
    if (others?.size !== partitions.size) return false;
    for (const [partition, epoch] of partitions) if (others.get(partition) !== epoch) return false;
  }
  return true;
}

/** Whether every partition named is held. */
export function isSubset(owned: readonly TopicIdPartitions[] | null, held: PartitionEpochs): boolean {
  if (owned === null) return false;
  return owned.every(
    ({ topicId, partitions }) =>
      held.has(topicId) && partitions.every((partition) => holds(held, topicId, partition)),
  );
}

/** All partitions with one and the same epoch. */
export function withEpoch(
  partitionsByTopic: Iterable<readonly [topicId: string, partitions: Iterable<number>]>,
  epoch: number,
): PartitionEpochs {
  const held = new Map<string, ReadonlyMap<number, number>>();
  for (const [topicId, partitions] of partitionsByTopic) {
    const epochs = new Map(Array.from(partitions, (partition) => [partition, epoch] as const));
    if (epochs.size > 0) held.set(topicId, epochs);
  }
  return held;
}

/** Epoch 0 everywhere: whoever takes the place of a static member may commit from the beginning. */
export function resetEpochs(held: PartitionEpochs): PartitionEpochs {
  return withEpoch(
    Array.from(held, ([topicId, partitions]) => [topicId, partitions.keys()] as const),
    0,
  );
}

export function toTopicIdPartitions(held: PartitionEpochs): TopicIdPartitions[] {
  return Array.from(held, ([topicId, partitions]) => ({ topicId, partitions: inOrder(partitions.keys()) }));
}

export function toRecord(held: PartitionEpochs): AssignedTopicPartitions[] {
  return Array.from(held, ([topicId, epochs]) => {
    const partitions = inOrder(epochs.keys());
    return { topicId, partitions, assignmentEpochs: partitions.map((partition) => epochs.get(partition)!) };
  });
}

export function fromRecord(topics: readonly AssignedTopicPartitions[]): PartitionEpochs {
  return new Map(
    topics.map(({ topicId, partitions, assignmentEpochs }) => [
      topicId,
      new Map(partitions.map((partition, index) => [partition, assignmentEpochs[index]!])),
    ]),
  );
}

function inOrder(partitions: Iterable<number>): number[] {
  return [...partitions].sort((a, b) => a - b);
}
