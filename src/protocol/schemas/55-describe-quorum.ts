import { array, int16, int32, int64, string, uint16, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

const replicaState = {
  replicaId: int32(),
  replicaDirectoryId: uuid('2+'),
  logEndOffset: int64(),
  lastFetchTimestamp: int64('1+', { default: -1 }),
  lastCaughtUpTimestamp: int64('1+', { default: -1 }),
};

/**
 * DescribeQuorum (key 55). Voters, observers and how far they are (KIP-595). v1: when they last fetched
 * (KIP-836). v2: directories, error messages (KIP-853).
 */
export const DescribeQuorum = api('DescribeQuorum', {
  request: {
    topics: array({
      topicName: string(),
      partitions: array({ partitionIndex: int32() }),
    }),
  },
  response: {
    errorCode: int16(),
    errorMessage: string('2+', { nullable: '0+' }),
    topics: array({
      topicName: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        errorMessage: string('2+', { nullable: '0+' }),
        leaderId: int32(),
        leaderEpoch: int32(),
        highWatermark: int64(),
        currentVoters: array(replicaState),
        observers: array(replicaState),
      }),
    }),
    nodes: array('2+', {
      nodeId: int32(),
      listeners: array({ name: string(), host: string(), port: uint16() }),
    }),
  },
});
