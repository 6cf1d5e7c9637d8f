import { array, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * AlterShareGroupOffsets (key 91). Moves share-partition start offsets; the group must be empty (KIP-932).
 */
export const AlterShareGroupOffsets = api('AlterShareGroupOffsets', {
  request: {
    groupId: string(),
    topics: array({
      topicName: string(),
      partitions: array({ partitionIndex: int32(), startOffset: int64() }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { default: null }),
    responses: array({
      topicName: string(),
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        errorMessage: string('0+', { default: null }),
      }),
    }),
  },
});
