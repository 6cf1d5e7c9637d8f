/** InitializeShareGroupState (key 83, v0): the state of share partitions begins, or begins anew. At the share coordinator. */
import { handleStateRequest } from '../../coordinator/share/handle-state-request.ts';
import { initialize } from '../../coordinator/share/share-state-rules.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

export function handleInitializeShareGroupState(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'InitializeShareGroupState'>,
): void {
  handleStateRequest(ctx, broker, request, initialize);
}
