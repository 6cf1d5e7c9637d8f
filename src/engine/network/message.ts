/**
 * What travels: Kafka's requests and responses as typed objects, and the reset of a connection.
 * A message is a record in the event queue until it arrives.
 */
import type { EventId, Micros } from '../../kernel/brand.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../protocol/messages/index.ts';
import type { NodeId } from '../node.ts';

/**
 * A node keeps one connection a channel to another, as Kafka's clients do: a consumer speaks to its
 * coordinator beside its fetches, a broker's heartbeats never queue behind its fetch of metadata.
 */
export type Channel =
  | 'data'
  | 'coordinator'
  | 'replica-fetch'
  | 'heartbeat'
  | 'metadata'
  | 'alter-partition'
  | 'forward'
  | 'share-coordinator'
  | 'transaction-marker'
  | 'add-partitions-to-txn';

interface Travelling {
  /** Unique in a run, ascending by the time of sending. */
  readonly id: number;
  readonly from: NodeId;
  readonly to: NodeId;
  /** The lives of both ends when it was sent. */
  readonly fromIncarnation: number;
  readonly toIncarnation: number;
  readonly channel: Channel;
  /** Number of the connection on its channel; a client's first is 0. */
  readonly connection: number;
  readonly correlationId: number;
  /** Bytes on the wire as far as bandwidth is concerned: its record batches and a fixed overhead. */
  readonly sizeBytes: number;
  readonly sentUs: Micros;
  readonly arrivesUs: Micros;
  readonly causedBy: EventId;
}

export interface Request<Api extends ApiName = ApiName> extends Travelling {
  readonly kind: 'request';
  readonly api: Api;
  readonly apiVersion: number;
  readonly body: RequestOf<Api>;
}

export interface Response<Api extends ApiName = ApiName> extends Travelling {
  readonly kind: 'response';
  readonly api: Api;
  readonly apiVersion: number;
  readonly requestId: number;
  readonly body: ResponseOf<Api>;
}

/** The other end is gone: every request in flight on the connection has failed. */
export interface Reset extends Travelling {
  readonly kind: 'reset';
}

export type AnyRequest = { [Api in ApiName]: Request<Api> }[ApiName];
export type AnyResponse = { [Api in ApiName]: Response<Api> }[ApiName];
export type Message = AnyRequest | AnyResponse | Reset;
