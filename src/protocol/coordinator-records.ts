/**
 * Records of `__consumer_offsets`: what a group coordinator must remember, and what the next one replays.
 * Names and fields are those of Kafka's coordinator message schemas.
 */
import type { LeaderEpoch, Offset } from '../kernel/brand.ts';

/** OffsetCommitKey v1, OffsetCommitValue v4. A null value is a tombstone. */
export interface OffsetCommitRecord {
  readonly type: 'OffsetCommit';
  readonly key: { readonly group: string; readonly topic: string; readonly partition: number };
  readonly value: {
    readonly offset: Offset;
    readonly leaderEpoch: LeaderEpoch;
    readonly metadata: string;
    readonly commitTimestamp: number;
    readonly expireTimestamp: number;
  } | null;
}

/** One member in GroupMetadataValue v4. */
export interface GroupMetadataMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeout: number;
  readonly sessionTimeout: number;
  readonly subscription: Uint8Array;
  readonly assignment: Uint8Array;
}

/** GroupMetadataKey v2, GroupMetadataValue v4: a classic group as it was when last stable or empty. */
export interface GroupMetadataRecord {
  readonly type: 'GroupMetadata';
  readonly key: { readonly group: string };
  readonly value: {
    readonly protocolType: string;
    readonly generation: number;
    readonly protocol: string | null;
    readonly leader: string | null;
    readonly currentStateTimestamp: number;
    readonly members: readonly GroupMetadataMember[];
  } | null;
}

/** What a member of a consumer group that speaks the classic protocol brought with its JoinGroup. */
export interface ClassicMemberMetadata {
  readonly sessionTimeoutMs: number;
  readonly supportedProtocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
}

interface GroupKey {
  readonly groupId: string;
}

interface GroupMemberKey extends GroupKey {
  readonly memberId: string;
}

/** ConsumerGroupMetadataKey, key type 3: a consumer group's epoch. */
export interface ConsumerGroupMetadataRecord {
  readonly type: 'ConsumerGroupMetadata';
  readonly key: GroupKey;
  readonly value: { readonly epoch: number; readonly metadataHash: number } | null;
}

/** ConsumerGroupPartitionMetadataKey, key type 4: written until Apache Kafka 4.0; since then only taken back. */
export interface ConsumerGroupPartitionMetadataRecord {
  readonly type: 'ConsumerGroupPartitionMetadata';
  readonly key: GroupKey;
  readonly value: null;
}

/** ConsumerGroupMemberMetadataKey, key type 5: what a member said of itself. */
export interface ConsumerGroupMemberMetadataRecord {
  readonly type: 'ConsumerGroupMemberMetadata';
  readonly key: GroupMemberKey;
  readonly value: {
    readonly instanceId: string | null;
    readonly rackId: string | null;
    readonly clientId: string;
    readonly clientHost: string;
    readonly subscribedTopicNames: readonly string[];
    readonly subscribedTopicRegex: string | null;
    readonly rebalanceTimeoutMs: number;
    readonly serverAssignor: string | null;
    readonly classicMemberMetadata: ClassicMemberMetadata | null;
  } | null;
}

/** ConsumerGroupTargetAssignmentMetadataKey, key type 6: the group epoch that the target assignment is made for. */
export interface ConsumerGroupTargetAssignmentMetadataRecord {
  readonly type: 'ConsumerGroupTargetAssignmentMetadata';
  readonly key: GroupKey;
  readonly value: { readonly assignmentEpoch: number; readonly assignmentTimestamp: number } | null;
}

/** ConsumerGroupTargetAssignmentMemberKey, key type 7: what a member is to have in the end. */
export interface ConsumerGroupTargetAssignmentMemberRecord {
  readonly type: 'ConsumerGroupTargetAssignmentMember';
  readonly key: GroupMemberKey;
  readonly value: {
    readonly topicPartitions: readonly { readonly topicId: string; readonly partitions: readonly number[] }[];
  } | null;
}

/** Partitions of one topic with the epoch at which each was given to the member. */
export interface AssignedTopicPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
  readonly assignmentEpochs: readonly number[];
}

/** ConsumerGroupCurrentMemberAssignmentKey, key type 8: how far a member has come on its way to its target. */
export interface ConsumerGroupCurrentMemberAssignmentRecord {
  readonly type: 'ConsumerGroupCurrentMemberAssignment';
  readonly key: GroupMemberKey;
  readonly value: {
    readonly memberEpoch: number;
    readonly previousMemberEpoch: number;
    /** int8. */
    readonly state: number;
    readonly assignedPartitions: readonly AssignedTopicPartitions[];
    readonly partitionsPendingRevocation: readonly AssignedTopicPartitions[];
  } | null;
}

