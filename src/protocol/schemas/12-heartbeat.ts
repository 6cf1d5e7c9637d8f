import { int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** Heartbeat (key 12). A member of a classic group lives. v3: static members (KIP-345). v4: flexible. */
export const Heartbeat = api('Heartbeat', {
  request: {
    groupId: string(),
    generationId: int32(),
    memberId: string(),
    groupInstanceId: string('3+', { default: null }),
  },
  response: {
    throttleTimeMs: int32('1+'),
    errorCode: int16(),
  },
});
