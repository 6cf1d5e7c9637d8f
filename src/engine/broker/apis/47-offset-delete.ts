/** OffsetDelete at the coordinator's broker. Partitions that don't exist are refused one by one. */
import { Errors } from '../../../protocol/errors.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import { offsetDeleteError } from '../../coordinator/group/error-responses.ts';
import { deleteOffsets } from '../../coordinator/group/group-deletions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleOffsetDelete(ctx: Ctx, broker: BrokerNode, request: Request<'OffsetDelete'>): void {
  const shard = shardOf(broker, request.body.groupId);
  const exists = (topic: string, partition: number) =>
    topicByName(broker.disk.image, topic)?.partitions[partition] !== undefined;
  if (request.body.groupId === '') {
    respond(ctx, broker, request, offsetDeleteError(Errors.INVALID_GROUP_ID));
    return;
  }
  const result = shard ? deleteOffsets(shard, request, exists) : Errors.NOT_COORDINATOR;
  if (typeof result === 'number') respond(ctx, broker, request, offsetDeleteError(result));
  else if (shard) write(ctx, broker, shard, result);
}
