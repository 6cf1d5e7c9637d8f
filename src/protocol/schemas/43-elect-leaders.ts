import { array, int8, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** ElectLeaders (key 43). v1: the election may be unclean (KIP-460). v2: flexible. */
export const ElectLeaders = api('ElectLeaders', {
  request: {
    electionType: int8('1+'),
    topicPartitions: array('0+', { topic: string(), partitions: array(int32()) }, { nullable: '0+' }),
    timeoutMs: int32('0+', { default: 60000 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16('1+'),
    replicaElectionResults: array({
      topic: string(),
      partitionResult: array({
        partitionId: int32(),
        errorCode: int16(),
        errorMessage: string('0+', { nullable: '0+' }),
      }),
    }),
  },
});
