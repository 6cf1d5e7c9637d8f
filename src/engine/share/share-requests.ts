/** What a pending request waited for is there; with the last of it, it is answered. */
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { endSession } from './end-session.ts';
import type { AcknowledgeResult, FetchedPartition, PendingShareRequest } from './pending-share-requests.ts';
import { shareNodeOf } from './share-node.ts';
import { answerShareAcknowledge, answerShareFetch } from './share-responses.ts';

/** To be called when something that it waited for is there. */
export function maybeAnswer(ctx: Ctx, broker: BrokerNode, pending: PendingShareRequest): void {
  if (pending.waiting > 0 || (pending.kind === 'fetch' && pending.fetched === null)) return;
  const { request } = pending;
  shareNodeOf(broker).requests.delete(request.id);
  if (pending.kind === 'fetch') answerShareFetch(ctx, broker, pending);
  else answerShareAcknowledge(ctx, broker, pending);
  endSession(ctx, broker, request.body);
}

/** The acknowledgements of one partition were written, or refused. */
export function onAcknowledged(
  ctx: Ctx,
  broker: BrokerNode,
  requestId: number,
  result: AcknowledgeResult,
): void {
  const pending = shareNodeOf(broker).requests.get(requestId);
  if (!pending) return;
  pending.acknowledged.push(result);
  pending.waiting--;
  maybeAnswer(ctx, broker, pending);
}

export function onFetched(
  ctx: Ctx,
  broker: BrokerNode,
  requestId: number,
  fetched: readonly FetchedPartition[],
): void {
  const pending = shareNodeOf(broker).requests.get(requestId);
  if (pending?.kind !== 'fetch') return;
  pending.fetched = fetched;
  maybeAnswer(ctx, broker, pending);
}
