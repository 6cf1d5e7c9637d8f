import { array, bytes, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * SyncGroup (key 14). The leader hands in every member's assignment, each member takes its own. v3: static
 * members (KIP-345). v4: flexible. v5: protocol type and name (KIP-559).
 */
export const SyncGroup = api('SyncGroup', {
  request: {
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string('3+', { default: null }),
    protocolType: string('5+', { default: null }),
    protocolName: string('5+', { default: null }),
    assignments: array({ memberId: string(), assignment: bytes() }),
  },
  response: {
    throttleTimeMs: int32('1+'),
    errorCode: int16(),
    protocolType: string('5+', { default: null }),
    protocolName: string('5+', { default: null }),
    assignment: bytes(),
  },
});
