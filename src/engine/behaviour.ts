/** What each kind of node does with what reaches it. One table a kind; `step.ts` looks them up. */
import type { Micros } from '../kernel/brand.ts';
import type { Ctx } from './ctx.ts';
import type { AnyRequest, AnyResponse, Reset } from './network/message.ts';
import type { InFlightRequest } from './network/network-client.ts';

export interface Timer<N> {
  /** The field that holds when this timer is due; undefined or another time: the queue's entry is stale. */
  due(node: N, key: string): Micros | undefined;
  fire(ctx: Ctx, node: N, key: string): void;
}

export interface Behaviour<N> {
  onRequest(ctx: Ctx, node: N, request: AnyRequest): void;
  onResponse(ctx: Ctx, node: N, request: InFlightRequest, response: AnyResponse): void;
  /** A request failed without an answer: its connection was reset, or it ran out of time. */
  onDisconnect(ctx: Ctx, node: N, request: InFlightRequest, reason: 'reset' | 'timeout'): void;
  /** A connection that another node had opened is gone. */
  onConnectionLost?(ctx: Ctx, node: N, reset: Reset): void;
  readonly timers: Readonly<Record<string, Timer<N>>>;
}
