/** DeleteShareGroupOffsets at the coordinator's broker. */
import { Errors } from '../../../protocol/errors.ts';
import { isRefusal } from '../../coordinator/group/consumer/refusal.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import {
  deleteOffsetsError,
  deleteShareGroupOffsets,
} from '../../coordinator/group/share/delete-share-group-offsets.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleDeleteShareGroupOffsets(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DeleteShareGroupOffsets'>,
): void {
  const { groupId } = request.body;
  const shard = shardOf(broker, groupId);
  if (groupId === '') respond(ctx, broker, request, deleteOffsetsError(Errors.INVALID_GROUP_ID));
  else if (!shard) respond(ctx, broker, request, deleteOffsetsError(Errors.NOT_COORDINATOR));
  else {
    const result = deleteShareGroupOffsets(broker, shard, request);
    if (!isRefusal(result)) write(ctx, broker, shard, result);
    else respond(ctx, broker, request, deleteOffsetsError(result.errorCode, result.errorMessage));
  }
}
