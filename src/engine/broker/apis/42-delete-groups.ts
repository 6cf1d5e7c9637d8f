/** DeleteGroups at the coordinator's broker. */
import { Errors } from '../../../protocol/errors.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import type { GroupCoordinatorShard } from '../../coordinator/group/group-coordinator-shard.ts';
import { answerDeletions, deleteGroups } from '../../coordinator/group/group-deletions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { shareGroups } from '../../share/share-groups.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleDeleteGroups(ctx: Ctx, broker: BrokerNode, request: Request<'DeleteGroups'>): void {
  const byShard = new Map<GroupCoordinatorShard | undefined, string[]>();
  for (const groupId of new Set(request.body.groupsNames)) {
    const shard = shardOf(broker, groupId);
    byShard.set(shard, [...(byShard.get(shard) ?? []), groupId]);
  }
  if (byShard.size === 0) respond(ctx, broker, request, { throttleTimeMs: 0, results: [] });
  for (const [shard, groupIds] of byShard) {
    if (shard) deleteFromShard(ctx, broker, shard, request, groupIds);
    else answerDeletions(ctx, broker, request, groupIds.map(notCoordinated));
  }
}

/** What share coordinators keep of a share group goes first. */
function deleteFromShard(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'DeleteGroups'>,
  groupIds: readonly string[],
): void {
  const withoutState = groupIds.filter((groupId) => {
    const group = shard.groups.get(groupId);
    if (group?.type !== 'share' || group.state !== 'Empty') return true;
    const result = shareGroups.rules().deleteStateOfGroup(broker, group, request);
    if (result) write(ctx, broker, shard, result);
    return !result;
  });
  if (withoutState.length > 0) write(ctx, broker, shard, deleteGroups(shard, request, withoutState));
}

function notCoordinated(groupId: string) {
  return { groupId, errorCode: Errors.NOT_COORDINATOR };
}
