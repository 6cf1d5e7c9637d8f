/** OffsetCommit at the coordinator's broker. Partitions that don't exist are refused one by one, the rest is committed. */
import { Errors } from '../../../protocol/errors.ts';
import type { OffsetCommitResponse } from '../../../protocol/messages/08-offset-commit.ts';
import { checkPartitions } from '../../coordinator/group/check-partitions.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import { offsetCommitError } from '../../coordinator/group/error-responses.ts';
import { commitOffset } from '../../coordinator/group/offset-metadata-manager.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleOffsetCommit(ctx: Ctx, broker: BrokerNode, request: Request<'OffsetCommit'>): void {
  const checked = checkPartitions(broker, request.body);
  const shard = shardOf(broker, request.body.groupId);
  if (isAllRefused(checked)) {
    respond(ctx, broker, request, checked);
    return;
  }
  const result = shard ? commitOffset(ctx, broker, shard, request, checked) : Errors.NOT_COORDINATOR;
  if (typeof result === 'number') respond(ctx, broker, request, offsetCommitError(checked, result));
  else if (shard) write(ctx, broker, shard, result);
}

function isAllRefused({ topics }: OffsetCommitResponse): boolean {
  return topics.every(({ partitions }) => partitions.every(({ errorCode }) => errorCode !== Errors.NONE));
}
