import { array, boolean, int16, int32, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * Metadata (key 3). Brokers, topics and who leads what. v4: whether to create topics. v5: offline replicas.
 * v7: leader epoch (KIP-320). v8: authorized operations (KIP-430). v9: flexible. v10: topic ids (KIP-516).
 * v12: asked by id. v13: an error for the whole answer (KIP-1102).
 */
export const Metadata = api('Metadata', {
  request: {
    topics: array(
      '0+',
      { topicId: uuid('10+'), name: string('0+', { nullable: '10+' }) },
      { nullable: '1+' },
    ),
    allowAutoTopicCreation: boolean('4+', { default: true }),
    includeClusterAuthorizedOperations: boolean('8-10'),
    includeTopicAuthorizedOperations: boolean('8+'),
  },
  response: {
    throttleTimeMs: int32('3+'),
    brokers: array({
      nodeId: int32(),
      host: string(),
      port: int32(),
      rack: string('1+', { default: null }),
    }),
    clusterId: string('2+', { default: null }),
    controllerId: int32('1+', { default: -1 }),
    topics: array({
      errorCode: int16(),
      name: string('0+', { nullable: '12+' }),
      topicId: uuid('10+'),
      isInternal: boolean('1+'),
      partitions: array({
        errorCode: int16(),
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32('7+', { default: -1 }),
        replicaNodes: array(int32()),
        isrNodes: array(int32()),
        offlineReplicas: array('5+', int32()),
      }),
      topicAuthorizedOperations: int32('8+', { default: -2147483648 }),
    }),
    clusterAuthorizedOperations: int32('8-10', { default: -2147483648 }),
    errorCode: int16('13+'),
  },
});
