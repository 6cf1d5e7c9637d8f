import { array, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * OffsetForLeaderEpoch (key 23). Where a leader epoch ended, to find where two logs part (KIP-101, KIP-320).
 * v3: who asks. v4: flexible.
 */
export const OffsetForLeaderEpoch = api('OffsetForLeaderEpoch', {
  request: {
    replicaId: int32('3+', { default: -2 }),
    topics: array({
      topic: string(),
      partitions: array({
        partition: int32(),
        currentLeaderEpoch: int32('0+', { default: -1 }),
        leaderEpoch: int32(),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      topic: string(),
      partitions: array({
        errorCode: int16(),
        partition: int32(),
        leaderEpoch: int32('0+', { default: -1 }),
        endOffset: int64('0+', { default: -1 }),
      }),
    }),
  },
});
