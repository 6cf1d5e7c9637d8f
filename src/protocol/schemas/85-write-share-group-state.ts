import { array, int8, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * WriteShareGroupState (key 85). A leader saves a share partition's state with the share coordinator
 * (KIP-932). v1: how many records are done, for the lag (KIP-1226).
 */
export const WriteShareGroupState = api('WriteShareGroupState', {
  request: {
    groupId: string(),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partition: int32(),
        stateEpoch: int32(),
        leaderEpoch: int32(),
        startOffset: int64(),
        deliveryCompleteCount: int32('1+', { default: -1 }),
        stateBatches: array({
          firstOffset: int64(),
          lastOffset: int64(),
          deliveryState: int8(),
          deliveryCount: int16(),
        }),
      }),
    }),
  },
  response: {
    results: array({
      topicId: uuid(),
      partitions: array({
        partition: int32(),
        errorCode: int16(),
        errorMessage: string('0+', { default: null }),
      }),
    }),
  },
});
