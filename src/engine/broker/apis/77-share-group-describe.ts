/** ShareGroupDescribe at the coordinator's broker. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../../protocol/messages/15-describe-groups.ts';
import type { ShareGroupDescribeResponse } from '../../../protocol/messages/77-share-group-describe.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { asDescribedShareGroup } from '../../coordinator/group/share/describe-share-group.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type DescribedGroup = ShareGroupDescribeResponse['groups'][number];

export function handleShareGroupDescribe(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareGroupDescribe'>,
): void {
  const groups = request.body.groupIds.map((groupId) => describedGroupOf(broker, groupId));
  respond(ctx, broker, request, { throttleTimeMs: 0, groups });
}

function describedGroupOf(broker: BrokerNode, groupId: string): DescribedGroup {
  if (groupId === '') return refused(groupId, Errors.INVALID_GROUP_ID, null);
  const shard = shardOf(broker, groupId);
  if (!shard) return refused(groupId, Errors.NOT_COORDINATOR, null);
  const group = shard.groups.get(groupId);
  if (!group) return refused(groupId, Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
  return group.type === 'share'
    ? asDescribedShareGroup(broker, group)
    : refused(groupId, Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a share group.`);
}

function refused(groupId: string, errorCode: ErrorCode, errorMessage: string | null): DescribedGroup {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
    authorizedOperations: NO_AUTHORIZED_OPERATIONS,
  };
}
