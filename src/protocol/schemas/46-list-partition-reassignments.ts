import { array, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** ListPartitionReassignments (key 46). Moves of replicas that are under way (KIP-455). */
export const ListPartitionReassignments = api('ListPartitionReassignments', {
  request: {
    timeoutMs: int32('0+', { default: 60000 }),
    topics: array('0+', { name: string(), partitionIndexes: array(int32()) }, { default: null }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { nullable: '0+' }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        replicas: array(int32()),
        addingReplicas: array(int32()),
        removingReplicas: array(int32()),
      }),
    }),
  },
});
