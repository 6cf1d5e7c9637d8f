/**
 * A node's connections to others and the requests in flight on them. After Kafka's NetworkClient: a request
 * unanswered for its timeout closes the connection and fails all that is in flight on it; a closed connection
 * is tried again after an exponential backoff.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { API_KEYS, type ApiName, type RequestOf, type ResponseOf } from '../../protocol/messages/index.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import { push } from '../event-queue.ts';
import type { Node, NodeBase, NodeId } from '../node.ts';
import type { AnyRequest, Channel, Message, Request, Response } from './message.ts';
import { arrivalTime, MESSAGE_OVERHEAD_BYTES } from './network.ts';

/** A request that waits for its answer. `context` is whatever its sender needs then: plain data. */
export interface InFlightRequest {
  readonly correlationId: number;
  readonly api: ApiName;
  readonly to: NodeId;
  readonly channel: Channel;
  readonly connection: number;
  readonly sentUs: Micros;
  readonly timeoutUs: Micros;
  readonly context: unknown;
}

interface Connection {
  /** Number of the current connection; it moves on when one is closed. */
  number: number;
  /** Failures since the last answer: the exponent of the backoff. */
  failures: number;
  /** Not before then may anything be sent. */
  retryAtUs: Micros;
}

export interface NetworkClient {
  nextCorrelationId: number;
  inFlight: Map<number, InFlightRequest>;
  /** By `to#channel`. */
  connections: Map<string, Connection>;
  /** When the first of the requests in flight runs out of time; the `request-timeout` timer of every node. */
  timeoutDueUs: Micros;
  reconnectBackoffMs: number;
  reconnectBackoffMaxMs: number;
}

export function createNetworkClient(reconnectBackoffMs = 50, reconnectBackoffMaxMs = 1000): NetworkClient {
  return {
    nextCorrelationId: 1,
    inFlight: new Map(),
    connections: new Map(),
    timeoutDueUs: NEVER,
    reconnectBackoffMs,
    reconnectBackoffMaxMs,
  };
}

function connectionTo(client: NetworkClient, to: NodeId, channel: Channel): Connection {
  const key = `${to}#${channel}`;
  let connection = client.connections.get(key);
  if (!connection) {
    connection = { number: 0, failures: 0, retryAtUs: 0 };
    client.connections.set(key, connection);
  }
  return connection;
}

/** Whether a request may be sent now: false while the connection backs off after a failure. */
export function isReady(client: NetworkClient, to: NodeId, channel: Channel, nowUs: Micros): boolean {
  return nowUs >= connectionTo(client, to, channel).retryAtUs;
}

/** When `isReady` turns true. */
export function readyAtUs(client: NetworkClient, to: NodeId, channel: Channel): Micros {
  return connectionTo(client, to, channel).retryAtUs;
}

export function inFlightCount(client: NetworkClient, to: NodeId, channel: Channel): number {
  let count = 0;
  for (const request of client.inFlight.values()) {
    if (request.to === to && request.channel === channel) count++;
  }
  return count;
}

export interface SendOptions {
  readonly channel: Channel;
  readonly timeoutMs: number;
  /** Kept with the request until its answer, its failure or its timeout. */
  readonly context?: unknown;
  /** False for Produce with acks=0. */
  readonly expectResponse?: boolean;
  /** Another version of the API than nodes here speak. */
  readonly apiVersion?: number;
}

/** Sends a request; the answer comes to the node's `onResponse`, a failure to its `onDisconnect`. */
export function sendRequest<Api extends ApiName>(
  ctx: Ctx,
  sender: NodeBase,
  to: NodeId,
  api: Api,
  body: RequestOf<Api>,
  options: SendOptions,
): Request<Api> {
  const { client } = sender;
  const connection = connectionTo(client, to, options.channel);
  const correlationId = client.nextCorrelationId++;
  const request: Request<Api> = {
    kind: 'request',
    api,
    apiVersion: options.apiVersion ?? API_KEYS[api].version,
    body,
    ...envelope(
      ctx,
      sender.id,
      to,
      options.channel,
      connection.number,
      correlationId,
      sizeOf(api, 'request', body),
    ),
  };
  if (options.expectResponse !== false) {
    const timeoutUs = ctx.nowUs + options.timeoutMs * MICROS_PER_MS;
    client.inFlight.set(correlationId, {
      correlationId,
      api,
      to,
      channel: options.channel,
      connection: connection.number,
      sentUs: ctx.nowUs,
      timeoutUs,
      context: options.context,
    });
    if (timeoutUs < client.timeoutDueUs) {
      client.timeoutDueUs = timeoutUs;
      setTimer(ctx, sender, 'request-timeout', '', timeoutUs);
    }
  }
  travel(ctx, request as AnyRequest);
  return request;
}

