/** The order in which Kafka's assignors meet the members of a group, its topics and what each member has. */
import { inHashMapOrder, stringHashCode } from '../../../../kernel/java-hash-order.ts';
import type { GroupSpec, MemberSpec, SubscribedTopicDescriber } from './partition-assignor.ts';
import type { PartitionTable, TopicIdPartition } from './topic-id-partition.ts';
import { uuidHashCode } from './uuid-order.ts';

export function memberIdsOf({ members }: GroupSpec): string[] {
  return inHashMapOrder([...members.keys()], stringHashCode);
}

/** Every topic that somebody subscribed to. */
export function subscribedTopicIds({ members }: GroupSpec): string[] {
  const topicIds = Array.from(members.values(), (member) => [...member.subscribedTopicIds]).flat();
  return inHashMapOrder([...new Set(topicIds)], uuidHashCode);
}

/** All partitions of a topic. Topics that don't exist are left out before an assignor is asked. */
export function partitionsOf(
  topicId: string,
  topics: SubscribedTopicDescriber,
  table: PartitionTable,
): TopicIdPartition[] {
  const length = numPartitions(topicId, topics);
  return Array.from({ length }, (_, partition) => table(topicId, partition));
}

export function numPartitions(topicId: string, topics: SubscribedTopicDescriber): number {
  const count = topics.numPartitions(topicId);
  if (count === -1) throw new Error(`a member is subscribed to topic ${topicId}, which does not exist`);
  return count;
}

/** What a member has until now. */
export function heldBy({ targetAssignment }: MemberSpec, table: PartitionTable): TopicIdPartition[] {
  return inHashMapOrder([...targetAssignment.keys()], uuidHashCode).flatMap((topicId) =>
    inHashMapOrder(targetAssignment.get(topicId)!, identity).map((partition) => table(topicId, partition)),
  );
}

/** `Integer.hashCode()`. */
export function identity(value: number): number {
  return value;
}
