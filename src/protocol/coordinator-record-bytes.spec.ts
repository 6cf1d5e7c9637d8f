/** Key and value of each kind of record, as the classes of Apache Kafka 4.3.1 write them. */
import { expect, it } from 'vitest';
import { coordinatorRecordBytes } from './coordinator-record-bytes.ts';
import type { CoordinatorRecord } from './coordinator-records.ts';
import { insideCoordinatorRecord } from './dissect/dissect-internal-record.ts';

const TOPIC_ID = 'gOH_buOIWLmn8GPeUwRw5g';
const TIMESTAMP = 1_767_225_606_500;

const groupKey = { groupId: 'billing' };
const memberKey = { groupId: 'billing', memberId: 'm-1' };

const written: [record: CoordinatorRecord, key: string, value: string | null][] = [
  [
    {
      type: 'OffsetCommit',
      key: { group: 'billing', topic: 'orders', partition: 3 },
      value: { offset: 42, leaderEpoch: 1, metadata: '', commitTimestamp: TIMESTAMP, expireTimestamp: -1 },
    },
    '0001000762696c6c696e6700066f726465727300000003',
    '0004000000000000002a00000001010000019b76dac16400',
  ],
  [
    {
      type: 'GroupMetadata',
      key: { group: 'billing' },
      value: {
        protocolType: 'consumer',
        generation: 2,
        protocol: 'range',
        leader: 'c-1',
        currentStateTimestamp: TIMESTAMP,
        members: [
          {
            memberId: 'c-1',
            groupInstanceId: null,
            clientId: 'c',
            clientHost: '/127.0.0.1',
            rebalanceTimeout: 300_000,
            sessionTimeout: 45_000,
            subscription: Uint8Array.of(0, 3),
            assignment: Uint8Array.of(0, 1),
          },
        ],
      },
    },
    '0002000762696c6c696e67',
    '00030008636f6e73756d657200000002000572616e67650003632d310000019b76dac164000000010003632d31ffff000163000a2f3132372e302e302e31000493e00000afc8000000020003000000020001',
  ],
  [
    { type: 'ConsumerGroupMetadata', key: groupKey, value: { epoch: 7, metadataHash: 12_345 } },
    '0003000762696c6c696e67',
    '0000000000070100080000000000003039',
  ],
  [{ type: 'ConsumerGroupPartitionMetadata', key: groupKey, value: null }, '0004000762696c6c696e67', null],
  [
    {
      type: 'ConsumerGroupMemberMetadata',
      key: memberKey,
      value: {
        instanceId: null,
        rackId: null,
        clientId: 'c',
        clientHost: '/127.0.0.1',
        subscribedTopicNames: ['orders'],
        subscribedTopicRegex: '',
        rebalanceTimeoutMs: 300_000,
        serverAssignor: 'uniform',
        classicMemberMetadata: null,
      },
    },
    '0005000762696c6c696e6700036d2d31',
    '0000000002630b2f3132372e302e302e3102076f726465727301000493e008756e69666f726d01000100',
  ],
  [
    {
      type: 'ConsumerGroupTargetAssignmentMetadata',
      key: groupKey,
      value: { assignmentEpoch: 7, assignmentTimestamp: TIMESTAMP },
    },
    '0006000762696c6c696e67',
    '0000000000070100080000019b76dac164',
  ],
  [
    {
      type: 'ConsumerGroupTargetAssignmentMember',
      key: memberKey,
      value: { topicPartitions: [{ topicId: TOPIC_ID, partitions: [0, 2] }] },
    },
    '0007000762696c6c696e6700036d2d31',
    '00000280e1ff6ee38858b9a7f063de530470e60300000000000000020000',
  ],
  [
    {
      type: 'ConsumerGroupCurrentMemberAssignment',
      key: memberKey,
      value: {
        memberEpoch: 7,
        previousMemberEpoch: 6,
        state: 0,
        assignedPartitions: [{ topicId: TOPIC_ID, partitions: [0, 2], assignmentEpochs: [6, 7] }],
        partitionsPendingRevocation: [],
      },
    },
    '0008000762696c6c696e6700036d2d31',
    '00000000000700000006000280e1ff6ee38858b9a7f063de530470e60300000000000000020100090300000006000000070100',
  ],
  [
    {
      type: 'ConsumerGroupRegularExpression',
      key: { groupId: 'billing', regularExpression: 'o.*' },
      value: { topics: ['orders'], version: 9, timestamp: TIMESTAMP },
    },
    '0010000762696c6c696e6700036f2e2a',
    '000002076f726465727300000000000000090000019b76dac16400',
  ],
];

it.each(written)('$type', (record, key, value) => {
  const bytes = coordinatorRecordBytes(record);
  expect(hexOf(bytes.key)).toBe(key);
  expect(bytes.value && hexOf(bytes.value)).toBe(value);
});

it.each(written)('$type is taken apart to its last byte', (record) => {
  const { key, value } = coordinatorRecordBytes(record);
  expect(insideCoordinatorRecord('key', key, key).at(-1)?.to).toBe(key.length);
  if (!value || !record.value) return;
  const fields = insideCoordinatorRecord('value', value, key);
  const [version, ...rest] = fields;
  expect(version?.name).toBe('version');
  for (const { name, value: read, inner } of rest) {
    const given = record.value[name as keyof typeof record.value] as unknown;
    if (inner.length === 0 && given !== undefined) expect(read, name ?? '').toEqual(given);
  }
});

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
