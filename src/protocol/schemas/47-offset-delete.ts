import { array, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** OffsetDelete (key 47). Forgets a group's offsets of topics that it is not subscribed to (KIP-496). */
export const OffsetDelete = api('OffsetDelete', {
  request: {
    groupId: string(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32() }),
    }),
  },
  response: {
    errorCode: int16(),
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), errorCode: int16() }),
    }),
  },
});
