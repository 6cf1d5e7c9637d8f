/** WriteShareGroupState (key 85, up to v1): what the leader of a partition has done with its records. At the share coordinator. */
import { handleStateRequest } from '../../coordinator/share/handle-state-request.ts';
import { write } from '../../coordinator/share/share-state-rules.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

export function handleWriteShareGroupState(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'WriteShareGroupState'>,
): void {
  handleStateRequest(ctx, broker, request, write);
}
