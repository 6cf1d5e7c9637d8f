/** LeaveGroup at the coordinator's broker. */
import { Errors } from '../../../protocol/errors.ts';
import { classicGroupLeave } from '../../coordinator/group/classic/classic-group-leave.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import { leaveGroupError } from '../../coordinator/group/error-responses.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleLeaveGroup(ctx: Ctx, broker: BrokerNode, request: Request<'LeaveGroup'>): void {
  const { groupId } = request.body;
  const shard = shardOf(broker, groupId);
  if (groupId === '') respond(ctx, broker, request, leaveGroupError(Errors.INVALID_GROUP_ID));
  else if (shard) write(ctx, broker, shard, classicGroupLeave(ctx, broker, shard, request));
  else respond(ctx, broker, request, leaveGroupError(Errors.NOT_COORDINATOR));
}
