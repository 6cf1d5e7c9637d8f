/** SyncGroup at the coordinator's broker. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { classicGroupSync } from '../../coordinator/group/classic/classic-group-sync.ts';
import { syncGroupError } from '../../coordinator/group/classic/parked-requests.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleSyncGroup(ctx: Ctx, broker: BrokerNode, request: Request<'SyncGroup'>): void {
  const error = validate(request);
  const shard = shardOf(broker, request.body.groupId);
  if (error !== Errors.NONE) respond(ctx, broker, request, syncGroupError(error));
  else if (shard) write(ctx, broker, shard, classicGroupSync(ctx, broker, shard, request));
  else respond(ctx, broker, request, syncGroupError(Errors.NOT_COORDINATOR));
}

function validate({ apiVersion, body }: Request<'SyncGroup'>): ErrorCode {
  // KIP-559: from version 5 on both are to be said, whatever else the request holds.
  const isComplete = apiVersion < 5 || (body.protocolType !== null && body.protocolName !== null);
  if (!isComplete) return Errors.INCONSISTENT_GROUP_PROTOCOL;
  return body.groupId === '' ? Errors.INVALID_GROUP_ID : Errors.NONE;
}
