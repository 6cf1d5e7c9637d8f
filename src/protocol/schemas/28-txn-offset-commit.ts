import { array, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * TxnOffsetCommit (key 28). Offsets that are committed with a transaction. v2: leader epoch (KIP-320). v3:
 * flexible, fenced by the group's generation (KIP-447).
 */
export const TxnOffsetCommit = api('TxnOffsetCommit', {
  request: {
    transactionalId: string(),
    groupId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    generationId: int32('3+', { default: -1 }),
    memberId: string('3+'),
    groupInstanceId: string('3+', { default: null }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        committedOffset: int64(),
        committedLeaderEpoch: int32('2+', { default: -1 }),
        committedMetadata: string('0+', { nullable: '0+' }),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), errorCode: int16() }),
    }),
  },
});