/** Answers a request. A broker answers through its own `respond`, which also lets the connection's next request in. */
export function sendResponse<Api extends ApiName>(
  ctx: Ctx,
  sender: NodeBase,
  request: Request<Api>,
  body: ResponseOf<Api>,
): void {
  const { channel, connection, correlationId, api } = request;
  const response: Response<Api> = {
    kind: 'response',
    api,
    apiVersion: request.apiVersion,
    requestId: request.id,
    body,
    ...envelope(
      ctx,
      sender.id,
      request.from,
      channel,
      connection,
      correlationId,
      sizeOf(api, 'response', body),
    ),
    toIncarnation: request.fromIncarnation,
  };
  travel(ctx, response as Message);
}

/** Tells `to` that the connection on which it sent a request is gone. */
export function sendReset(
  ctx: Ctx,
  from: NodeId,
  to: NodeId,
  request: Pick<InFlightRequest, 'channel' | 'connection' | 'correlationId'>,
): void {
  travel(ctx, {
    kind: 'reset',
    ...envelope(ctx, from, to, request.channel, request.connection, request.correlationId, 0),
  });
}

function envelope(
  ctx: Ctx,
  from: NodeId,
  to: NodeId,
  channel: Channel,
  connection: number,
  correlationId: number,
  recordBytes: number,
) {
  const { cluster } = ctx;
  const sizeBytes = recordBytes + MESSAGE_OVERHEAD_BYTES;
  const arrivesUs =
    arrivalTime(cluster.network, cluster.seed, ctx.nowUs, from, to, channel, sizeBytes) ?? NEVER;
  return {
    id: cluster.nextMessageId++,
    from,
    to,
    fromIncarnation: cluster.nodes.get(from)?.incarnation ?? 0,
    toIncarnation: cluster.nodes.get(to)?.incarnation ?? 0,
    channel,
    connection,
    correlationId,
    sizeBytes,
    sentUs: ctx.nowUs,
    arrivesUs,
    causedBy: ctx.event,
  };
}

function travel(ctx: Ctx, message: Message): void {
  ctx.sends.push(message);
  if (message.arrivesUs === NEVER) return;
  const { queue } = ctx.cluster;
  push(queue, { kind: 'message', dueUs: message.arrivesUs, seq: queue.nextSeq++, message });
}

/** Bytes of record batches in a message: the part of its size that varies widely. */
function sizeOf<Api extends ApiName>(
  api: Api,
  kind: 'request' | 'response',
  body: RequestOf<Api> | ResponseOf<Api>,
): number {
  if (api === 'Produce' && kind === 'request') {
    let bytes = 0;
    for (const topic of (body as RequestOf<'Produce'>).topicData) {
      for (const partition of topic.partitionData) bytes += sizeOfBatches(partition.records);
    }
    return bytes;
  }
  if (api === 'Fetch' && kind === 'response') {
    let bytes = 0;
    for (const topic of (body as ResponseOf<'Fetch'>).responses) {
      for (const partition of topic.partitions) bytes += sizeOfBatches(partition.records);
    }
    return bytes;
  }
  return 0;
}

function sizeOfBatches(batches: readonly RecordBatch[]): number {
  let bytes = 0;
  for (const batch of batches) bytes += batch.sizeInBytes;
  return bytes;
}

/** The request that a response answers, now settled; undefined when its connection was closed meanwhile. */
export function settle(
  client: NetworkClient,
  response: { readonly correlationId: number; readonly channel: Channel; readonly from: NodeId },
): InFlightRequest | undefined {
  const request = client.inFlight.get(response.correlationId);
  if (!request) return undefined;
  client.inFlight.delete(response.correlationId);
  connectionTo(client, response.from, response.channel).failures = 0;
  return request;
}

/** Closes a connection: returns the requests that failed with it, oldest first. Null: it was closed before. */
export function closeConnection(
  ctx: Ctx,
  client: NetworkClient,
  to: NodeId,
  channel: Channel,
  number: number,
): InFlightRequest[] {
  const connection = connectionTo(client, to, channel);
  if (connection.number !== number) return [];
  connection.number++;
  const backoffMs = Math.min(
    client.reconnectBackoffMs * 2 ** Math.min(connection.failures, 20),
    client.reconnectBackoffMaxMs,
  );
  connection.failures++;
  connection.retryAtUs = ctx.nowUs + backoffMs * MICROS_PER_MS;
  const failed = [...client.inFlight.values()].filter(
    (request) => request.to === to && request.channel === channel,
  );
  for (const request of failed) client.inFlight.delete(request.correlationId);
  return failed;
}

/** Requests that ran out of time, with all others on their connections; sets the timer for the next one. */
export function expireRequests(ctx: Ctx, node: Node): InFlightRequest[] {
  const { client } = node;
  const failed: InFlightRequest[] = [];
  for (const request of [...client.inFlight.values()]) {
    if (request.timeoutUs > ctx.nowUs || !client.inFlight.has(request.correlationId)) continue;
    failed.push(...closeConnection(ctx, client, request.to, request.channel, request.connection));
  }
  client.timeoutDueUs = NEVER;
  for (const request of client.inFlight.values())
    client.timeoutDueUs = Math.min(client.timeoutDueUs, request.timeoutUs);
  if (client.timeoutDueUs !== NEVER) setTimer(ctx, node, 'request-timeout', '', client.timeoutDueUs);
  return failed;
}
