import { array, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** DeleteRecords (key 21). Moves the log start offset up (KIP-107). v2: flexible. */
export const DeleteRecords = api('DeleteRecords', {
  request: {
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), offset: int64() }),
    }),
    timeoutMs: int32(),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      partitions: array({ partitionIndex: int32(), lowWatermark: int64(), errorCode: int16() }),
    }),
  },
});
