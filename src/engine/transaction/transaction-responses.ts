/** What brokers answer that this one has asked for transactions' sake, or that they don't. */
import type { BrokerNode } from '../broker/broker.ts';
import {
  onMarkersFailed,
  onMarkersWritten,
} from '../coordinator/transaction/transaction-marker-request-completion-handler.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import type { InFlightRequest } from '../network/network-client.ts';

export function onTransactionResponse(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  response: Response<'WriteTxnMarkers'> | Response<'AddPartitionsToTxn'>,
): void {
  if (response.api === 'WriteTxnMarkers') onMarkersWritten(ctx, broker, request, response.body);
}

export function onTransactionDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  _reason: 'reset' | 'timeout',
): void {
  if (request.api === 'WriteTxnMarkers') onMarkersFailed(ctx, broker, request);
}
