import { array, int8, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * FindCoordinator (key 10). Which broker coordinates a group, a transaction or a share partition. v1: key
 * type. v3: flexible. v4: several keys (KIP-699). v6: share partitions (KIP-932).
 */
export const FindCoordinator = api('FindCoordinator', {
  request: {
    key: string('0-3'),
    keyType: int8('1+'),
    coordinatorKeys: array('4+', string()),
  },
  response: {
    throttleTimeMs: int32('1+'),
    errorCode: int16('0-3'),
    errorMessage: string('1-3', { nullable: '0+' }),
    nodeId: int32('0-3'),
    host: string('0-3'),
    port: int32('0-3'),
    coordinators: array('4+', {
      key: string(),
      nodeId: int32(),
      host: string(),
      port: int32(),
      errorCode: int16(),
      errorMessage: string('0+', { nullable: '0+' }),
    }),
  },
});
