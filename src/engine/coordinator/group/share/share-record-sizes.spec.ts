import { describe, expect, it } from 'vitest';
import { coordinatorRecordBytes } from '../../../../protocol/coordinator-record-bytes.ts';
import type { ShareGroupRecord } from '../../../../protocol/coordinator-records.ts';
import { shareRecordSizes } from './share-record-sizes.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const group = { groupId: 'workers' };
const member = { ...group, memberId: 'm-1' };
const topicPartitions = [{ topicId: ID, partitions: [0, 1, 2] }];
const infos = [{ topicId: ID, topicName: 'jobs', partitions: [0, 1] }];

const RECORDS: readonly ShareGroupRecord[] = [
  { type: 'ShareGroupMetadata', key: group, value: { epoch: 2, metadataHash: 7 } },
  {
    type: 'ShareGroupMemberMetadata',
    key: member,
    value: { rackId: null, clientId: 'c', clientHost: '/127.0.0.1', subscribedTopicNames: ['jobs', '주문'] },
  },
  {
    type: 'ShareGroupTargetAssignmentMetadata',
    key: group,
    value: { assignmentEpoch: 2, assignmentTimestamp: 0 },
  },
  {
    type: 'ShareGroupTargetAssignmentMetadata',
    key: group,
    value: { assignmentEpoch: 2, assignmentTimestamp: 1_700_000_000_000 },
  },
  { type: 'ShareGroupTargetAssignmentMember', key: member, value: { topicPartitions } },
  {
    type: 'ShareGroupCurrentMemberAssignment',
    key: member,
    value: { memberEpoch: 2, previousMemberEpoch: 0, state: 0, assignedPartitions: topicPartitions },
  },
  {
    type: 'ShareGroupStatePartitionMetadata',
    key: group,
    value: {
      initializingTopics: infos,
      initializedTopics: [],
      deletingTopics: [{ topicId: ID, topicName: 'old' }],
    },
  },
  { type: 'ShareGroupMemberMetadata', key: member, value: null },
];

describe('records of share groups have the size of their Kafka encoding', () => {
  it.each(RECORDS)('$type $value', (record) => {
    const { key, value } = coordinatorRecordBytes(record);
    expect(shareRecordSizes(record)).toEqual({ keySize: key.length, valueSize: value?.length ?? -1 });
  });
});
