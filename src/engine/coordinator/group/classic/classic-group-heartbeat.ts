/** Heartbeat: a member lives, and hears of a rebalance that way. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import type { Ctx } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { consumerGroups } from '../consumer-groups.ts';
import { type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { type ClassicGroup, validateMember } from './classic-group.ts';
import { rescheduleHeartbeat } from './member-session.ts';

export function classicGroupHeartbeat(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'Heartbeat'>,
): CoordinatorResult {
  const known = shard.groups.get(request.body.groupId);
  if (known?.type === 'consumer')
    return consumerGroups.rules().classicGroupHeartbeatToConsumerGroup(ctx, broker, known, request);
  const group = known?.type === 'classic' ? known : undefined;
  const error = group ? validateHeartbeat(group, request.body) : Errors.UNKNOWN_MEMBER_ID;
  if (!group || error !== Errors.NONE) {
    respond(ctx, broker, request, { throttleTimeMs: 0, errorCode: error });
    return EMPTY_RESULT;
  }
  rescheduleHeartbeat(ctx, broker, group, group.members.get(request.body.memberId)!);
  const errorCode = group.state === 'PreparingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
  const body = { throttleTimeMs: 0, errorCode };
  return { records: [], completion: { type: 'heartbeat', request, body }, replay: true };
}

function validateHeartbeat(group: ClassicGroup, body: Request<'Heartbeat'>['body']): ErrorCode {
  const error = validateMember(group, body.memberId, body.groupInstanceId);
  if (error !== Errors.NONE) return error;
  return body.generationId === group.generationId ? Errors.NONE : Errors.ILLEGAL_GENERATION;
}
