/** ReadShareGroupStateSummary (key 87, up to v1): where share partitions begin. At the share coordinator. */
import { handleStateRequest } from '../../coordinator/share/handle-state-request.ts';
import { summarize } from '../../coordinator/share/share-state-rules.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

export function handleReadShareGroupStateSummary(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ReadShareGroupStateSummary'>,
): void {
  handleStateRequest(ctx, broker, request, summarize);
}
