import { array, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * InitializeShareGroupState (key 83). The group coordinator has a share partition's state begin (KIP-932).
 */
export const InitializeShareGroupState = api('InitializeShareGroupState', {
  request: {
    groupId: string(),
    topics: array({
      topicId: uuid(),
      partitions: array({ partition: int32(), stateEpoch: int32(), startOffset: int64() }),
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
