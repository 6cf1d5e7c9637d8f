import { array, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * LeaveGroup (key 13). Members leave a classic group. v3: several, static ones too (KIP-345). v4: flexible.
 * v5: reason (KIP-800).
 */
export const LeaveGroup = api('LeaveGroup', {
  request: {
    groupId: string(),
    memberId: string('0-2'),
    members: array('3+', {
      memberId: string(),
      groupInstanceId: string('0+', { default: null }),
      reason: string('5+', { default: null }),
    }),
  },
  response: {
    throttleTimeMs: int32('1+'),
    errorCode: int16(),
    members: array('3+', {
      memberId: string(),
      groupInstanceId: string('0+', { nullable: '0+' }),
      errorCode: int16(),
    }),
  },
});
