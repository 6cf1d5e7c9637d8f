/** The coordinator's own decision of who is to have what, by a server-side assignor (TargetAssignmentBuilder). */
import type { CoordinatorRecord } from '../../../../protocol/coordinator-records.ts';
import { type MetadataImage, topicByName } from '../../../controller/metadata-image.ts';
import { partitionAssignors } from '../assignor/index.ts';
import type {
  GroupAssignment,
  MemberSpec,
  PartitionAssignorName,
  PartitionsByTopicId,
  SubscribedTopicDescriber,
} from '../assignor/partition-assignor.ts';
import type { ModernGroup } from '../modern-group.ts';
import {
  type ConsumerGroup,
  type Members,
  subscribedTopicsOf,
  subscriptionTypeOf,
  targetAssignmentOf,
} from './consumer-group.ts';
import type { ConsumerGroupMember } from './consumer-group-member.ts';
import {
  newConsumerGroupTargetAssignmentMetadataRecord,
  newConsumerGroupTargetAssignmentRecord,
} from './consumer-record-helpers.ts';

/** A target assignment for these members, and the records of what is new in it. */
export function buildTargetAssignment(
  image: MetadataImage,
  group: ConsumerGroup,
  members: Members,
  assignorName: string,
  groupEpoch: number,
  nowMs: number,
): { readonly assignment: GroupAssignment; readonly records: readonly CoordinatorRecord[] } {
  const assignor = partitionAssignors[assignorName as PartitionAssignorName];
  const spec = {
    subscriptionType: subscriptionTypeOf(members),
    members: new Map(Array.from(members, ([memberId, member]) => [memberId, specOf(image, group, member)])),
  };
  const assignment = assignor.assign(spec, describerOf(image));
  const records: CoordinatorRecord[] = changedTargets(group, members, assignment).map(([memberId, target]) =>
    newConsumerGroupTargetAssignmentRecord(group.groupId, memberId, target),
  );
  records.push(newConsumerGroupTargetAssignmentMetadataRecord(group.groupId, groupEpoch, nowMs));
  return { assignment, records };
}

/** Members whose target is not the one that they had. */
export function changedTargets(
  { targetAssignment }: ModernGroup<unknown>,
  members: ReadonlyMap<string, unknown>,
  assignment: GroupAssignment,
): [memberId: string, target: PartitionsByTopicId][] {
  const targets = Array.from(members.keys(), (memberId): [string, PartitionsByTopicId] => [
    memberId,
    assignment.get(memberId) ?? new Map<string, readonly number[]>(),
  ]);
  return targets.filter(([memberId, target]) => {
    const previous = targetAssignment.get(memberId);
    return !previous || !isSameTarget(previous, target);
  });
}

function specOf(image: MetadataImage, group: ConsumerGroup, member: ConsumerGroupMember): MemberSpec {
  const { memberId, instanceId, rackId } = member;
  const isKnown = group.members.has(memberId);
  return {
    instanceId,
    rackId,
    subscribedTopicIds: subscribedTopicIds(image, group, member),
    targetAssignment: targetAssignmentOf(group, memberId, isKnown ? null : instanceId),
  };
}

/** Ids of those topics that exist. */
export function subscribedTopicIds(
  image: MetadataImage,
  group: ConsumerGroup,
  member: ConsumerGroupMember,
): ReadonlySet<string> {
  const names = subscribedTopicsOf(member, group.resolvedRegularExpressions);
  return new Set(names.flatMap((name) => topicByName(image, name)?.topicId ?? []));
}

export function describerOf(image: MetadataImage): SubscribedTopicDescriber {
  return {
    numPartitions: (topicId) => image.topics.get(topicId)?.partitions.length ?? -1,
    racksForPartition: (topicId, partition) =>
      new Set(
        image.topics
          .get(topicId)
          ?.partitions[partition]?.replicas.flatMap((brokerId) => image.brokers.get(brokerId)?.rack ?? []),
      ),
  };
}

export function isSameTarget(a: PartitionsByTopicId, b: PartitionsByTopicId): boolean {
  if (a.size !== b.size) return false;
  for (const [topicId, partitions] of a) {
    const others = new Set(b.get(topicId));
    if (others.size !== partitions.length || !partitions.every((partition) => others.has(partition)))
      return false;
  }
  return true;
}
