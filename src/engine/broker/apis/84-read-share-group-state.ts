/** ReadShareGroupState (key 84, v0): the leader of a partition takes its share partitions over. At the share coordinator. */
import { handleStateRequest } from '../../coordinator/share/handle-state-request.ts';
import { read } from '../../coordinator/share/share-state-rules.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

export function handleReadShareGroupState(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ReadShareGroupState'>,
): void {
  handleStateRequest(ctx, broker, request, read);
}
