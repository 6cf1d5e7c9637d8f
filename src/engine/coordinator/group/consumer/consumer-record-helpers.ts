/** The records by which a coordinator remembers a consumer group (GroupCoordinatorRecordHelpers). */
import type {
  ConsumerGroupCurrentMemberAssignmentRecord,
  ConsumerGroupMemberMetadataRecord,
  ConsumerGroupMetadataRecord,
  ConsumerGroupRecord,
  ConsumerGroupRegularExpressionRecord,
  ConsumerGroupTargetAssignmentMemberRecord,
  ConsumerGroupTargetAssignmentMetadataRecord,
} from '../../../../protocol/coordinator-records.ts';
import type { PartitionsByTopicId } from '../assignor/partition-assignor.ts';
import type { ConsumerGroup, ResolvedRegularExpression } from './consumer-group.ts';
import type { ConsumerGroupMember, MemberState } from './consumer-group-member.ts';
import { toRecord } from './partition-epochs.ts';

/** By the number that a record has for it. */
export const MEMBER_STATES: readonly MemberState[] = [
  'Stable',
  'UnrevokedPartitions',
  'UnreleasedPartitions',
];

export function newConsumerGroupMemberSubscriptionRecord(
  groupId: string,
  member: ConsumerGroupMember,
): ConsumerGroupMemberMetadataRecord {
  const { memberId, instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, serverAssignor } = member;
  const { subscribedTopicNames, subscribedTopicRegex, classicMemberMetadata } = member;
  return {
    type: 'ConsumerGroupMemberMetadata',
    key: { groupId, memberId },
    value: {
      instanceId,
      rackId,
      clientId,
      clientHost,
      subscribedTopicNames,
      subscribedTopicRegex,
      rebalanceTimeoutMs,
      serverAssignor,
      classicMemberMetadata,
    },
  };
}

export function newConsumerGroupEpochRecord(
  groupId: string,
  epoch: number,
  metadataHash: number,
): ConsumerGroupMetadataRecord {
  return { type: 'ConsumerGroupMetadata', key: { groupId }, value: { epoch, metadataHash } };
}

export function newConsumerGroupTargetAssignmentRecord(
  groupId: string,
  memberId: string,
  target: PartitionsByTopicId,
): ConsumerGroupTargetAssignmentMemberRecord {
  const topicPartitions = Array.from(target, ([topicId, partitions]) => ({ topicId, partitions }));
  return {
    type: 'ConsumerGroupTargetAssignmentMember',
    key: { groupId, memberId },
    value: { topicPartitions },
  };
}

export function newConsumerGroupTargetAssignmentMetadataRecord(
  groupId: string,
  assignmentEpoch: number,
  assignmentTimestamp: number,
): ConsumerGroupTargetAssignmentMetadataRecord {
  return {
    type: 'ConsumerGroupTargetAssignmentMetadata',
    key: { groupId },
    value: { assignmentEpoch, assignmentTimestamp },
  };
}

export function newConsumerGroupCurrentAssignmentRecord(
  groupId: string,
  member: ConsumerGroupMember,
): ConsumerGroupCurrentMemberAssignmentRecord {
  const { memberId, memberEpoch, previousMemberEpoch, state } = member;
  return {
    type: 'ConsumerGroupCurrentMemberAssignment',
    key: { groupId, memberId },
    value: {
      memberEpoch,
      previousMemberEpoch,
      state: MEMBER_STATES.indexOf(state),
      assignedPartitions: toRecord(member.assignedPartitions),
      partitionsPendingRevocation: toRecord(member.partitionsPendingRevocation),
    },
  };
}

export function newConsumerGroupRegularExpressionRecord(
  groupId: string,
  regularExpression: string,
  { topics, version, timestampMs }: ResolvedRegularExpression,
): ConsumerGroupRegularExpressionRecord {
  return {
    type: 'ConsumerGroupRegularExpression',
    key: { groupId, regularExpression },
    value: { topics, version, timestamp: timestampMs },
  };
}

export function newConsumerGroupRegularExpressionTombstone(
  groupId: string,
  regularExpression: string,
): ConsumerGroupRegularExpressionRecord {
  return { type: 'ConsumerGroupRegularExpression', key: { groupId, regularExpression }, value: null };
}

/** All that is written of a member, in the order in which Kafka takes it back. */
export function memberTombstones(groupId: string, memberId: string): ConsumerGroupRecord[] {
  const key = { groupId, memberId };
  return [
    { type: 'ConsumerGroupCurrentMemberAssignment', key, value: null },
    { type: 'ConsumerGroupTargetAssignmentMember', key, value: null },
    { type: 'ConsumerGroupMemberMetadata', key, value: null },
  ];
}

/** The end of a group. `memberIds` are those by which its members stand in the log. */
export function groupTombstones(
  { groupId, resolvedRegularExpressions }: ConsumerGroup,
  memberIds: readonly string[],
): ConsumerGroupRecord[] {
  const keys = memberIds.map((memberId) => ({ groupId, memberId }));
  return [
    ...keys.map((key) => ({ type: 'ConsumerGroupCurrentMemberAssignment', key, value: null }) as const),
    ...keys.map((key) => ({ type: 'ConsumerGroupTargetAssignmentMember', key, value: null }) as const),
    { type: 'ConsumerGroupTargetAssignmentMetadata', key: { groupId }, value: null },
    ...keys.map((key) => ({ type: 'ConsumerGroupMemberMetadata', key, value: null }) as const),
    ...Array.from(resolvedRegularExpressions.keys(), (regex) =>
      newConsumerGroupRegularExpressionTombstone(groupId, regex),
    ),
    { type: 'ConsumerGroupPartitionMetadata', key: { groupId }, value: null },
    { type: 'ConsumerGroupMetadata', key: { groupId }, value: null },
  ];
}
