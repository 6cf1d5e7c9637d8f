import { int16, int32, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** UnregisterBroker (key 64). Forgets a broker (KIP-631). */
export const UnregisterBroker = api('UnregisterBroker', {
  request: {
    brokerId: int32(),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { nullable: '0+' }),
  },
});
