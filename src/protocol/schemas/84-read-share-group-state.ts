import { array, int8, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ReadShareGroupState (key 84). A leader loads a share partition's state from the share coordinator
 * (KIP-932).
 */
export const ReadShareGroupState = api('ReadShareGroupState', {
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
        startOffset: int64(),
        stateBatches: array({
          firstOffset: int64(),
          lastOffset: int64(),
          deliveryState: int8(),
          deliveryCount: int16(),
        }),
      }),
    }),
  },
});
