import { array, boolean, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * OffsetFetch (key 9). The committed offsets. v2: null topics ask for all. v5: leader epoch (KIP-320). v6:
 * flexible. v7: waits for open transactions if asked (KIP-447). v8: several groups (KIP-709). v9: member id
 * and epoch (KIP-848). v10: topics by id.
 */
export const OffsetFetch = api('OffsetFetch', {
  request: {
    groupId: string('1-7'),
    topics: array('1-7', { name: string(), partitionIndexes: array(int32()) }, { nullable: '2+' }),
    groups: array('8+', {
      groupId: string(),
      memberId: string('9+', { default: null }),
      memberEpoch: int32('9+', { default: -1 }),
      topics: array(
        '0+',
        {
          name: string('8-9'),
          topicId: uuid('10+'),
          partitionIndexes: array(int32()),
        },
        { nullable: '0+' },
      ),
    }),
    requireStable: boolean('7+'),
  },
  response: {
    throttleTimeMs: int32('3+'),
    topics: array('1-7', {
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        committedOffset: int64(),
        committedLeaderEpoch: int32('5+', { default: -1 }),
        metadata: string('0+', { nullable: '0+' }),
        errorCode: int16(),
      }),
    }),
    errorCode: int16('2-7'),
    groups: array('8+', {
      groupId: string(),
      topics: array({
        name: string('8-9'),
        topicId: uuid('10+'),
        partitions: array({
          partitionIndex: int32(),
          committedOffset: int64(),
          committedLeaderEpoch: int32('0+', { default: -1 }),
          metadata: string('0+', { nullable: '0+' }),
          errorCode: int16(),
        }),
      }),
      errorCode: int16(),
    }),
  },
});
