/** Heartbeat at the coordinator's broker. */
import { Errors } from '../../../protocol/errors.ts';
import { classicGroupHeartbeat } from '../../coordinator/group/classic/classic-group-heartbeat.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import { heartbeatError } from '../../coordinator/group/error-responses.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleHeartbeat(ctx: Ctx, broker: BrokerNode, request: Request<'Heartbeat'>): void {
  const { groupId } = request.body;
  const shard = shardOf(broker, groupId);
  if (groupId === '') respond(ctx, broker, request, heartbeatError(Errors.INVALID_GROUP_ID));
  else if (shard) write(ctx, broker, shard, classicGroupHeartbeat(ctx, broker, shard, request));
  else respond(ctx, broker, request, heartbeatError(Errors.NOT_COORDINATOR));
}
