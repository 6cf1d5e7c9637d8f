import { array, boolean, bytes, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * JoinGroup (key 11). A member of a classic group asks to be in the next generation. v1: rebalance timeout.
 * v4: comes back with the member id it was given (KIP-394). v5: static members (KIP-345). v6: flexible. v7:
 * protocol type and name (KIP-559). v8: reason (KIP-800). v9: the leader may be told to keep the assignment
 * (KIP-814).
 */
export const JoinGroup = api('JoinGroup', {
  request: {
    groupId: string(),
    sessionTimeoutMs: int32(),
    rebalanceTimeoutMs: int32('1+', { default: -1 }),
    memberId: string(),
    groupInstanceId: string('5+', { default: null }),
    protocolType: string(),
    protocols: array({ name: string(), metadata: bytes() }),
    reason: string('8+', { default: null }),
  },
  response: {
    throttleTimeMs: int32('2+'),
    errorCode: int16(),
    generationId: int32('0+', { default: -1 }),
    protocolType: string('7+', { default: null }),
    protocolName: string('0+', { nullable: '7+' }),
    leader: string(),
    skipAssignment: boolean('9+'),
    memberId: string(),
    members: array({
      memberId: string(),
      groupInstanceId: string('5+', { default: null }),
      metadata: bytes(),
    }),
  },
});
