import { array, boolean, int16, int32, int64, string, uint16, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * Vote (key 52). A candidate asks for a vote (KIP-595). v1: directories (KIP-853). v2: pre-vote (KIP-996).
 */
export const Vote = api('Vote', {
  request: {
    clusterId: string('0+', { default: null }),
    voterId: int32('1+', { default: -1 }),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        replicaEpoch: int32(),
        replicaId: int32(),
        replicaDirectoryId: uuid('1+'),
        voterDirectoryId: uuid('1+'),
        lastOffsetEpoch: int32(),
        lastOffset: int64(),
        preVote: boolean('2+'),
      }),
    }),
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
        voteGranted: boolean(),
      }),
    }),
    nodeEndpoints: array('1+', { nodeId: int32(), host: string(), port: uint16() }, { tag: 0 }),
  },
});
