/**
 * How long the coordinator believes in a member without a sign of life. Heartbeats come by the thousand, so
 * each only moves the member's deadline; its one entry in the event queue stays where it is, and is set anew
 * when it comes up too early.
 */
import { MICROS_PER_MS, NEVER } from '../../../../kernel/brand.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, setTimer } from '../../../ctx.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicGroupMember, Session } from './classic-group-member.ts';

export const MEMBER_SESSION_TIMER = 'member-session';

function memberSessionKey(groupId: string, memberId: string): string {
  return `${groupId}/${memberId}`;
}

/** The member is alive: its session begins anew (rescheduleClassicGroupMemberHeartbeat). */
export function rescheduleHeartbeat(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  member: ClassicGroupMember,
  timeoutMs = member.sessionTimeoutMs,
): void {
  member.lastHeartbeatUs = ctx.nowUs;
  scheduleSession(ctx, broker, group, member, timeoutMs);
}

export function scheduleSession(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  member: Session & { readonly memberId: string },
  timeoutMs: number,
): void {
  member.sessionExpiresAtUs = ctx.nowUs + timeoutMs * MICROS_PER_MS;
  if (member.sessionTimerUs <= member.sessionExpiresAtUs) return;
  member.sessionTimerUs = member.sessionExpiresAtUs;
  const key = memberSessionKey(group.groupId, member.memberId);
  setTimer(ctx, broker, MEMBER_SESSION_TIMER, key, member.sessionTimerUs);
}

/** The queue's entry came up: true if the session is over, otherwise the entry is set anew. */
export function isSessionOver(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  member: Session & { readonly memberId: string },
): boolean {
  member.sessionTimerUs = NEVER;
  if (member.sessionExpiresAtUs <= ctx.nowUs) return true;
  member.sessionTimerUs = member.sessionExpiresAtUs;
  const key = memberSessionKey(group.groupId, member.memberId);
  setTimer(ctx, broker, MEMBER_SESSION_TIMER, key, member.sessionTimerUs);
  return false;
}
