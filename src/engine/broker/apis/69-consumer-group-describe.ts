/** ConsumerGroupDescribe at the coordinator's broker. */
import { asDescribedGroup } from '../../coordinator/group/consumer/describe-consumer-group.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { describeModernGroups } from '../describe-modern-groups.ts';
import { respond } from '../request-channel.ts';

export function handleConsumerGroupDescribe(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ConsumerGroupDescribe'>,
): void {
  const groups = describeModernGroups(broker, request.body.groupIds, 'consumer', asDescribedGroup);
  respond(ctx, broker, request, { throttleTimeMs: 0, groups });
}
