/**
 * Requests and responses as they go over a connection: a header, then the message. The size that TCP wants before
 * both is left to whoever has a socket.
 */
import {
  type ApiKeyName,
  ApiKeys,
  apiKeyNames,
  requestHeaderVersion,
  responseHeaderVersion,
} from './api-keys.ts';
import { ByteReader } from './bytes/byte-reader.ts';
import { ByteWriter, type RecordsToBytes } from './bytes/byte-writer.ts';
import { SchemaError } from './bytes/schema-error.ts';
import { UnsupportedVersionError } from './schema/message.ts';
import { type Message, messageCodec } from './schema/message-codec.ts';
import { RequestHeader, ResponseHeader } from './schemas/headers.ts';
import { schemas } from './schemas/index.ts';

export type DescribedApi = keyof typeof schemas;

export interface WireRequestHeader {
  readonly api: DescribedApi;
  readonly version: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

export interface WireResponseHeader {
  /** The response itself says neither of the two: who asked remembers. */
  readonly api: DescribedApi;
  readonly version: number;
  readonly correlationId: number;
}

export function encodeRequest(
  { api, version, correlationId, clientId }: WireRequestHeader,
  body: object,
  recordsToBytes?: RecordsToBytes,
): Uint8Array {
  const writer = new ByteWriter(recordsToBytes);
  const header = { requestApiKey: ApiKeys[api].key, requestApiVersion: version, correlationId, clientId };
  messageCodec(RequestHeader, requestHeaderVersion(api, version)).write(writer, header);
  messageCodec(schemas[api].request, version).write(writer, body);
  return writer.toBytes();
}

export function decodeRequest(bytes: Uint8Array): { header: WireRequestHeader; body: Message } {
  const reader = new ByteReader(bytes);
  const header = readRequestHeader(reader, bytes);
  const body = messageCodec(schemas[header.api].request, header.version).read(reader);
  ensureAllRead(reader);
  return { header, body };
}

/** A broker needs it alone for an ApiVersions request of a version to come: it answers all the same, with v0. */
export function decodeRequestHeader(bytes: Uint8Array): WireRequestHeader {
  return readRequestHeader(new ByteReader(bytes), bytes);
}

export function encodeResponse(
  { api, version, correlationId }: WireResponseHeader,
  body: object,
  recordsToBytes?: RecordsToBytes,
): Uint8Array {
  const writer = new ByteWriter(recordsToBytes);
  messageCodec(ResponseHeader, responseHeaderVersion(api, version)).write(writer, { correlationId });
  messageCodec(schemas[api].response, version).write(writer, body);
  return writer.toBytes();
}

export function decodeResponse(
  api: DescribedApi,
  version: number,
  bytes: Uint8Array,
): { header: WireResponseHeader; body: Message } {
  const reader = new ByteReader(bytes);
  const { correlationId } = messageCodec(ResponseHeader, responseHeaderVersion(api, version)).read(reader);
  const body = messageCodec(schemas[api].response, version).read(reader);
  ensureAllRead(reader);
  return { header: { api, version, correlationId: correlationId as number }, body };
}

/** The key and the version come first in every header, and tell what the rest is like. */
function readRequestHeader(reader: ByteReader, bytes: Uint8Array): WireRequestHeader {
  const ahead = new ByteReader(bytes);
  const api = describedApi(ahead.int16());
  const version = ahead.int16();
  const header = messageCodec(RequestHeader, requestHeaderVersion(api, version)).read(reader);
  return {
    api,
    version,
    correlationId: header.correlationId as number,
    clientId: header.clientId as string | null,
  };
}

function describedApi(key: number): DescribedApi {
  const name = apiKeyNames.find((each) => ApiKeys[each].key === key);
  if (name && isDescribed(name)) return name;
  throw new UnsupportedVersionError(`the API with the key ${key} is not known`);
}

function isDescribed(name: ApiKeyName): name is DescribedApi {
  return name in schemas;
}

function ensureAllRead(reader: ByteReader): void {
  if (reader.remaining() > 0) throw new SchemaError(`${reader.remaining()} bytes are left over`);
}
