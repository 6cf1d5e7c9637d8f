/**
 * `SimpleAssignor`, the one of share groups (KIP-932): a partition may have several members, and has all as
 * many as are needed for every member to have one. Members alike in their subscriptions share all partitions
 * as one lot, otherwise each topic is shared out by itself.
 */
import { groupAssignment } from './group-assignment.ts';
import { heldBy, identity, memberIdsOf, partitionsOf, subscribedTopicIds } from './group-order.ts';
import type {
  GroupAssignment,
  GroupSpec,
  PartitionAssignor,
  SubscribedTopicDescriber,
} from './partition-assignor.ts';
import { shareOut } from './share-out.ts';
import {
  createPartitionTable,
  type PartitionTable,
  type TopicIdPartition,
  topicIdPartitionHashCode,
} from './topic-id-partition.ts';

export const simpleAssignor: PartitionAssignor = {
  name: 'simple',
  assign(spec, topics) {
    const group = shareGroup(spec, topics);
    return spec.subscriptionType === 'HOMOGENEOUS' ? shareAllTogether(group) : shareEachTopic(group);
  },
};

/** Members are numbers here: their place in `memberIds`. */
interface ShareGroup {
  readonly spec: GroupSpec;
  readonly memberIds: readonly string[];
  /** By member, what it had. */
  readonly held: readonly (readonly TopicIdPartition[])[];
  /** By topic that somebody subscribed to, the partitions that may be assigned. */
  readonly assignable: ReadonlyMap<string, readonly TopicIdPartition[]>;
}

function shareGroup(spec: GroupSpec, topics: SubscribedTopicDescriber): ShareGroup {
  const table = createPartitionTable();
  const memberIds = memberIdsOf(spec);
  return {
    spec,
    memberIds,
    held: memberIds.map((memberId) => heldBy(spec.members.get(memberId)!, table)),
    assignable: new Map(
      subscribedTopicIds(spec).map((topicId) => [topicId, assignableOf(topicId, spec, topics, table)]),
    ),
  };
}

function assignableOf(
  topicId: string,
  { assignablePartitions }: GroupSpec,
  topics: SubscribedTopicDescriber,
  table: PartitionTable,
): TopicIdPartition[] {
  const partitions = partitionsOf(topicId, topics, table);
  if (!assignablePartitions) return partitions;
  return partitions.filter(({ partition }) => assignablePartitions.get(topicId)?.has(partition));
}

function shareAllTogether({ memberIds, held, assignable }: ShareGroup): GroupAssignment {
  const shares = shareOut({
    members: [...memberIds.keys()],
    partitions: [...assignable.values()].flat(),
    held: held.map((partitions) => partitions.filter(({ topicId }) => assignable.has(topicId))),
    hashCode: topicIdPartitionHashCode,
  });
  return groupAssignment(new Map(memberIds.map((memberId, member) => [memberId, shares[member]!])));
}

/** As in Kafka, what a member had of a topic that nobody subscribes to any more stays in its assignment. */
function shareEachTopic({ spec, memberIds, held, assignable }: ShareGroup): GroupAssignment {
  const assignment = held.map((partitions) => partitions.filter(({ topicId }) => !assignable.has(topicId)));
  for (const [topicId, partitions] of assignable) {
    const shares = shareOut({
      members: [...memberIds.keys()].filter((member) =>
        spec.members.get(memberIds[member]!)!.subscribedTopicIds.has(topicId),
      ),
      partitions,
      held: held.map((all) => all.filter((partition) => partition.topicId === topicId)),
      hashCode: ({ partition }) => identity(partition),
    });
    for (const [member, share] of shares.entries()) assignment[member]!.push(...share);
  }
  return groupAssignment(new Map(memberIds.map((memberId, member) => [memberId, assignment[member]!])));
}
