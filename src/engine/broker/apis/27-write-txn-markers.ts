/**
 * WriteTxnMarkers (key 27, v2): a transaction's coordinator has its end written into partitions that this broker
 * leads. Each partition is answered for on its own, once the in-sync replicas have the marker.
 * v2: the transaction's version, by which the marker's epoch is judged (KIP-1228).
 */
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { writeTxnMarkers } from '../../transaction/write-txn-markers.ts';
import type { BrokerNode } from '../broker.ts';

export function handleWriteTxnMarkers(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'WriteTxnMarkers'>,
): void {
  writeTxnMarkers(ctx, broker, request);
}
