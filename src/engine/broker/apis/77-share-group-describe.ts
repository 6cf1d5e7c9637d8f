/** ShareGroupDescribe at the coordinator's broker. */
import { asDescribedShareGroup } from '../../coordinator/group/share/describe-share-group.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { describeModernGroups } from '../describe-modern-groups.ts';
import { respond } from '../request-channel.ts';

export function handleShareGroupDescribe(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareGroupDescribe'>,
): void {
  const groups = describeModernGroups(broker, request.body.groupIds, 'share', asDescribedShareGroup);
  respond(ctx, broker, request, { throttleTimeMs: 0, groups });
}
