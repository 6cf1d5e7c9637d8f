import { describe, expect, it } from 'vitest';
import { consumerRecordSizes } from './consumer-record-sizes.ts';

const key = { groupId: 'billing', memberId: 'm-1' };
const groupKey = 2 + (2 + 7);
const memberKey = groupKey + (2 + 3);

describe('records of consumer groups have the size of their Kafka encoding', () => {
  it('the group epoch: version, epoch, and the hash as a tagged field unless it is 0', () => {
    const record = { type: 'ConsumerGroupMetadata', key: { groupId: 'billing' } } as const;
    expect(consumerRecordSizes({ ...record, value: { epoch: 2, metadataHash: 0 } })).toEqual({
      keySize: groupKey,
      valueSize: 2 + 4 + 1,
    });
    expect(consumerRecordSizes({ ...record, value: { epoch: 2, metadataHash: 7 } }).valueSize).toBe(
      2 + 4 + (1 + 1 + 1 + 8),
    );
  });

  it('a member: null strings take a byte, and classic metadata is written even where there is none', () => {
    const value = {
      instanceId: null,
      rackId: null,
      clientId: 'c',
      clientHost: '/127.0.0.1',
      subscribedTopicNames: ['orders'],
      subscribedTopicRegex: '',
      rebalanceTimeoutMs: 300_000,
      serverAssignor: 'range',
      classicMemberMetadata: null,
    };
    const sizes = consumerRecordSizes({ type: 'ConsumerGroupMemberMetadata', key, value });
    expect(sizes.keySize).toBe(memberKey);
    expect(sizes.valueSize).toBe(2 + 1 + 1 + 2 + 11 + (1 + 7) + 1 + 4 + 6 + (1 + 1 + 1 + 1));
  });

  it('a current assignment: each topic with its partitions and their epochs', () => {
    const partitions = { topicId: 'AAAAAAAAAAAAAAAAAAAAAA', partitions: [0, 1], assignmentEpochs: [2, 3] };
    const value = {
      memberEpoch: 3,
      previousMemberEpoch: 2,
      state: 0,
      assignedPartitions: [partitions],
      partitionsPendingRevocation: [],
    };
    const topic = 16 + (1 + 8) + (1 + 1 + 1 + (1 + 8));
    expect(consumerRecordSizes({ type: 'ConsumerGroupCurrentMemberAssignment', key, value }).valueSize).toBe(
      2 + 4 + 4 + 1 + (1 + topic) + 1 + 1,
    );
  });

  it('a tombstone has a null value', () => {
    expect(
      consumerRecordSizes({ type: 'ConsumerGroupTargetAssignmentMember', key, value: null }).valueSize,
    ).toBe(-1);
  });
});
