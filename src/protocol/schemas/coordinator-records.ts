/**
 * The records of `__consumer_offsets` as Apache Kafka 4.3 writes them. A key begins with an int16 that says what
 * kind of record it is, a value with one that is its version.
 */
import type { CoordinatorRecord } from '../coordinator-records.ts';
import type { MessageSchema } from '../schema/message.ts';
import { array, bytes, type Fields, int8, int32, int64, string, struct, uuid } from '../schema/schema.ts';

export interface CoordinatorRecordSchema {
  /** The int16 before the key. */
  readonly keyType: number;
  readonly key: MessageSchema;
  /** Null: only tombstones are written. */
  readonly value: MessageSchema | null;
  /** Of the value, the one that is written. */
  readonly valueVersion: number;
}

const groupId = { groupId: string() };
const groupMember = { groupId: string(), memberId: string() };

const topicPartitions = { topicId: uuid(), partitions: array(int32()) };
const topicPartitionsInfo = { topicId: uuid(), topicName: string(), partitions: array(int32()) };

const assigned = {
  topicId: uuid(),
  partitions: array(int32()),
  assignmentEpochs: array('0+', int32(), { tag: 0, default: null }),
};

export const coordinatorRecordSchemas: Readonly<Record<CoordinatorRecord['type'], CoordinatorRecordSchema>> =
  {
    OffsetCommit: {
      keyType: 1,
      key: key('OffsetCommitKey', { group: string(), topic: string(), partition: int32() }),
      value: {
        name: 'OffsetCommitValue',
        versions: [3, 4],
        firstFlexible: 4,
        fields: {
          offset: int64(),
          leaderEpoch: int32('0+', { default: -1 }),
          metadata: string(),
          commitTimestamp: int64(),
          topicId: uuid('4+', { tag: 0 }),
        },
      },
      valueVersion: 4,
    },
    GroupMetadata: {
      keyType: 2,
      key: key('GroupMetadataKey', { group: string() }),
      value: {
        name: 'GroupMetadataValue',
        versions: [3, 4],
        firstFlexible: 4,
        fields: {
          protocolType: string(),
          generation: int32(),
          protocol: string('0+', { nullable: '0+' }),
          leader: string('0+', { nullable: '0+' }),
          currentStateTimestamp: int64('0+', { default: -1 }),
          members: array({
            memberId: string(),
            groupInstanceId: string('0+', { default: null }),
            clientId: string(),
            clientHost: string(),
            rebalanceTimeout: int32('0+', { default: -1 }),
            sessionTimeout: int32(),
            subscription: bytes(),
            assignment: bytes(),
          }),
        },
      },
      valueVersion: 3,
    },
    ConsumerGroupMetadata: {
      keyType: 3,
      key: key('ConsumerGroupMetadataKey', groupId),
      value: value('ConsumerGroupMetadataValue', {
        epoch: int32(),
        metadataHash: int64('0+', { tag: 0 }),
      }),
      valueVersion: 0,
    },
    ConsumerGroupPartitionMetadata: {
      keyType: 4,
      key: key('ConsumerGroupPartitionMetadataKey', groupId),
      value: null,
      valueVersion: 0,
    },
    ConsumerGroupMemberMetadata: {
      keyType: 5,
      key: key('ConsumerGroupMemberMetadataKey', groupMember),
      value: value('ConsumerGroupMemberMetadataValue', {
        instanceId: string('0+', { nullable: '0+' }),
        rackId: string('0+', { nullable: '0+' }),
        clientId: string(),
        clientHost: string(),
        subscribedTopicNames: array(string()),
        subscribedTopicRegex: string('0+', { nullable: '0+' }),
        rebalanceTimeoutMs: int32('0+', { default: -1 }),
        serverAssignor: string('0+', { nullable: '0+' }),
        // Written for members that have none too, as a null: its default is not null but a struct of defaults.
        classicMemberMetadata: struct(
          '0+',
          {
            sessionTimeoutMs: int32(),
            supportedProtocols: array({ name: string(), metadata: bytes() }),
          },
          { tag: 0, nullable: '0+' },
        ),
      }),
      valueVersion: 0,
    },
    ConsumerGroupTargetAssignmentMetadata: {
      keyType: 6,
      key: key('ConsumerGroupTargetAssignmentMetadataKey', groupId),
      value: value('ConsumerGroupTargetAssignmentMetadataValue', {
        assignmentEpoch: int32(),
        assignmentTimestamp: int64('0+', { tag: 0 }),
      }),
      valueVersion: 0,
    },
    ConsumerGroupTargetAssignmentMember: {
      keyType: 7,
      key: key('ConsumerGroupTargetAssignmentMemberKey', groupMember),
      value: value('ConsumerGroupTargetAssignmentMemberValue', {
        topicPartitions: array(topicPartitions),
      }),
      valueVersion: 0,
    },
    ConsumerGroupCurrentMemberAssignment: {
      keyType: 8,
      key: key('ConsumerGroupCurrentMemberAssignmentKey', groupMember),
      value: value('ConsumerGroupCurrentMemberAssignmentValue', {
        memberEpoch: int32(),
        previousMemberEpoch: int32(),
        state: int8(),
        assignedPartitions: array(assigned),
        partitionsPendingRevocation: array(assigned),
      }),
      valueVersion: 0,
    },
    ShareGroupMemberMetadata: {
      keyType: 10,
      key: key('ShareGroupMemberMetadataKey', groupMember),
      value: value('ShareGroupMemberMetadataValue', {
        rackId: string('0+', { nullable: '0+' }),
        clientId: string(),
        clientHost: string(),
        subscribedTopicNames: array(string()),
      }),
      valueVersion: 0,
    },
    ShareGroupMetadata: {
      keyType: 11,
      key: key('ShareGroupMetadataKey', groupId),
      value: value('ShareGroupMetadataValue', { epoch: int32(), metadataHash: int64() }),
      valueVersion: 0,
    },
    ShareGroupTargetAssignmentMetadata: {
      keyType: 12,
      key: key('ShareGroupTargetAssignmentMetadataKey', groupId),
      value: value('ShareGroupTargetAssignmentMetadataValue', {
        assignmentEpoch: int32(),
        assignmentTimestamp: int64('0+', { tag: 0 }),
      }),
      valueVersion: 0,
    },
    ShareGroupTargetAssignmentMember: {
      keyType: 13,
      key: key('ShareGroupTargetAssignmentMemberKey', groupMember),
      value: value('ShareGroupTargetAssignmentMemberValue', { topicPartitions: array(topicPartitions) }),
      valueVersion: 0,
    },
    ShareGroupCurrentMemberAssignment: {
      keyType: 14,
      key: key('ShareGroupCurrentMemberAssignmentKey', groupMember),
      value: value('ShareGroupCurrentMemberAssignmentValue', {
        memberEpoch: int32(),
        previousMemberEpoch: int32(),
        state: int8(),
        assignedPartitions: array(topicPartitions),
      }),
      valueVersion: 0,
    },
    ShareGroupStatePartitionMetadata: {
      keyType: 15,
      key: key('ShareGroupStatePartitionMetadataKey', groupId),
      value: value('ShareGroupStatePartitionMetadataValue', {
        initializingTopics: array(topicPartitionsInfo),
        initializedTopics: array(topicPartitionsInfo),
        deletingTopics: array({ topicId: uuid(), topicName: string() }),
      }),
      valueVersion: 0,
    },
    ConsumerGroupRegularExpression: {
      keyType: 16,
      key: key('ConsumerGroupRegularExpressionKey', { groupId: string(), regularExpression: string() }),
      value: value('ConsumerGroupRegularExpressionValue', {
        topics: array(string()),
        version: int64(),
        timestamp: int64(),
      }),
      valueVersion: 0,
    },
  };

/** Keys are plain in all versions, for they are compared byte by byte. */
function key(name: string, fields: Fields): MessageSchema {
  return { name, versions: [0, 0], firstFlexible: null, fields };
}

function value(name: string, fields: Fields): MessageSchema {
  return { name, versions: [0, 0], firstFlexible: 0, fields };
}
