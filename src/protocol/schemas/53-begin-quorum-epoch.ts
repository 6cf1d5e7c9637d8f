import { array, int16, int32, string, uint16, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * BeginQuorumEpoch (key 53). A new leader of the quorum makes itself known (KIP-595). v1: flexible,
 * directories and endpoints (KIP-853).
 */
export const BeginQuorumEpoch = api('BeginQuorumEpoch', {
  request: {
    clusterId: string('0+', { default: null }),
    voterId: int32('1+', { default: -1 }),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        voterDirectoryId: uuid('1+'),
        leaderId: int32(),
        leaderEpoch: int32(),
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
