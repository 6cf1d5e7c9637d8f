/** DeleteShareGroupState (key 86, v0): the state of share partitions is forgotten. At the share coordinator. */
import { handleStateRequest } from '../../coordinator/share/handle-state-request.ts';
import { remove } from '../../coordinator/share/share-state-rules.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

export function handleDeleteShareGroupState(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DeleteShareGroupState'>,
): void {
  handleStateRequest(ctx, broker, request, remove);
}
