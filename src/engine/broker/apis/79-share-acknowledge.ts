/** ShareAcknowledge (key 79, up to v2), at the leader of what it names: answered once it is written down. */
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { shareAcknowledge } from '../../share/share-acknowledge.ts';
import type { BrokerNode } from '../broker.ts';

export function handleShareAcknowledge(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareAcknowledge'>,
): void {
  shareAcknowledge(ctx, broker, request);
}
