/** A member was not heard of for its session timeout: it is removed, and the others share what it had. */
import { Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import type { Ctx } from '../../../ctx.ts';
import { type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import { type ClassicGroup, hasAllMembersJoined, removeMember } from './classic-group.ts';
import { type ClassicGroupMember, hasSatisfiedHeartbeat, type Session } from './classic-group-member.ts';
import { completeJoin } from './join-phase.ts';
import { isSessionOver } from './member-session.ts';
import { completeJoinFuture, joinGroupError } from './parked-requests.ts';
import { maybePrepareRebalanceOrCompleteJoin } from './rebalance.ts';

/** The session of a member, or of somebody who has yet to come back with the id that it was given. */
export function sessionOf(
  group: ClassicGroup,
  memberId: string,
): (Session & { readonly memberId: string }) | undefined {
  return group.pendingJoinMembers.get(memberId) ?? group.members.get(memberId);
}

export function maybeExpireMember(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  memberId: string,
): CoordinatorResult {
  const session = sessionOf(group, memberId);
  if (!session || !isSessionOver(ctx, broker, group, session)) return EMPTY_RESULT;
  const member = group.members.get(memberId);
  if (!member) {
    removeMember(ctx, group, memberId, 'session-expired');
    return completeJoinIfNobodyIsAwaited(ctx, broker, group);
  }
  return hasSatisfiedHeartbeat(member) ? EMPTY_RESULT : expireMember(ctx, broker, group, member);
}

function expireMember(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  member: ClassicGroupMember,
): CoordinatorResult {
  completeJoinFuture(ctx, broker, member, joinGroupError(Errors.UNKNOWN_MEMBER_ID));
  removeMember(ctx, group, member.memberId, 'session-expired');
  if (group.state !== 'Stable' && group.state !== 'CompletingRebalance')
    return completeJoinIfNobodyIsAwaited(ctx, broker, group);
  const cause = { reason: 'session-expired', member: member.memberId } as const;
  return maybePrepareRebalanceOrCompleteJoin(ctx, broker, group, cause);
}

/** Unlike a leave, an expiry may end even a group's first join phase before its time; so it is in Kafka. */
function completeJoinIfNobodyIsAwaited(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): CoordinatorResult {
  if (group.state !== 'PreparingRebalance' || !hasAllMembersJoined(group)) return EMPTY_RESULT;
  return completeJoin(ctx, broker, group);
}
