/** Answers to the requests that members have parked: the end of a join phase, the end of a sync phase. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { JoinGroupResponse } from '../../../../protocol/messages/11-join-group.ts';
import type { SyncGroupResponse } from '../../../../protocol/messages/14-sync-group.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import type { Ctx } from '../../../ctx.ts';
import type { ClassicGroup } from './classic-group.ts';
import { type ClassicGroupMember, EMPTY_ASSIGNMENT, metadataFor } from './classic-group-member.ts';

export function joinGroupError(errorCode: ErrorCode, memberId = ''): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

/** The current generation, as a member is told of it: only the leader hears of the others. */
export function currentGeneration(group: ClassicGroup, memberId: string): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    generationId: group.generationId,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    leader: group.leaderId ?? '',
    skipAssignment: false,
    memberId,
    members: group.leaderId === memberId ? allSubscriptions(group) : [],
  };
}

function allSubscriptions(group: ClassicGroup): JoinGroupResponse['members'] {
  return [...group.members.values()].map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    metadata: metadataFor(member, group.protocolName ?? ''),
  }));
}

export function syncGroupError(errorCode: ErrorCode): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    protocolType: null,
    protocolName: null,
    assignment: EMPTY_ASSIGNMENT,
  };
}

/** What a member of the current generation has been given. */
export function currentAssignment(group: ClassicGroup, member: ClassicGroupMember): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    assignment: member.assignment,
  };
}

/** True if the member was waiting for it. */
export function completeJoinFuture(
  ctx: Ctx,
  broker: BrokerNode,
  member: ClassicGroupMember,
  body: JoinGroupResponse,
): boolean {
  const request = member.awaitingJoin;
  if (!request) return false;
  member.awaitingJoin = null;
  respond(ctx, broker, request, body);
  return true;
}

/** True if the member was waiting for it. */
export function completeSyncFuture(
  ctx: Ctx,
  broker: BrokerNode,
  member: ClassicGroupMember,
  body: SyncGroupResponse,
): boolean {
  const request = member.awaitingSync;
  if (!request) return false;
  member.awaitingSync = null;
  respond(ctx, broker, request, body);
  return true;
}
