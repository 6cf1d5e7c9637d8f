import { array, boolean, int16, int32, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

const cursor = { topicName: string(), partitionIndex: int32() };

/** DescribeTopicPartitions (key 75). Topics in pages, with eligible leader replicas (KIP-966). */
export const DescribeTopicPartitions = api('DescribeTopicPartitions', {
  request: {
    topics: array({ name: string() }),
    responsePartitionLimit: int32('0+', { default: 2000 }),
    cursor: struct('0+', cursor, { default: null }),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      errorCode: int16(),
      name: string('0+', { nullable: '0+' }),
      topicId: uuid(),
      isInternal: boolean(),
      partitions: array({
        errorCode: int16(),
        partitionIndex: int32(),
        leaderId: int32(),
        leaderEpoch: int32('0+', { default: -1 }),
        replicaNodes: array(int32()),
        isrNodes: array(int32()),
        eligibleLeaderReplicas: array('0+', int32(), { default: null }),
        lastKnownElr: array('0+', int32(), { default: null }),
        offlineReplicas: array(int32()),
      }),
      topicAuthorizedOperations: int32('0+', { default: -2147483648 }),
    }),
    nextCursor: struct('0+', cursor, { default: null }),
  },
});
