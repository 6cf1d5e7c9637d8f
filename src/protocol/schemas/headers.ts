/**
 * What goes before every request and response. Request header v2 and response header v1 are those of the
 * flexible versions; the client id keeps its plain length, so that a broker can read it in any of them.
 */
import type { MessageSchema } from '../schema/message.ts';
import { int16, int32, string } from '../schema/schema.ts';

export const RequestHeader = {
  name: 'Request header',
  versions: [1, 2],
  firstFlexible: 2,
  fields: {
    requestApiKey: int16(),
    requestApiVersion: int16(),
    correlationId: int32(),
    clientId: string('0+', { nullable: '0+', flexible: false }),
  },
} as const satisfies MessageSchema;

export const ResponseHeader = {
  name: 'Response header',
  versions: [0, 1],
  firstFlexible: 1,
  fields: { correlationId: int32() },
} as const satisfies MessageSchema;
