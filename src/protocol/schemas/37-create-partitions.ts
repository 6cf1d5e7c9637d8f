import { array, boolean, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** CreatePartitions (key 37). More partitions for a topic (KIP-195). v2: flexible. */
export const CreatePartitions = api('CreatePartitions', {
  request: {
    topics: array({
      name: string(),
      count: int32(),
      assignments: array('0+', { brokerIds: array(int32()) }, { nullable: '0+' }),
    }),
    timeoutMs: int32(),
    validateOnly: boolean(),
  },
  response: {
    throttleTimeMs: int32(),
    results: array({
      name: string(),
      errorCode: int16(),
      errorMessage: string('0+', { default: null }),
    }),
  },
});
