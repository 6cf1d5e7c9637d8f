/** AlterShareGroupOffsets at the coordinator's broker. */
import { Errors } from '../../../protocol/errors.ts';
import { isRefusal } from '../../coordinator/group/consumer/refusal.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import {
  alterOffsetsError,
  alterShareGroupOffsets,
} from '../../coordinator/group/share/alter-share-group-offsets.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleAlterShareGroupOffsets(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'AlterShareGroupOffsets'>,
): void {
  const { groupId } = request.body;
  const shard = shardOf(broker, groupId);
  if (groupId === '') respond(ctx, broker, request, alterOffsetsError(Errors.INVALID_GROUP_ID));
  else if (!shard) respond(ctx, broker, request, alterOffsetsError(Errors.NOT_COORDINATOR));
  else {
    const result = alterShareGroupOffsets(ctx, broker, shard, request);
    if (!isRefusal(result)) write(ctx, broker, shard, result);
    else respond(ctx, broker, request, alterOffsetsError(result.errorCode, result.errorMessage));
  }
}
