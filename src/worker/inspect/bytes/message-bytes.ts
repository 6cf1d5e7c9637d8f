/**
 * A message of the engine as bytes, field by field: its size as TCP wants it, the header, the body, what is in
 * its record batches, and what clients of a group tell each other inside it.
 *
 * Nodes here speak one version of each API, and bodies have Kafka's own fields. What a node leaves out is written
 * as its default, as Kafka's does it. Three things are not in the engine's messages and are made here:
 * - client ids: a client's is its name; a broker's those that Kafka gives its connections (`clientIdOf`);
 * - the header of a request inside an Envelope, which has the envelope's correlation id and the asker's name;
 * - addresses: nodes have names instead, an Envelope says 127.0.0.1.
 */
import type { AnyRequest, AnyResponse } from '../../../engine/network/message.ts';
import { ApiKeys, requestHeaderVersion, responseHeaderVersion } from '../../../protocol/api-keys.ts';
import type { InsideRecord } from '../../../protocol/dissect/dissect-batch.ts';
import { dissectBatches } from '../../../protocol/dissect/dissect-batch.ts';
import { dissectConsumerProtocol } from '../../../protocol/dissect/dissect-consumer-protocol.ts';
import {
  insideCoordinatorRecord,
  insideMetadataRecord,
  insideShareStateRecord,
  insideTransactionLogRecord,
} from '../../../protocol/dissect/dissect-internal-record.ts';
import { type DissectedField, dissectMessageIn, movedBy } from '../../../protocol/dissect/dissect-message.ts';
import { envelopeRequestOnWire, envelopeResponseOnWire } from '../../../protocol/envelope-bytes.ts';
import { API_KEYS } from '../../../protocol/messages/index.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import { RequestHeader, ResponseHeader } from '../../../protocol/schemas/headers.ts';
import { schemas } from '../../../protocol/schemas/index.ts';
import { type DescribedApi, encodeRequest, encodeResponse } from '../../../protocol/wire.ts';
import type { Simulation } from '../../../sim/simulation.ts';
import { bytesOfBatches } from './batch-bytes.ts';

export type Travelling = AnyRequest | AnyResponse;

export interface WireMessage {
  readonly bytes: Uint8Array;
  /** The size, the header and the body. */
  readonly fields: readonly DissectedField[];
}

const SIZE_BYTES = 4;

export function wireMessage(simulation: Simulation, message: Travelling): WireMessage {
  const bytes = withSize(encode(message, (batches) => bytesOfBatches(simulation, batches)));
  const size = bytes.length - SIZE_BYTES;
  const sizeField = {
    name: 'size',
    type: 'int32',
    value: size,
    from: 0,
    to: SIZE_BYTES,
    tag: null,
    inner: [],
  };
  return { bytes, fields: [sizeField, ...headerAndBody(message, bytes, SIZE_BYTES)] };
}

function encode(message: Travelling, recordsToBytes: (batches: readonly RecordBatch[]) => Uint8Array) {
  const { api, apiVersion: version, correlationId } = message;
  if (message.kind === 'response') {
    const header = { api, version, correlationId };
    const body = message.api === 'Envelope' ? envelopeResponseOnWire(message.body, header) : message.body;
    return encodeResponse(header, body, recordsToBytes);
  }
  const header = { api, version, correlationId, clientId: clientIdOf(message) };
  if (message.api !== 'Envelope') return encodeRequest(header, message.body, recordsToBytes);
  const clientId = message.body.clientHostAddress;
  return encodeRequest(header, envelopeRequestOnWire(message.body, { correlationId, clientId }));
}

/** What Kafka's brokers call themselves: as followers, to the quorum, and to the controller. */
function clientIdOf({ from, channel }: Pick<Travelling, 'from' | 'channel'>): string {
  const [, brokerId] = /^broker-(\d+)$/.exec(from) ?? [];
  if (brokerId === undefined) return from;
  if (channel === 'replica-fetch') return `broker-${brokerId}-fetcher-0`;
  return channel === 'metadata' ? `raft-client-${brokerId}` : brokerId;
}

function withSize(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(SIZE_BYTES + message.length);
  new DataView(bytes.buffer).setInt32(0, message.length);
  bytes.set(message, SIZE_BYTES);
  return bytes;
}

