/**
 * A classic group: its members, where it stands in a rebalance, and the guards that its rules ask. After
 * Kafka's ClassicGroup.
 *
 *            first member joins                 all joined, or out of time
 *     Empty ───────────────────► PreparingRebalance ─────────────► CompletingRebalance
 *       ▲                          ▲     │    ▲                        │   │
 *       └──────────────────────────┼─────┘    └────────────────────────┘   │ leader's assignment is stored
 *           nobody is left         │    somebody joins, leaves or fails    ▼
 *                                  └──────────────────────────────────── Stable
 *
 * Dead is what a group is once it is gone; a shard holds no dead groups.
 */
import { type EpochMs, type Micros, NEVER } from '../../../../kernel/brand.ts';
import { inHashMapOrder, stringHashCode } from '../../../../kernel/java-hash-order.ts';
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import { type Ctx, note, wallClockMs } from '../../../ctx.ts';
import type { ClassicGroupStateName } from '../../../note.ts';
import { type ClassicGroupMember, metadataFor, type PendingMember } from './classic-group-member.ts';
import { subscribedTopicsOf } from './subscribed-topics.ts';
import { selectProtocol } from './supported-protocols.ts';

export const CONSUMER_PROTOCOL_TYPE = 'consumer';

/** Why a rebalance waits a little longer at a group's beginning: `group.initial.rebalance.delay.ms`. */
export interface InitialJoin {
  /** The wait that ends with the timer now set. */
  readonly delayMs: number;
  /** What is left of the rebalance timeout for further waits. */
  readonly remainingMs: number;
}

export interface ClassicGroup {
  readonly type: 'classic';
  readonly groupId: string;
  state: ClassicGroupStateName;
  previousState: ClassicGroupStateName;
  /** When the state was entered, -1: not known. */
  currentStateTimestamp: EpochMs;
  /** Counts the completed join phases. */
  generationId: number;
  /** 'consumer' for consumers; null: nobody has ever joined, a group of commits only. */
  protocolType: string | null;
  /** The assignor chosen for this generation. */
  protocolName: string | null;
  /** Member that divides the partitions. */
  leaderId: string | null;
  /** In the order in which they joined. */
  readonly members: Map<string, ClassicGroupMember>;
  /** Member ids by `group.instance.id`. */
  readonly staticMembers: Map<string, string>;
  readonly pendingJoinMembers: Map<string, PendingMember>;
  /** Who has been answered its join and has not sent SyncGroup yet. */
  readonly pendingSyncMembers: Set<string>;
  /** Null: not known, for another protocol type or bytes that are not a subscription. */
  subscribedTopics: readonly string[] | null;
  /** Somebody joined during the initial wait, which is therefore extended. */
  newMemberAdded: boolean;
  /** End of the join phase at the latest. */
  joinDueUs: Micros;
  /** Not null while the join phase is the group's first. */
  initialJoin: InitialJoin | null;
  /** Until when members may take to send SyncGroup. */
  syncDueUs: Micros;
}

export function createClassicGroup(groupId: string, nowMs: EpochMs): ClassicGroup {
  return {
    type: 'classic',
    groupId,
    state: 'Empty',
    previousState: 'Dead',
    currentStateTimestamp: nowMs,
    generationId: 0,
    protocolType: null,
    protocolName: null,
    leaderId: null,
    members: new Map(),
    staticMembers: new Map(),
    pendingJoinMembers: new Map(),
    pendingSyncMembers: new Set(),
    subscribedTopics: null,
    newMemberAdded: false,
    joinDueUs: NEVER,
    initialJoin: null,
    syncDueUs: NEVER,
  };
}

export function canRebalance(group: ClassicGroup): boolean {
  return group.state === 'Stable' || group.state === 'CompletingRebalance' || group.state === 'Empty';
}

export function hasAllMembersJoined(group: ClassicGroup): boolean {
  return group.pendingJoinMembers.size === 0 && countAwaitingJoin(group) === group.members.size;
}

export function countAwaitingJoin(group: ClassicGroup): number {
  let count = 0;
  for (const member of group.members.values()) if (member.awaitingJoin) count++;
  return count;
}

