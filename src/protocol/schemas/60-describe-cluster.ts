import { array, boolean, int8, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * DescribeCluster (key 60). Brokers or controllers (KIP-700). v1: which of the two (KIP-919). v2: fenced
 * brokers (KIP-1073).
 */
export const DescribeCluster = api('DescribeCluster', {
  request: {
    includeClusterAuthorizedOperations: boolean(),
    endpointType: int8('1+', { default: 1 }),
    includeFencedBrokers: boolean('2+'),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { default: null }),
    endpointType: int8('1+', { default: 1 }),
    clusterId: string(),
    controllerId: int32('0+', { default: -1 }),
    brokers: array({
      brokerId: int32(),
      host: string(),
      port: int32(),
      rack: string('0+', { default: null }),
      isFenced: boolean('2+'),
    }),
    clusterAuthorizedOperations: int32('0+', { default: -2147483648 }),
  },
});
