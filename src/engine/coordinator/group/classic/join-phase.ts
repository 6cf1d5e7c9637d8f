/**
 * The join phase, PreparingRebalance: JoinGroups are parked until every known member has sent one, or the
 * rebalance timeout removes who has not. A group's first join phase waits for a fixed while instead, and a
 * while longer if others came during it, so that consumers started together share one rebalance
 * (`group.initial.rebalance.delay.ms`, KIP-134).
 */
import { MICROS_PER_MS, NEVER } from '../../../../kernel/brand.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, setTimer } from '../../../ctx.ts';
import { type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import { newGroupMetadataRecord } from '../record-helpers.ts';
import {
  type ClassicGroup,
  hasAllMembersJoined,
  type InitialJoin,
  initNextGeneration,
  memberIdsInHashOrder,
  rebalanceTimeoutMs,
  removeMember,
} from './classic-group.ts';
import { rescheduleHeartbeat } from './member-session.ts';
import { completeJoinFuture, currentGeneration } from './parked-requests.ts';

export const DELAYED_JOIN_TIMER = 'delayed-join';
export const PENDING_SYNC_TIMER = 'pending-sync';

export function scheduleInitialJoin(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): void {
  const delayMs = broker.configs['group.initial.rebalance.delay.ms'];
  const remainingMs = Math.max(rebalanceTimeoutMs(group) - delayMs, 0);
  scheduleJoin(ctx, broker, group, delayMs, { delayMs, remainingMs });
}

/** Ends the join phase if everybody is here, otherwise gives the others the rebalance timeout. */
export function maybeCompleteJoinElseSchedule(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
): CoordinatorResult {
  if (hasAllMembersJoined(group)) return completeJoin(ctx, broker, group);
  scheduleJoin(ctx, broker, group, rebalanceTimeoutMs(group), null);
  return EMPTY_RESULT;
}

/** Somebody came or went: perhaps nobody is waited for any more. The first join phase always waits to its end. */
export function maybeCompleteJoinPhase(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): CoordinatorResult {
  const isWaitingForMembers = group.state === 'PreparingRebalance' && group.previousState !== 'Empty';
  if (!isWaitingForMembers || !hasAllMembersJoined(group)) return EMPTY_RESULT;
  return completeJoin(ctx, broker, group);
}

/** The wait is over (InitialDelayedJoin, DelayedJoin). */
export function onDelayedJoin(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): CoordinatorResult {
  const { initialJoin } = group;
  if (initialJoin && group.newMemberAdded && initialJoin.remainingMs !== 0) {
    extendInitialJoin(ctx, broker, group, initialJoin);
    return EMPTY_RESULT;
  }
  return completeJoin(ctx, broker, group);
}

function extendInitialJoin(ctx: Ctx, broker: BrokerNode, group: ClassicGroup, last: InitialJoin): void {
  group.newMemberAdded = false;
  const delayMs = Math.min(broker.configs['group.initial.rebalance.delay.ms'], last.remainingMs);
  const remainingMs = Math.max(last.remainingMs - last.delayMs, 0);
  scheduleJoin(ctx, broker, group, delayMs, { delayMs, remainingMs });
}

function scheduleJoin(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  delayMs: number,
  initialJoin: InitialJoin | null,
): void {
  group.initialJoin = initialJoin;
  group.joinDueUs = ctx.nowUs + delayMs * MICROS_PER_MS;
  setTimer(ctx, broker, DELAYED_JOIN_TIMER, group.groupId, group.joinDueUs);
}

/** Ends the join phase with those who are here; static members may be absent and keep their place. */
export function completeJoin(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): CoordinatorResult {
  group.joinDueUs = NEVER;
  group.initialJoin = null;
  removeDynamicMembersNotRejoined(ctx, group);
  if (group.members.size > 0 && !maybeElectNewJoinedLeader(group)) {
    // Only absent static members are left. Their sessions will end, or one of them comes back.
    scheduleJoin(ctx, broker, group, rebalanceTimeoutMs(group), null);
    return EMPTY_RESULT;
  }
  initNextGeneration(ctx, group);
  if (group.members.size === 0)
    return { records: [newGroupMetadataRecord(group, new Map())], completion: null, replay: false };
  answerJoins(ctx, broker, group);
  schedulePendingSync(ctx, broker, group);
  return EMPTY_RESULT;
}

function removeDynamicMembersNotRejoined(ctx: Ctx, group: ClassicGroup): void {
  for (const member of [...group.members.values()]) {
    if (member.awaitingJoin === null && member.groupInstanceId === null)
      removeMember(ctx, group, member.memberId, 'rebalance-timeout');
  }
}

/** A leader that is away could not divide anything: one who is here takes its place. False: nobody is. */
function maybeElectNewJoinedLeader(group: ClassicGroup): boolean {
  const leader = group.leaderId === null ? undefined : group.members.get(group.leaderId);
  if (!leader) return false;
  if (leader.awaitingJoin) return true;
  const present = memberIdsInHashOrder(group).find((memberId) => group.members.get(memberId)!.awaitingJoin);
  if (present === undefined) return false;
  group.leaderId = present;
  return true;
}

function answerJoins(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): void {
  for (const member of group.members.values()) {
    completeJoinFuture(ctx, broker, member, currentGeneration(group, member.memberId));
    rescheduleHeartbeat(ctx, broker, group, member);
    member.isNew = false;
    group.pendingSyncMembers.add(member.memberId);
  }
}

function schedulePendingSync(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): void {
  group.syncDueUs = ctx.nowUs + rebalanceTimeoutMs(group) * MICROS_PER_MS;
  setTimer(ctx, broker, PENDING_SYNC_TIMER, group.groupId, group.syncDueUs);
}
