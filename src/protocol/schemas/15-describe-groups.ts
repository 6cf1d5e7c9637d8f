import { array, boolean, bytes, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * DescribeGroups (key 15). State and members of classic groups. v3: authorized operations (KIP-430). v4:
 * static members (KIP-345). v5: flexible. v6: error message, and GROUP_ID_NOT_FOUND instead of a dead group
 * (KIP-1043).
 */
export const DescribeGroups = api('DescribeGroups', {
  request: {
    groups: array(string()),
    includeAuthorizedOperations: boolean('3+'),
  },
  response: {
    throttleTimeMs: int32('1+'),
    groups: array({
      errorCode: int16(),
      errorMessage: string('6+', { default: null }),
      groupId: string(),
      groupState: string(),
      protocolType: string(),
      protocolData: string(),
      members: array({
        memberId: string(),
        groupInstanceId: string('4+', { default: null }),
        clientId: string(),
        clientHost: string(),
        memberMetadata: bytes(),
        memberAssignment: bytes(),
      }),
      authorizedOperations: int32('3+', { default: -2147483648 }),
    }),
  },
});
