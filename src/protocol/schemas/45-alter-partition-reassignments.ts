import { array, boolean, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * AlterPartitionReassignments (key 45). Moves replicas to other brokers (KIP-455). v1: may refuse to change
 * the replication factor (KIP-860).
 */
export const AlterPartitionReassignments = api('AlterPartitionReassignments', {
  request: {
    timeoutMs: int32('0+', { default: 60000 }),
    allowReplicationFactorChange: boolean('1+', { default: true }),
    topics: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        replicas: array('0+', int32(), { default: null }),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    allowReplicationFactorChange: boolean('1+', { default: true }),
    errorCode: int16(),
    errorMessage: string('0+', { nullable: '0+' }),
    responses: array({
      name: string(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        errorMessage: string('0+', { nullable: '0+' }),
      }),
    }),
  },
});
