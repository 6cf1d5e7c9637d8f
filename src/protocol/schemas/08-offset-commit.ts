import { array, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * OffsetCommit (key 8). A group's place in each partition. Until v4: how long to keep it. v6: leader epoch
 * (KIP-320). v7: static members (KIP-345). v8: flexible. v9: for the consumer protocol too, the generation
 * is then the member epoch (KIP-848). v10: topics by id.
 */
export const OffsetCommit = api('OffsetCommit', {
  request: {
    groupId: string(),
    generationIdOrMemberEpoch: int32('0+', { default: -1 }),
    memberId: string(),
    groupInstanceId: string('7+', { default: null }),
    retentionTimeMs: int64('2-4', { default: -1 }),
    topics: array({
      name: string('2-9'),
      topicId: uuid('10+'),
      partitions: array({
        partitionIndex: int32(),
        committedOffset: int64(),
        committedLeaderEpoch: int32('6+', { default: -1 }),
        committedMetadata: string('0+', { nullable: '0+' }),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32('3+'),
    topics: array({
      name: string('2-9'),
      topicId: uuid('10+'),
      partitions: array({ partitionIndex: int32(), errorCode: int16() }),
    }),
  },
});