type Kind = 'request' | 'response';

interface Spoken {
  readonly api: DescribedApi;
  readonly apiVersion: number;
  readonly kind: Kind;
}

export function headerVersionOf({ api, apiVersion, kind }: Spoken): number {
  return (kind === 'request' ? requestHeaderVersion : responseHeaderVersion)(api, apiVersion);
}

function headerAndBody(message: Travelling, bytes: Uint8Array, from: number): DissectedField[] {
  const [header, body] = dissectSpoken(message, bytes, from);
  const insides = insidesOf(message).values();
  return [header, lookInside(body, message, insides)];
}

function dissectSpoken(spoken: Spoken, bytes: Uint8Array, from: number): [DissectedField, DissectedField] {
  const { api, apiVersion, kind } = spoken;
  const headerSchema = kind === 'request' ? RequestHeader : ResponseHeader;
  const header = dissectMessageIn(headerSchema, headerVersionOf(spoken), bytes, from);
  const body = dissectMessageIn(schemas[api][kind], apiVersion, bytes, header.to);
  return [
    struct('header', header.fields, from, header.to),
    struct('body', body.fields, header.to, bytes.length),
  ];
}

function struct(name: string, inner: readonly DissectedField[], from: number, to: number): DissectedField {
  return { name, type: 'struct', value: null, from, to, tag: null, inner };
}

/** Fields of bytes that members of a group fill in themselves. */
const SUBSCRIPTIONS = new Set(['metadata', 'memberMetadata']);
const ASSIGNMENTS = new Set(['assignment', 'memberAssignment']);
const GROUP_APIS: ReadonlySet<string> = new Set(['JoinGroup', 'SyncGroup', 'DescribeGroups']);

/** The same field with what its bytes hold, or its inner ones so. */
function lookInside(
  field: DissectedField,
  message: Travelling,
  insides: Iterator<InsideRecord | undefined>,
): DissectedField {
  const { name, value, to } = field;
  if (!(value instanceof Uint8Array)) {
    return { ...field, inner: field.inner.map((each) => lookInside(each, message, insides)) };
  }
  const from = to - value.length;
  const inner = (found: readonly DissectedField[]): DissectedField => ({ ...field, inner: found });
  if (name === 'records') return inner(dissectBatches(value, from, insides.next().value));
  if (GROUP_APIS.has(message.api) && name !== null) {
    if (SUBSCRIPTIONS.has(name)) return inner(dissectConsumerProtocol('subscription', value, from));
    if (ASSIGNMENTS.has(name)) return inner(dissectConsumerProtocol('assignment', value, from));
  }
  const forwarded = name === 'requestData' || name === 'responseData' ? forwardedIn(message) : null;
  return forwarded ? inner(dissectSpoken(forwarded, value, 0).map((each) => movedBy(each, from))) : field;
}

/** What the message carries for somebody else. */
function forwardedIn(message: Travelling): Spoken | null {
  if (message.api !== 'Envelope') return null;
  const data = message.kind === 'request' ? message.body.requestData : message.body.responseData;
  return data && { api: data.api, apiVersion: API_KEYS[data.api].version, kind: message.kind };
}

/** Of each partition that a Fetch answers for, in its order: what knows the inside of its records. */
function insidesOf(message: Travelling): (InsideRecord | undefined)[] {
  if (message.kind !== 'response' || message.api !== 'Fetch') return [];
  return message.body.responses.flatMap(({ partitions }) =>
    partitions.map(({ records: [batch] }) => batch && insideRecords(batch)),
  );
}

/** What knows the inside of a batch's records; undefined: they are an application's. */
export function insideRecords({ records }: RecordBatch): InsideRecord | undefined {
  if (records.kind === 'metadata') return insideMetadataRecord;
  if (records.kind === 'share-state') return insideShareStateRecord;
  if (records.kind === 'transaction-log') return insideTransactionLogRecord;
  return records.kind === 'coordinator' ? insideCoordinatorRecord : undefined;
}

/** For headings. */
export function isFlexible({ api, apiVersion }: Spoken): boolean {
  const { firstFlexible } = ApiKeys[api];
  return firstFlexible !== null && apiVersion >= firstFlexible;
}
