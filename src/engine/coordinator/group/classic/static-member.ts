/**
 * Static members (KIP-345): a client that comes back under its `group.instance.id` takes the place of its
 * earlier life, assignment and all, and a stable group does not rebalance for it.
 */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import type { CoordinatorResult, StaticMemberStored } from '../coordinator-result.ts';
import { newGroupMetadataRecord } from '../record-helpers.ts';
import type { ClassicGroup } from './classic-group.ts';
import { type ClassicGroupMember, createMember } from './classic-group-member.ts';
import { maybeCompleteJoinPhase } from './join-phase.ts';
import { rescheduleHeartbeat } from './member-session.ts';
import {
  completeJoinFuture,
  completeSyncFuture,
  currentGeneration,
  joinGroupError,
  syncGroupError,
} from './parked-requests.ts';
import { maybePrepareRebalanceOrCompleteJoin, prepareRebalance } from './rebalance.ts';
import { selectProtocol } from './supported-protocols.ts';

export function updateStaticMemberThenRebalanceOrCompleteJoin(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  oldMemberId: string,
  newMemberId: string,
  request: Request<'JoinGroup'>,
): CoordinatorResult {
  const { protocols, rebalanceTimeoutMs, sessionTimeoutMs } = request.body;
  const previousLeaderId = group.leaderId;
  const member = replaceStaticMember(ctx, broker, group, oldMemberId, newMemberId);
  rescheduleHeartbeat(ctx, broker, group, member);
  const completion: StaticMemberStored = {
    type: 'static-member-stored',
    groupId: group.groupId,
    newMemberId,
    oldMemberId,
    previousLeaderId,
    previousProtocols: member.supportedProtocols,
    previousRebalanceTimeoutMs: member.rebalanceTimeoutMs,
    previousSessionTimeoutMs: member.sessionTimeoutMs,
  };
  Object.assign(member, { supportedProtocols: protocols, rebalanceTimeoutMs, sessionTimeoutMs });
  member.awaitingJoin = request;
  const cause = { reason: 'metadata-changed', member: newMemberId } as const;
  switch (group.state) {
    case 'Stable':
      if (group.protocolName !== selectProtocol(group))
        return maybePrepareRebalanceOrCompleteJoin(ctx, broker, group, cause);
      return {
        records: [newGroupMetadataRecord(group, assignmentOf(group))],
        completion,
        replay: false,
      };
    case 'CompletingRebalance':
      // The leader may be dividing among member ids of which one is no more.
      return prepareRebalance(ctx, broker, group, cause);
    default:
      return maybeCompleteJoinPhase(ctx, broker, group);
  }
}

/** Puts a new member id in the old one's place. Whoever still waits under the old one is fenced. */
function replaceStaticMember(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  oldMemberId: string,
  newMemberId: string,
): ClassicGroupMember {
  const old = group.members.get(oldMemberId)!;
  const fenced = Errors.FENCED_INSTANCE_ID;
  completeJoinFuture(ctx, broker, old, joinGroupError(fenced, oldMemberId));
  completeSyncFuture(ctx, broker, old, syncGroupError(fenced));
  const member = createMember({ ...old, memberId: newMemberId }, old.assignment);
  group.members.delete(oldMemberId);
  group.members.set(newMemberId, member);
  group.staticMembers.set(old.groupInstanceId!, newMemberId);
  if (group.leaderId === oldMemberId) group.leaderId = newMemberId;
  const { clientId } = old;
  note(ctx, {
    code: 'member-removed',
    group: group.groupId,
    member: oldMemberId,
    clientId,
    reason: 'replaced',
  });
  note(ctx, { code: 'member-added', group: group.groupId, member: newMemberId, clientId });
  return member;
}

function assignmentOf(group: ClassicGroup): ReadonlyMap<string, Uint8Array> {
  return new Map([...group.members.values()].map((member) => [member.memberId, member.assignment]));
}

/** The new member id is stored, and answered now; or it is not, and the old one gets its place back. */
export function onStaticMemberStored(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  stored: StaticMemberStored,
  error: ErrorCode,
): void {
  const member = group.members.get(stored.newMemberId);
  if (!member) return;
  if (error === Errors.NONE) answer(ctx, broker, group, member, stored);
  else revert(ctx, broker, group, member, stored, error);
}

function answer(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  member: ClassicGroupMember,
  stored: StaticMemberStored,
): void {
  const generation = currentGeneration(group, stored.newMemberId);
  // KIP-814: a leader that only came back learns who its members are, and that there is nothing to divide.
  const version = member.awaitingJoin?.apiVersion ?? 0;
  const body =
    version >= 9
      ? { ...generation, skipAssignment: group.leaderId === stored.newMemberId }
      : { ...generation, leader: stored.previousLeaderId ?? '', members: [] };
  completeJoinFuture(ctx, broker, member, body);
}

function revert(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  member: ClassicGroupMember,
  stored: StaticMemberStored,
  error: ErrorCode,
): void {
  completeJoinFuture(ctx, broker, member, {
    ...currentGeneration(group, ''),
    errorCode: error,
    leader: stored.previousLeaderId ?? '',
  });
  Object.assign(member, {
    supportedProtocols: stored.previousProtocols,
    rebalanceTimeoutMs: stored.previousRebalanceTimeoutMs,
    sessionTimeoutMs: stored.previousSessionTimeoutMs,
  });
  const old = replaceStaticMember(ctx, broker, group, stored.newMemberId, stored.oldMemberId);
  rescheduleHeartbeat(ctx, broker, group, old);
}
