import { array, int16, int32, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/** DeleteShareGroupOffsets (key 92). Forgets a share group's offsets of a topic (KIP-932). */
export const DeleteShareGroupOffsets = api('DeleteShareGroupOffsets', {
  request: {
    groupId: string(),
    topics: array({ topicName: string() }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { default: null }),
    responses: array({
      topicName: string(),
      topicId: uuid(),
      errorCode: int16(),
      errorMessage: string('0+', { default: null }),
    }),
  },
});
