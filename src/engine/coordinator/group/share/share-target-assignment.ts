/** What each member is to fetch from, by the `simple` assignor, and a member's way there: in one step. */
import type { BrokerNode } from '../../../broker/broker.ts';
import { type MetadataImage, topicByName } from '../../../controller/metadata-image.ts';
import { type Ctx, wallClockMs } from '../../../ctx.ts';
import { partitionAssignors } from '../assignor/index.ts';
import type { GroupSpec, PartitionsByTopicId } from '../assignor/partition-assignor.ts';
import type { Proposal } from '../consumer/proposal.ts';
import type { Target } from '../consumer/reconciliation.ts';
import { changedTargets, describerOf, isSameTarget } from '../consumer/target-assignment-builder.ts';
import { isAssignmentDue } from '../modern-group.ts';
import {
  initializedPartitionsOf,
  type ShareGroup,
  type ShareMembers,
  shareMembersAfter,
  subscriptionTypeOf,
} from './share-group.ts';
import { shareGroupConfig } from './share-group-config.ts';
import { NO_PARTITIONS, type ShareGroupMember } from './share-group-member.ts';
import {
  newShareGroupCurrentAssignmentRecord,
  newShareGroupTargetAssignmentMetadataRecord,
  newShareGroupTargetAssignmentRecord,
} from './share-record-helpers.ts';

export const isSameAssigned = isSameTarget;

export function maybeUpdateTargetAssignment(
  ctx: Ctx,
  broker: BrokerNode,
  group: ShareGroup,
  groupEpoch: number,
  updated: ShareGroupMember,
  { records }: Proposal,
): Target {
  const { groupId, assignmentEpoch } = group;
  const { memberId } = updated;
  const intervalMs = shareGroupConfig(broker, groupId, 'assignment.interval.ms');
  if (assignmentEpoch >= groupEpoch || !isAssignmentDue(group, intervalMs, wallClockMs(ctx))) {
    return {
      targetAssignmentEpoch: assignmentEpoch,
      targetAssignment: group.targetAssignment.get(memberId) ?? NO_PARTITIONS,
    };
  }
  const { image } = broker.disk;
  const members = shareMembersAfter(group, updated);
  const assignment = partitionAssignors.simple.assign(specOf(image, group, members), describerOf(image));
  for (const [id, target] of changedTargets(group, members, assignment))
    records.push(newShareGroupTargetAssignmentRecord(groupId, id, target));
  records.push(newShareGroupTargetAssignmentMetadataRecord(groupId, groupEpoch, wallClockMs(ctx)));
  return {
    targetAssignmentEpoch: groupEpoch,
    targetAssignment: assignment.get(memberId) ?? NO_PARTITIONS,
  };
}

function specOf(image: MetadataImage, group: ShareGroup, members: ShareMembers): GroupSpec {
  const specs = Array.from(
    members,
    ([memberId, member]) =>
      [
        memberId,
        {
          instanceId: null,
          rackId: member.rackId,
          subscribedTopicIds: subscribedTopicIds(image, member),
          targetAssignment: group.targetAssignment.get(memberId) ?? NO_PARTITIONS,
        },
      ] as const,
  );
  const initialized = initializedPartitionsOf(group);
  return {
    subscriptionType: subscriptionTypeOf(members),
    members: new Map(specs),
    assignablePartitions: new Map(
      Array.from(initialized, ([topicId, partitions]) => [topicId, new Set(partitions)]),
    ),
  };
}

/** Ids of those topics that exist. */
function subscribedTopicIds(image: MetadataImage, member: ShareGroupMember): ReadonlySet<string> {
  return new Set(member.subscribedTopicNames.flatMap((name) => topicByName(image, name)?.topicId ?? []));
}

/** After Kafka's ShareGroupAssignmentBuilder. */
export function maybeReconcile(
  image: MetadataImage,
  { groupId }: ShareGroup,
  member: ShareGroupMember,
  { targetAssignmentEpoch, targetAssignment }: Target,
  hasSubscriptionChanged: boolean,
  { records }: Proposal,
): ShareGroupMember {
  const isBehind = member.memberEpoch !== targetAssignmentEpoch;
  if (!isBehind && !hasSubscriptionChanged) return member;
  const assignedPartitions = subscribedPartOf(image, targetAssignment, member);
  if (!isBehind && isSameAssigned(member.assignedPartitions, assignedPartitions)) return member;
  const epochs = isBehind
    ? { memberEpoch: targetAssignmentEpoch, previousMemberEpoch: member.memberEpoch }
    : {};
  const reconciled = { ...member, ...epochs, assignedPartitions };
  records.push(newShareGroupCurrentAssignmentRecord(groupId, reconciled));
  return reconciled;
}

/** A target of before may have what the member has unsubscribed from. */
function subscribedPartOf(
  image: MetadataImage,
  target: PartitionsByTopicId,
  member: ShareGroupMember,
): PartitionsByTopicId {
  const subscribed = subscribedTopicIds(image, member);
  return new Map([...target].filter(([topicId]) => subscribed.has(topicId)));
}