/** The most patient member decides. */
export function rebalanceTimeoutMs(group: ClassicGroup): number {
  let longest = 0;
  for (const member of group.members.values()) longest = Math.max(longest, member.rebalanceTimeoutMs);
  return longest;
}

/**
 * NONE if the sender is the member that it says it is. A static member's id changes with each of its lives:
 * the older one is fenced.
 */
export function validateMember(
  group: ClassicGroup,
  memberId: string,
  groupInstanceId: string | null,
): ErrorCode {
  if (groupInstanceId !== null) {
    const current = group.staticMembers.get(groupInstanceId);
    if (current === undefined) return Errors.UNKNOWN_MEMBER_ID;
    if (current !== memberId) return Errors.FENCED_INSTANCE_ID;
  }
  return group.members.has(memberId) ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID;
}

export function isSubscribedToTopic(group: ClassicGroup, topic: string): boolean {
  return group.subscribedTopics?.includes(topic) ?? group.protocolType === CONSUMER_PROTOCOL_TYPE;
}

/** As Kafka's HashMap hands them out: by this the next leader is found, so it is anybody, ids being random. */
export function memberIdsInHashOrder(group: ClassicGroup): string[] {
  return inHashMapOrder([...group.members.keys()], stringHashCode);
}

export function addMember(ctx: Ctx, group: ClassicGroup, member: ClassicGroupMember): void {
  if (group.members.size === 0) group.protocolType = member.protocolType;
  if (member.groupInstanceId !== null) group.staticMembers.set(member.groupInstanceId, member.memberId);
  group.leaderId ??= member.memberId;
  group.members.set(member.memberId, member);
  group.pendingJoinMembers.delete(member.memberId);
  note(ctx, {
    code: 'member-added',
    group: group.groupId,
    member: member.memberId,
    clientId: member.clientId,
  });
}

/** Takes a member, of whatever standing, out of the group; a leader's place goes to the next. */
export function removeMember(
  ctx: Ctx,
  group: ClassicGroup,
  memberId: string,
  reason: 'left' | 'session-expired' | 'rebalance-timeout',
): void {
  const member = group.members.get(memberId);
  group.members.delete(memberId);
  group.pendingJoinMembers.delete(memberId);
  group.pendingSyncMembers.delete(memberId);
  if (group.leaderId === memberId) group.leaderId = memberIdsInHashOrder(group)[0] ?? null;
  if (!member) return;
  if (member.groupInstanceId !== null) group.staticMembers.delete(member.groupInstanceId);
  const { clientId } = member;
  note(ctx, { code: 'member-removed', group: group.groupId, member: memberId, clientId, reason });
}

export function transitionTo(ctx: Ctx, group: ClassicGroup, state: ClassicGroupStateName): void {
  group.previousState = group.state;
  group.state = state;
  group.currentStateTimestamp = wallClockMs(ctx);
  note(ctx, {
    code: 'group-state',
    group: group.groupId,
    state,
    previous: group.previousState,
    generation: group.generationId,
    countedIn: 'generation',
    members: group.members.size,
  });
}

/** The join phase is over: the next generation begins with whoever is here. */
export function initNextGeneration(ctx: Ctx, group: ClassicGroup): void {
  group.generationId++;
  group.protocolName = group.members.size > 0 ? selectProtocol(group) : null;
  group.subscribedTopics = computeSubscribedTopics(group);
  group.pendingSyncMembers.clear();
  transitionTo(ctx, group, group.members.size > 0 ? 'CompletingRebalance' : 'Empty');
}

/** Topics that any member asks for; null where the coordinator can't know. */
export function computeSubscribedTopics(group: ClassicGroup): readonly string[] | null {
  const { protocolName } = group;
  if (group.protocolType !== CONSUMER_PROTOCOL_TYPE) return null;
  if (group.members.size === 0) return [];
  if (protocolName === null) return null;
  return subscribedTopicsOf([...group.members.values()].map((member) => metadataFor(member, protocolName)));
}
