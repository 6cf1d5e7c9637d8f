import { requestHeaderVersion, responseHeaderVersion } from '../../protocol/api-keys.ts';
import type { MessageSchema } from '../../protocol/schema/message.ts';
import { decodeMessage, encodeMessage } from '../../protocol/schema/message-codec.ts';
import {
  ConsumerProtocolAssignment,
  ConsumerProtocolSubscription,
} from '../../protocol/schemas/consumer-protocol.ts';
import { RequestHeader, ResponseHeader } from '../../protocol/schemas/headers.ts';
import { schemas } from '../../protocol/schemas/index.ts';
import { firstDifference } from './first-difference.ts';
import { bytesFromHex, hexOf } from './hex.ts';
import { checkEachCase } from './kind-runner.ts';
import { messageFromJson, messageToJson } from './message-json.ts';

interface WireMessageCase {
  /** Not of headers. */
  readonly api?: keyof typeof schemas;
  readonly version: number;
  readonly kind: 'request' | 'response' | keyof typeof withoutApi;
  /** Of requests and responses only. */
  readonly headerVersion?: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly hex: string;
}

const withoutApi = {
  subscription: ConsumerProtocolSubscription,
  assignment: ConsumerProtocolAssignment,
  'request-header': RequestHeader,
  'response-header': ResponseHeader,
};

/** A message in Kafka's JSON form and as bytes: each must give the other. */
export const checkWireMessages = checkEachCase<WireMessageCase>((vectorCase) => {
  const { version, json, hex, headerVersion } = vectorCase;
  const schema = schemaOf(vectorCase);
  const encoded = encodeMessage(schema, version, messageFromJson(schema.fields, json));
  const decoded = decodeMessage(schema, version, bytesFromHex(hex));
  return firstDifference(
    { headerVersion, hex, json },
    {
      headerVersion: headerVersionOf(vectorCase),
      hex: hexOf(encoded),
      json: messageToJson(schema.fields, decoded),
    },
  );
});

function headerVersionOf({ api, kind, version }: WireMessageCase): number | undefined {
  if (!api) return undefined;
  if (kind === 'request') return requestHeaderVersion(api, version);
  return kind === 'response' ? responseHeaderVersion(api, version) : undefined;
}

function schemaOf({ api, kind }: WireMessageCase): MessageSchema {
  if (kind !== 'request' && kind !== 'response') return withoutApi[kind];
  const schema = api && schemas[api];
  if (!schema) throw new Error(`${api} is not described`);
  return schema[kind];
}