/** ConsumerGroupRegularExpressionKey, key type 16: the topics that a subscription's pattern stands for. */
export interface ConsumerGroupRegularExpressionRecord {
  readonly type: 'ConsumerGroupRegularExpression';
  readonly key: GroupKey & { readonly regularExpression: string };
  readonly value: {
    readonly topics: readonly string[];
    /** Of the metadata by which it was resolved. */
    readonly version: number;
    readonly timestamp: number;
  } | null;
}

export type ConsumerGroupRecord =
  | ConsumerGroupMetadataRecord
  | ConsumerGroupPartitionMetadataRecord
  | ConsumerGroupMemberMetadataRecord
  | ConsumerGroupTargetAssignmentMetadataRecord
  | ConsumerGroupTargetAssignmentMemberRecord
  | ConsumerGroupCurrentMemberAssignmentRecord
  | ConsumerGroupRegularExpressionRecord;

/** ShareGroupMetadataKey, key type 11: a share group's epoch (KIP-932). */
export interface ShareGroupMetadataRecord {
  readonly type: 'ShareGroupMetadata';
  readonly key: GroupKey;
  readonly value: { readonly epoch: number; readonly metadataHash: number } | null;
}

/** ShareGroupMemberMetadataKey, key type 10: what a member said of itself. */
export interface ShareGroupMemberMetadataRecord {
  readonly type: 'ShareGroupMemberMetadata';
  readonly key: GroupMemberKey;
  readonly value: {
    readonly rackId: string | null;
    readonly clientId: string;
    readonly clientHost: string;
    readonly subscribedTopicNames: readonly string[];
  } | null;
}

/** Partitions of one topic. */
interface TopicPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

/** ShareGroupTargetAssignmentMetadataKey, key type 12: the group epoch that the target assignment is made for. */
export interface ShareGroupTargetAssignmentMetadataRecord {
  readonly type: 'ShareGroupTargetAssignmentMetadata';
  readonly key: GroupKey;
  readonly value: { readonly assignmentEpoch: number; readonly assignmentTimestamp: number } | null;
}

/** ShareGroupTargetAssignmentMemberKey, key type 13: what a member is to have. */
export interface ShareGroupTargetAssignmentMemberRecord {
  readonly type: 'ShareGroupTargetAssignmentMember';
  readonly key: GroupMemberKey;
  readonly value: { readonly topicPartitions: readonly TopicPartitions[] } | null;
}

/** ShareGroupCurrentMemberAssignmentKey, key type 14: what a member has. */
export interface ShareGroupCurrentMemberAssignmentRecord {
  readonly type: 'ShareGroupCurrentMemberAssignment';
  readonly key: GroupMemberKey;
  readonly value: {
    readonly memberEpoch: number;
    readonly previousMemberEpoch: number;
    /** int8. A member of a share group is always stable. */
    readonly state: number;
    readonly assignedPartitions: readonly TopicPartitions[];
  } | null;
}

/** Partitions of one topic, which is named too. */
export interface TopicPartitionsInfo extends TopicPartitions {
  readonly topicName: string;
}

/** ShareGroupStatePartitionMetadataKey, key type 15: of which partitions the share coordinator keeps state. */
export interface ShareGroupStatePartitionMetadataRecord {
  readonly type: 'ShareGroupStatePartitionMetadata';
  readonly key: GroupKey;
  readonly value: {
    readonly initializingTopics: readonly TopicPartitionsInfo[];
    readonly initializedTopics: readonly TopicPartitionsInfo[];
    readonly deletingTopics: readonly { readonly topicId: string; readonly topicName: string }[];
  } | null;
}

export type ShareGroupRecord =
  | ShareGroupMetadataRecord
  | ShareGroupMemberMetadataRecord
  | ShareGroupTargetAssignmentMetadataRecord
  | ShareGroupTargetAssignmentMemberRecord
  | ShareGroupCurrentMemberAssignmentRecord
  | ShareGroupStatePartitionMetadataRecord;

export type CoordinatorRecord =
  | OffsetCommitRecord
  | GroupMetadataRecord
  | ConsumerGroupRecord
  | ShareGroupRecord;

export function isShareGroupRecord(record: CoordinatorRecord): record is ShareGroupRecord {
  return record.type.startsWith('S');
}
