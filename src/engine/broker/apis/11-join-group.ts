/** JoinGroup at the coordinator's broker. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { classicGroupJoin } from '../../coordinator/group/classic/classic-group-join.ts';
import { joinGroupError } from '../../coordinator/group/classic/parked-requests.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleJoinGroup(ctx: Ctx, broker: BrokerNode, request: Request<'JoinGroup'>): void {
  const error = validate(broker, request.body);
  if (error !== Errors.NONE) {
    respond(ctx, broker, request, joinGroupError(error, request.body.memberId));
    return;
  }
  const shard = shardOf(broker, request.body.groupId);
  if (shard) write(ctx, broker, shard, classicGroupJoin(ctx, broker, shard, request));
  else respond(ctx, broker, request, joinGroupError(Errors.NOT_COORDINATOR));
}

function validate(
  broker: BrokerNode,
  { groupId, sessionTimeoutMs }: Request<'JoinGroup'>['body'],
): ErrorCode {
  if (groupId === '') return Errors.INVALID_GROUP_ID;
  const isWithinBounds =
    sessionTimeoutMs >= broker.configs['group.min.session.timeout.ms'] &&
    sessionTimeoutMs <= broker.configs['group.max.session.timeout.ms'];
  return isWithinBounds ? Errors.NONE : Errors.INVALID_SESSION_TIMEOUT;
}
