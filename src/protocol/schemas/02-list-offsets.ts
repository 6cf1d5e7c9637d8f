import { array, int8, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ListOffsets (key 2). The offset for a time. v2: isolation level. v4: leader epoch (KIP-320). v6: flexible.
 * v7: offset of the largest timestamp (KIP-734). v8: earliest local offset (KIP-405). v9: latest tiered
 * offset (KIP-1005). v10: timeout for remote reads (KIP-1075). v11: earliest offset not yet uploaded
 * (KIP-1023).
 */
export const ListOffsets = api('ListOffsets', {
  request: {
    replicaId: int32(),
    isolationLevel: int8('2+'),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        currentLeaderEpoch: int32('4+', { default: -1 }),
        timestamp: int64(),
      }),
    }),
    timeoutMs: int32('10+'),
  },
  response: {
    throttleTimeMs: int32('2+'),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        timestamp: int64('0+', { default: -1 }),
        offset: int64('0+', { default: -1 }),
        leaderEpoch: int32('4+', { default: -1 }),
      }),
    }),
  },
});
