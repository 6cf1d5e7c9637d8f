import { describe, expect, it } from 'vitest';
import { coordinatorBatch } from './record-helpers.ts';
import { sizesOf } from './record-sizes.ts';

const commit = {
  type: 'OffsetCommit',
  key: { group: 'billing', topic: 'orders', partition: 3 },
  value: { offset: 42, leaderEpoch: 1, metadata: '', commitTimestamp: 0, expireTimestamp: -1 },
} as const;

describe('records of __consumer_offsets have the size of their Kafka encoding', () => {
  it('a commit: version, group, topic, partition; version, offset, epoch, metadata, timestamp, tags', () => {
    expect(sizesOf(commit)).toEqual({ keySize: 2 + 9 + 8 + 4, valueSize: 2 + 8 + 4 + 1 + 8 + 1 });
  });

  it('metadata counts in UTF-8, and its length in a varint', () => {
    const metadata = '한'.repeat(50);
    const { valueSize } = sizesOf({ ...commit, value: { ...commit.value, metadata } });
    expect(valueSize).toBe(2 + 8 + 4 + (2 + 150) + 8 + 1);
  });

  it('a group: its header and each member', () => {
    const member = {
      memberId: 'c-1',
      groupInstanceId: null,
      clientId: 'c',
      clientHost: '/127.0.0.1',
      rebalanceTimeout: 1,
      sessionTimeout: 1,
      subscription: new Uint8Array(10),
      assignment: new Uint8Array(20),
    };
    const value = {
      protocolType: 'consumer',
      generation: 1,
      protocol: 'range',
      leader: 'c-1',
      currentStateTimestamp: 0,
      members: [member, { ...member, groupInstanceId: 'i' }],
    };
    const header = 2 + 10 + 4 + 7 + 5 + 8 + 4;
    const perMember = 5 + 2 + 3 + 12 + 4 + 4 + 14 + 24;
    expect(sizesOf({ type: 'GroupMetadata', key: { group: 'g' }, value })).toEqual({
      keySize: 2 + 3,
      valueSize: header + 2 * perMember + 1,
    });
  });

  it('a tombstone has a null value', () => {
    expect(sizesOf({ ...commit, value: null }).valueSize).toBe(-1);
  });

  it('a batch is its header and its records', () => {
    const record = 1 + 1 + 1 + 1 + 1 + 23 + 1 + 24 + 1;
    expect(coordinatorBatch([commit, commit], 0).sizeInBytes).toBe(61 + 2 * record);
  });
});
