import { array, int16, int32, string, uint16, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * EndQuorumEpoch (key 54). A leader of the quorum resigns (KIP-595). v1: flexible, directories and endpoints
 * (KIP-853).
 */
export const EndQuorumEpoch = api('EndQuorumEpoch', {
  request: {
    clusterId: string('0+', { default: null }),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32(),
        preferredSuccessors: array('0', int32()),
        preferredCandidates: array('1+', { candidateId: int32(), candidateDirectoryId: uuid() }),
      }),
    }),
    leaderEndpoints: array('1+', { name: string(), host: string(), port: uint16() }),
  },
  response: {
    errorCode: int16(),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        leaderId: int32(),
        leaderEpoch: int32(),
      }),
    }),
    nodeEndpoints: array('1+', { nodeId: int32(), host: string(), port: uint16() }, { tag: 0 }),
  },
});
