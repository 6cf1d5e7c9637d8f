/** LeaveGroup: members take their leave, or an operator shows static members out by their instance ids. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { LeaveGroupRequest, LeaveGroupResponse } from '../../../../protocol/messages/13-leave-group.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import type { Ctx } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { consumerGroups } from '../consumer-groups.ts';
import { type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { type ClassicGroup, removeMember, validateMember } from './classic-group.ts';
import { maybeCompleteJoinPhase } from './join-phase.ts';
import { completeJoinFuture, joinGroupError } from './parked-requests.ts';
import { maybePrepareRebalanceOrCompleteJoin } from './rebalance.ts';

type MemberIdentity = LeaveGroupRequest['members'][number];
type MemberResponse = LeaveGroupResponse['members'][number];

export function classicGroupLeave(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'LeaveGroup'>,
): CoordinatorResult {
  const known = shard.groups.get(request.body.groupId);
  if (known?.type === 'consumer')
    return consumerGroups.rules().classicGroupLeaveToConsumerGroup(ctx, broker, shard, known, request);
  const group = known?.type === 'classic' ? known : undefined;
  const members = request.body.members.map((member) =>
    answerTo(member, group ? leave(ctx, broker, group, member) : Errors.UNKNOWN_MEMBER_ID),
  );
  const gone = members.find(({ errorCode }) => errorCode === Errors.NONE);
  const result = group && gone ? afterLeave(ctx, broker, group, gone.memberId) : EMPTY_RESULT;
  const body = { throttleTimeMs: 0, errorCode: Errors.NONE, members };
  return { ...result, completion: { type: 'leave-group', request, body } };
}

function answerTo({ memberId, groupInstanceId }: MemberIdentity, errorCode: ErrorCode): MemberResponse {
  return { memberId, groupInstanceId, errorCode };
}

function leave(ctx: Ctx, broker: BrokerNode, group: ClassicGroup, identity: MemberIdentity): ErrorCode {
  const { memberId, groupInstanceId } = identity;
  if (memberId === '') {
    const current = groupInstanceId === null ? undefined : group.staticMembers.get(groupInstanceId);
    if (current === undefined) return Errors.UNKNOWN_MEMBER_ID;
    removeCurrentMember(ctx, broker, group, current);
    return Errors.NONE;
  }
  if (group.pendingJoinMembers.has(memberId)) {
    removeMember(ctx, group, memberId, 'left');
    return Errors.NONE;
  }
  const error = validateMember(group, memberId, groupInstanceId);
  if (error === Errors.NONE) removeCurrentMember(ctx, broker, group, memberId);
  return error;
}

function removeCurrentMember(ctx: Ctx, broker: BrokerNode, group: ClassicGroup, memberId: string): void {
  // Should it wait in a join phase all the same, it learns that it must begin anew.
  completeJoinFuture(ctx, broker, group.members.get(memberId)!, joinGroupError(Errors.UNKNOWN_MEMBER_ID));
  removeMember(ctx, group, memberId, 'left');
}

function afterLeave(ctx: Ctx, broker: BrokerNode, group: ClassicGroup, member: string): CoordinatorResult {
  switch (group.state) {
    case 'Stable':
    case 'CompletingRebalance':
      return maybePrepareRebalanceOrCompleteJoin(ctx, broker, group, { reason: 'member-left', member });
    case 'PreparingRebalance':
      return maybeCompleteJoinPhase(ctx, broker, group);
    default:
      return EMPTY_RESULT;
  }
}
