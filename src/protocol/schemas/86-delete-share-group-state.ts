import { array, int16, int32, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/** DeleteShareGroupState (key 86). Forgets a share partition's state (KIP-932). */
export const DeleteShareGroupState = api('DeleteShareGroupState', {
  request: {
    groupId: string(),
    topics: array({
      topicId: uuid(),
      partitions: array({ partition: int32() }),
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
