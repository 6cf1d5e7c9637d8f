import { bytes, int16 } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * Envelope (key 58). A request that a broker passes on to the controller, and the answer, both with their
 * headers (KIP-590).
 */
export const Envelope = api('Envelope', {
  request: {
    requestData: bytes(),
    requestPrincipal: bytes('0+', { nullable: '0+' }),
    clientHostAddress: bytes(),
  },
  response: {
    responseData: bytes('0+', { default: null }),
    errorCode: int16(),
  },
});
