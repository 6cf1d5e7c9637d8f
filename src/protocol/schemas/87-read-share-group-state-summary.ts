import { array, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ReadShareGroupStateSummary (key 87). Where a share partition's state begins, without its records
 * (KIP-932). v1: how many records are done (KIP-1226).
 */
export const ReadShareGroupStateSummary = api('ReadShareGroupStateSummary', {
  request: {
    groupId: string(),
    topics: array({
      topicId: uuid(),
      partitions: array({ partition: int32(), leaderEpoch: int32() }),
    }),
  },
  response: {
    results: array({
      topicId: uuid(),
      partitions: array({
        partition: int32(),
        errorCode: int16(),
        errorMessage: string('0+', { default: null }),
        stateEpoch: int32(),
        leaderEpoch: int32(),
        startOffset: int64(),
        deliveryCompleteCount: int32('1+', { default: -1 }),
      }),
    }),
  },
});
