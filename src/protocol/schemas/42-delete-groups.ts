import { array, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** DeleteGroups (key 42). Deletes groups without members (KIP-229). v2: flexible. */
export const DeleteGroups = api('DeleteGroups', {
  request: {
    groupsNames: array(string()),
  },
  response: {
    throttleTimeMs: int32(),
    results: array({ groupId: string(), errorCode: int16() }),
  },
});
