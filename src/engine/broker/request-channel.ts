/**
 * The way back to a client. A module of its own below the handlers, so that these need not import the broker,
 * which imports them.
 */
import type { ApiName, ResponseOf } from '../../protocol/messages/index.ts';
import type { Ctx } from '../ctx.ts';
import { push } from '../event-queue.ts';
import type { Request } from '../network/message.ts';
import { sendReset, sendResponse } from '../network/network-client.ts';
import type { BrokerNode } from './broker.ts';

/** Sends the answer and lets the connection's next request in. */
export function respond<Api extends ApiName>(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<Api>,
  body: ResponseOf<Api>,
): void {
  sendResponse(ctx, broker, request, body);
  release(ctx, broker, request);
}

/** Lets the connection's next request in, without an answer (Produce with acks=0). */
export function release(
  ctx: Ctx,
  broker: BrokerNode,
  request: Pick<Request, 'from' | 'fromIncarnation' | 'channel' | 'connection'>,
): void {
  const connection = broker.connections.get(`${request.from}#${request.channel}`);
  if (connection?.number !== request.connection || connection.incarnation !== request.fromIncarnation) return;
  const next = connection.waiting.shift();
  if (!next) {
    connection.busy = false;
    return;
  }
  const { queue } = ctx.cluster;
  push(queue, { kind: 'next-request', dueUs: ctx.nowUs, seq: queue.nextSeq++, request: next });
}

/** Closes the connection on which the request came; what still waits on it is lost with it. */
export function closeConnection(ctx: Ctx, broker: BrokerNode, request: Request): void {
  sendReset(ctx, broker.id, request.from, request);
  const connection = broker.connections.get(`${request.from}#${request.channel}`);
  if (connection?.number !== request.connection) return;
  connection.number++;
  connection.busy = false;
  connection.waiting = [];
}
