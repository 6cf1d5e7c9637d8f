/**
 * The clocks that run for a member. A rule says what to wind; it is done once its records are written, since
 * only then is the member there. Sessions are set anew by each heartbeat, so their one entry in the event
 * queue stays where it is and is looked at when it comes up.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../../../kernel/brand.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, setTimer } from '../../../ctx.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import type { ModernGroup } from '../modern-group.ts';
import type { ConsumerGroup } from './consumer-group.ts';

export const CONSUMER_SESSION_TIMER = 'consumer-session';
export const CONSUMER_REBALANCE_TIMER = 'consumer-rebalance';
export const CONSUMER_JOIN_TIMER = 'consumer-join';
export const CONSUMER_SYNC_TIMER = 'consumer-sync';
export const CONSUMER_REGEX_TIMER = 'consumer-regex';

export interface MemberTimers {
  lastHeartbeatUs: Micros;
  /** The member is given up then, unless it is heard of. */
  sessionExpiresAtUs: Micros;
  /** When the queue's entry for it is due; it may come early. */
  sessionTimerUs: Micros;
  /** Until when it may take to give partitions up, and the epoch that it must have left by then. */
  rebalanceDueUs: Micros;
  rebalanceEpoch: number;
  /** A member of the classic protocol was told to rejoin. */
  joinDueUs: Micros;
  /** A member of the classic protocol was answered its join, and is to sync. */
  syncDueUs: Micros;
}

export type MemberTimerChange =
  | { readonly timer: 'session'; readonly memberId: string; readonly timeoutMs: number }
  | {
      readonly timer: 'rebalance';
      readonly memberId: string;
      /** Null: it is cancelled. */
      readonly timeoutMs: number | null;
      readonly memberEpoch: number;
    }
  /** Set only if it does not run yet. Null: it is cancelled. */
  | { readonly timer: 'join'; readonly memberId: string; readonly timeoutMs: number | null }
  | { readonly timer: 'sync'; readonly memberId: string; readonly timeoutMs: number | null }
  /** Patterns are to be looked up, as soon as this is through. */
  | { readonly timer: 'regex' };

export interface TimerChanges {
  readonly groupId: string;
  readonly changes: readonly MemberTimerChange[];
}

function createMemberTimers(): MemberTimers {
  return {
    lastHeartbeatUs: 0,
    sessionExpiresAtUs: NEVER,
    sessionTimerUs: NEVER,
    rebalanceDueUs: NEVER,
    rebalanceEpoch: -1,
    joinDueUs: NEVER,
    syncDueUs: NEVER,
  };
}

function memberKey(groupId: string, memberId: string): string {
  return `${groupId}/${memberId}`;
}

export function windTimers(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  { groupId, changes }: TimerChanges,
): void {
  const group = shard.groups.get(groupId);
  if (!group || group.type === 'classic') return;
  for (const change of changes) {
    if (change.timer !== 'regex') {
      if (group.members.has(change.memberId)) windMemberTimer(ctx, broker, group, change);
    } else if (group.type === 'consumer') windRegexTimer(ctx, broker, group);
  }
}

function windRegexTimer(ctx: Ctx, broker: BrokerNode, group: ConsumerGroup): void {
  group.regexDueUs = ctx.nowUs;
  setTimer(ctx, broker, CONSUMER_REGEX_TIMER, group.groupId, group.regexDueUs);
}

export function windMemberTimer(
  ctx: Ctx,
  broker: BrokerNode,
  group: ModernGroup<unknown>,
  change: Exclude<MemberTimerChange, { timer: 'regex' }>,
): void {
  const timers = group.timers.get(change.memberId) ?? createMemberTimers();
  group.timers.set(change.memberId, timers);
  const key = memberKey(group.groupId, change.memberId);
  const dueUs = change.timeoutMs === null ? NEVER : ctx.nowUs + change.timeoutMs * MICROS_PER_MS;
  switch (change.timer) {
    case 'session':
      timers.lastHeartbeatUs = ctx.nowUs;
      timers.sessionExpiresAtUs = dueUs;
      if (timers.sessionTimerUs > dueUs) {
        timers.sessionTimerUs = dueUs;
        setTimer(ctx, broker, CONSUMER_SESSION_TIMER, key, dueUs);
      }
      break;
    case 'rebalance':
      timers.rebalanceDueUs = dueUs;
      timers.rebalanceEpoch = change.memberEpoch;
      if (dueUs !== NEVER) setTimer(ctx, broker, CONSUMER_REBALANCE_TIMER, key, dueUs);
      break;
    case 'join':
      if (dueUs !== NEVER && timers.joinDueUs !== NEVER) break;
      timers.joinDueUs = dueUs;
      if (dueUs !== NEVER) setTimer(ctx, broker, CONSUMER_JOIN_TIMER, key, dueUs);
      break;
    case 'sync':
      timers.syncDueUs = dueUs;
      if (dueUs !== NEVER) setTimer(ctx, broker, CONSUMER_SYNC_TIMER, key, dueUs);
      break;
  }
}

/** The queue's entry came up: true if the session is over, otherwise the entry is set anew. */
export function isConsumerSessionOver(
  ctx: Ctx,
  broker: BrokerNode,
  group: ModernGroup<unknown>,
  memberId: string,
): boolean {
  const timers = group.timers.get(memberId)!;
  timers.sessionTimerUs = NEVER;
  if (timers.sessionExpiresAtUs <= ctx.nowUs) return true;
  timers.sessionTimerUs = timers.sessionExpiresAtUs;
  const key = memberKey(group.groupId, memberId);
  setTimer(ctx, broker, CONSUMER_SESSION_TIMER, key, timers.sessionTimerUs);
  return false;
}
