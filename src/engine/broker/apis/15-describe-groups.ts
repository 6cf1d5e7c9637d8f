/** DescribeGroups at the coordinator's broker: classic groups. What an assignor was told is told of a stable group only. */
import { GROUP_OPERATIONS } from '../../../protocol/authorized-operations.ts';
import { Errors } from '../../../protocol/errors.ts';
import type { DescribeGroupsResponse } from '../../../protocol/messages/15-describe-groups.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../../protocol/messages/15-describe-groups.ts';
import type { ClassicGroup } from '../../coordinator/group/classic/classic-group.ts';
import {
  type ClassicGroupMember,
  EMPTY_ASSIGNMENT,
  metadataFor,
} from '../../coordinator/group/classic/classic-group-member.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type DescribedGroup = DescribeGroupsResponse['groups'][number];

export function handleDescribeGroups(ctx: Ctx, broker: BrokerNode, request: Request<'DescribeGroups'>): void {
  const { groups: groupIds, includeAuthorizedOperations } = request.body;
  const groups = groupIds.map((groupId) => describedGroupOf(broker, groupId, request.apiVersion));
  respond(ctx, broker, request, {
    throttleTimeMs: 0,
    groups: includeAuthorizedOperations ? groups.map(withOperations) : groups,
  });
}

function withOperations(group: DescribedGroup): DescribedGroup {
  return group.errorCode === Errors.NONE ? { ...group, authorizedOperations: GROUP_OPERATIONS } : group;
}

function describedGroupOf(broker: BrokerNode, groupId: string, apiVersion: number): DescribedGroup {
  const shard = shardOf(broker, groupId);
  if (!shard) return described(groupId, { errorCode: Errors.NOT_COORDINATOR });
  const group = shard.groups.get(groupId);
  if (group?.type === 'classic') return describeClassicGroup(group);
  // Before v6 a group that is not there is a dead one.
  if (apiVersion < 6) return described(groupId, { groupState: 'Dead' });
  return described(groupId, {
    errorCode: Errors.GROUP_ID_NOT_FOUND,
    errorMessage: group ? `Group ${groupId} is not a classic group.` : `Group ${groupId} not found.`,
    groupState: 'Dead',
  });
}

function describeClassicGroup(group: ClassicGroup): DescribedGroup {
  const protocolData = group.state === 'Stable' ? (group.protocolName ?? '') : '';
  return described(group.groupId, {
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData,
    members: [...group.members.values()].map((member) => describeMember(member, protocolData)),
  });
}

function describeMember(member: ClassicGroupMember, protocolName: string): DescribedGroup['members'][number] {
  const { memberId, groupInstanceId, clientId, clientHost, assignment: memberAssignment } = member;
  const memberMetadata = protocolName === '' ? EMPTY_ASSIGNMENT : metadataFor(member, protocolName);
  return { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment };
}

function described(groupId: string, what: Partial<DescribedGroup>): DescribedGroup {
  return {
    errorCode: Errors.NONE,
    errorMessage: null,
    groupId,
    groupState: '',
    protocolType: '',
    protocolData: '',
    members: [],
    authorizedOperations: NO_AUTHORIZED_OPERATIONS,
    ...what,
  };
}
