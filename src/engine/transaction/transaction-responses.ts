/** What brokers answer that this one has asked for transactions' sake, or that they don't. */
import type { BrokerNode } from '../broker/broker.ts';
import {
  onMarkersFailed,
  onMarkersWritten,
} from '../coordinator/transaction/transaction-marker-request-completion-handler.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import type { InFlightRequest } from '../network/network-client.ts';
import { onAddPartitionsDisconnect, onAddPartitionsResponse } from './add-partitions-to-txn-manager.ts';
import { onAnswered } from './pending-verification.ts';
import { resumeVerified } from './resume-verified.ts';

export function onTransactionResponse(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  response: Response<'WriteTxnMarkers'> | Response<'AddPartitionsToTxn'>,
): void {
  if (response.api === 'WriteTxnMarkers') {
    onMarkersWritten(ctx, broker, request, response.body);
    return;
  }
  const answered = onAddPartitionsResponse(ctx, broker, request, response.body);
  resumeVerified(ctx, broker, onAnswered(ctx, broker, answered));
}

export function onTransactionDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  _reason: 'reset' | 'timeout',
): void {
  if (request.api === 'WriteTxnMarkers') {
    onMarkersFailed(ctx, broker, request);
    return;
  }
  const answered = onAddPartitionsDisconnect(ctx, broker, request);
  resumeVerified(ctx, broker, onAnswered(ctx, broker, answered));
}
