/**
 * An Envelope carries a request and its answer as bytes (KIP-590); in the engine they stay objects, so that what
 * is forwarded can be looked at. This gives the bytes.
 */

import type { EnvelopeRequest, EnvelopeResponse } from './messages/58-envelope.ts';
import { API_KEYS } from './messages/index.ts';
import { encodeRequest, encodeResponse, type WireRequestHeader } from './wire.ts';

type Forwarded = Pick<WireRequestHeader, 'correlationId' | 'clientId'>;

/** Nodes here have names instead of addresses. */
const LOOPBACK_ADDRESS = Uint8Array.of(127, 0, 0, 1);

export function envelopeRequestOnWire({ requestData }: EnvelopeRequest, forwarded: Forwarded): object {
  const { api, body } = requestData;
  const header = { api, version: API_KEYS[api].version, ...forwarded };
  return {
    requestData: encodeRequest(header, body),
    requestPrincipal: null,
    clientHostAddress: LOOPBACK_ADDRESS,
  };
}

export function envelopeResponseOnWire(
  { responseData, errorCode }: EnvelopeResponse,
  { correlationId }: Pick<Forwarded, 'correlationId'>,
): object {
  if (responseData === null) return { responseData, errorCode };
  const { api, body } = responseData;
  const header = { api, version: API_KEYS[api].version, correlationId };
  return { responseData: encodeResponse(header, body), errorCode };
}
