import { int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** AddOffsetsToTxn (key 25). A transaction will commit a group's offsets. v3: flexible. */
export const AddOffsetsToTxn = api('AddOffsetsToTxn', {
  request: {
    transactionalId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    groupId: string(),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
  },
});
