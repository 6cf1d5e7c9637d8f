/** The records by which a coordinator remembers a share group (GroupCoordinatorRecordHelpers). */
import type {
  ShareGroupCurrentMemberAssignmentRecord,
  ShareGroupMemberMetadataRecord,
  ShareGroupMetadataRecord,
  ShareGroupRecord,
  ShareGroupStatePartitionMetadataRecord,
  ShareGroupTargetAssignmentMemberRecord,
  ShareGroupTargetAssignmentMetadataRecord,
  TopicPartitionsInfo,
} from '../../../../protocol/coordinator-records.ts';
import type { MetadataImage } from '../../../controller/metadata-image.ts';
import type { PartitionsByTopicId } from '../assignor/partition-assignor.ts';
import type { ShareGroup, StatePartitionMetadata, TopicPartitionsState } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';

/** Kafka's MemberState.STABLE: members of share groups know no other. */
const STABLE = 0;

export function newShareGroupMemberSubscriptionRecord(
  groupId: string,
  { memberId, rackId, clientId, clientHost, subscribedTopicNames }: ShareGroupMember,
): ShareGroupMemberMetadataRecord {
  return {
    type: 'ShareGroupMemberMetadata',
    key: { groupId, memberId },
    value: { rackId, clientId, clientHost, subscribedTopicNames },
  };
}

export function newShareGroupEpochRecord(
  groupId: string,
  epoch: number,
  metadataHash: number,
): ShareGroupMetadataRecord {
  return { type: 'ShareGroupMetadata', key: { groupId }, value: { epoch, metadataHash } };
}

export function newShareGroupTargetAssignmentRecord(
  groupId: string,
  memberId: string,
  target: PartitionsByTopicId,
): ShareGroupTargetAssignmentMemberRecord {
  return {
    type: 'ShareGroupTargetAssignmentMember',
    key: { groupId, memberId },
    value: { topicPartitions: topicPartitionsOf(target) },
  };
}

export function newShareGroupTargetAssignmentMetadataRecord(
  groupId: string,
  assignmentEpoch: number,
  assignmentTimestamp: number,
): ShareGroupTargetAssignmentMetadataRecord {
  return {
    type: 'ShareGroupTargetAssignmentMetadata',
    key: { groupId },
    value: { assignmentEpoch, assignmentTimestamp },
  };
}

export function newShareGroupCurrentAssignmentRecord(
  groupId: string,
  { memberId, memberEpoch, previousMemberEpoch, assignedPartitions }: ShareGroupMember,
): ShareGroupCurrentMemberAssignmentRecord {
  return {
    type: 'ShareGroupCurrentMemberAssignment',
    key: { groupId, memberId },
    value: {
      memberEpoch,
      previousMemberEpoch,
      state: STABLE,
      assignedPartitions: topicPartitionsOf(assignedPartitions),
    },
  };
}

export function topicPartitionsOf(byTopicId: PartitionsByTopicId) {
  return Array.from(byTopicId, ([topicId, partitions]) => ({ topicId, partitions }));
}

export function newShareGroupStatePartitionMetadataRecord(
  image: MetadataImage,
  groupId: string,
  { initializingTopics, initializedTopics, deletingTopics }: StatePartitionMetadata,
): ShareGroupStatePartitionMetadataRecord {
  return {
    type: 'ShareGroupStatePartitionMetadata',
    key: { groupId },
    value: {
      initializingTopics: infosOf(initializingTopics),
      initializedTopics: infosOf(initializedTopics),
      deletingTopics: Array.from(deletingTopics, (topicId) => ({
        topicId,
        topicName: topicNameOf(image, topicId),
      })),
    },
  };
}

function infosOf(topics: ReadonlyMap<string, TopicPartitionsState>): TopicPartitionsInfo[] {
  return Array.from(topics, ([topicId, { name, partitions }]) => ({ topicId, topicName: name, partitions }));
}

/** A topic that was deleted meanwhile has a name all the same. */
export function topicNameOf(image: MetadataImage, topicId: string): string {
  return image.topics.get(topicId)?.name ?? '<UNKNOWN>';
}

/** All that is written of a member, in the order in which Kafka takes it back. */
export function shareMemberTombstones(groupId: string, memberId: string): ShareGroupRecord[] {
  const key = { groupId, memberId };
  return [
    { type: 'ShareGroupCurrentMemberAssignment', key, value: null },
    { type: 'ShareGroupTargetAssignmentMember', key, value: null },
    { type: 'ShareGroupMemberMetadata', key, value: null },
  ];
}

/** The end of a group. */
export function shareGroupTombstones({ groupId, members }: ShareGroup): ShareGroupRecord[] {
  const key = { groupId };
  return [
    ...[...members.keys()].flatMap((memberId) => shareMemberTombstones(groupId, memberId)),
    { type: 'ShareGroupTargetAssignmentMetadata', key, value: null },
    { type: 'ShareGroupStatePartitionMetadata', key, value: null },
    { type: 'ShareGroupMetadata', key, value: null },
  ];
}
