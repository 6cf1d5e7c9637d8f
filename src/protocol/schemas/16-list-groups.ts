import { array, int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ListGroups (key 16). All groups of one coordinator. v3: flexible. v4: by state (KIP-518). v5: by type
 * (KIP-848).
 */
export const ListGroups = api('ListGroups', {
  request: {
    statesFilter: array('4+', string()),
    typesFilter: array('5+', string()),
  },
  response: {
    throttleTimeMs: int32('1+'),
    errorCode: int16(),
    groups: array({
      groupId: string(),
      protocolType: string(),
      groupState: string('4+'),
      groupType: string('5+'),
    }),
  },
});
