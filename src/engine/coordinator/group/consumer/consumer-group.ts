/**
 * A consumer group (KIP-848): members, the target assignment that the coordinator makes for them, and how far
 * each has come. After Kafka's ConsumerGroup.
 *
 *             somebody joins                        target made            all members have come to it
 *     Empty ──────────────► Assigning ───────────────► Reconciling ───────────────► Stable
 *       ▲                       ▲   group epoch raised     │                            │
 *       │                       └──────────────────────────┴────────────────────────────┘
 *       └── nobody is left
 *
 * Dead is what a group is once it is gone; a shard holds no dead groups.
 */
import { type Micros, NEVER } from '../../../../kernel/brand.ts';
import { inTimelineHashMapOrder, stringHashCode } from '../../../../kernel/java-hash-order.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { ConsumerGroupStateName } from '../../../note.ts';
import type { PartitionsByTopicId, SubscriptionType } from '../assignor/partition-assignor.ts';
import { createModernGroup, type ModernGroup } from '../modern-group.ts';
import { type ConsumerGroupMember, isReconciledTo, usesClassicProtocol } from './consumer-group-member.ts';
import { holds } from './partition-epochs.ts';

/** The topics that a pattern stands for (ResolvedRegularExpression). */
export interface ResolvedRegularExpression {
  readonly topics: readonly string[];
  /** Of the metadata by which it was resolved: its offset in the metadata log. */
  readonly version: number;
  readonly timestampMs: number;
}

export interface ConsumerGroup extends ModernGroup<ConsumerGroupMember> {
  readonly type: 'consumer';
  /** Follows from all else; kept, so that a change can be told. */
  state: ConsumerGroupStateName;
  /** Member ids by `group.instance.id`. */
  readonly staticMembers: Map<string, string>;
  readonly resolvedRegularExpressions: Map<string, ResolvedRegularExpression>;
  /** When patterns are looked up, a moment after somebody subscribed by one. */
  regexDueUs: Micros;
}

/** Never written down: the first member's record makes it a group. */
export function createConsumerGroup(groupId: string): ConsumerGroup {
  return {
    ...createModernGroup(groupId),
    type: 'consumer',
    state: 'Empty',
    staticMembers: new Map(),
    resolvedRegularExpressions: new Map(),
    regexDueUs: NEVER,
  };
}

/** Somebody else holds it, or has not yet said that it no longer does (currentPartitionEpoch). */
export function isHeldByAnyone(group: ConsumerGroup, topicId: string, partition: number): boolean {
  for (const { assignedPartitions, partitionsPendingRevocation } of group.members.values()) {
    if (holds(assignedPartitions, topicId, partition)) return true;
    if (holds(partitionsPendingRevocation, topicId, partition)) return true;
  }
  return false;
}

export function staticMember(
  group: ConsumerGroup,
  instanceId: string | null,
): ConsumerGroupMember | undefined {
  const memberId = instanceId === null ? undefined : group.staticMembers.get(instanceId);
  return memberId === undefined ? undefined : group.members.get(memberId);
}

const NOTHING: PartitionsByTopicId = new Map();

/** A static member that comes back has the target of its earlier life. */
export function targetAssignmentOf(
  group: ConsumerGroup,
  memberId: string,
  instanceId: string | null,
): PartitionsByTopicId {
  const owner = instanceId === null ? memberId : group.staticMembers.get(instanceId);
  return (owner === undefined ? undefined : group.targetAssignment.get(owner)) ?? NOTHING;
}

/** The members as they will be once `updated` stands for `replaced`. */
export function membersAfter(
  group: ConsumerGroup,
  updated: ConsumerGroupMember,
): ReadonlyMap<string, ConsumerGroupMember> {
  const members = new Map(membersInTableOrder(group).map((member) => [member.memberId, member]));
  const previous = staticMember(group, updated.instanceId);
  if (previous && previous.memberId !== updated.memberId) members.delete(previous.memberId);
  return members.set(updated.memberId, updated);
}

export type Members = ReadonlyMap<string, ConsumerGroupMember>;
export type ResolvedRegularExpressions = ReadonlyMap<string, ResolvedRegularExpression>;

/** What the member is subscribed to, by name and by pattern. */
export function subscribedTopicsOf(
  { subscribedTopicNames, subscribedTopicRegex }: ConsumerGroupMember,
  resolved: ResolvedRegularExpressions,
): readonly string[] {
  const byPattern = subscribedTopicRegex === '' ? undefined : resolved.get(subscribedTopicRegex)?.topics;
  return byPattern ? [...new Set([...subscribedTopicNames, ...byPattern])] : subscribedTopicNames;
}

/** Topics that any member is subscribed to. */
export function subscribedTopicNames(members: Members, resolved: ResolvedRegularExpressions): Set<string> {
  const names = new Set<string>();
  for (const member of members.values())
    for (const name of subscribedTopicsOf(member, resolved)) names.add(name);
  return names;
}

export function isSubscribedToTopic(group: ConsumerGroup, topic: string): boolean {
  return subscribedTopicNames(group.members, group.resolvedRegularExpressions).has(topic);
}

export function countSubscribedBy(members: Members, regex: string): number {
  let count = 0;
  for (const { subscribedTopicRegex } of members.values()) if (subscribedTopicRegex === regex) count++;
  return count;
}

/** Patterns that members are subscribed by. */
export function subscribedRegularExpressions(members: Members): Set<string> {
  const regexes = new Set<string>();
  for (const { subscribedTopicRegex } of members.values())
    if (subscribedTopicRegex !== '') regexes.add(subscribedTopicRegex);
  return regexes;
}

/** HOMOGENEOUS as Kafka can tell cheaply: all by the same names, or all by the same one pattern. */
export function subscriptionTypeOf(members: Members): SubscriptionType {
  const [first, ...others] = members.values();
  if (!first) return 'HOMOGENEOUS';
  const regexes = subscribedRegularExpressions(members);
  if (regexes.size > 0) {
    const isOnePattern = countSubscribedBy(members, [...regexes][0]!) === members.size;
    const hasNames = [...members.values()].some(({ subscribedTopicNames: names }) => names.length > 0);
    return isOnePattern && !hasNames ? 'HOMOGENEOUS' : 'HETEROGENEOUS';
  }
  const names = new Set(first.subscribedTopicNames);
  const isSame = others.every(
    ({ subscribedTopicNames: theirs }) =>
      theirs.length === names.size && theirs.every((name) => names.has(name)),
  );
  return isSame ? 'HOMOGENEOUS' : 'HETEROGENEOUS';
}

/** How many members ask for each assignor. */
function votesOf(members: Members): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { serverAssignor } of members.values()) {
    if (serverAssignor !== null) counts.set(serverAssignor, (counts.get(serverAssignor) ?? 0) + 1);
  }
  return counts;
}

/** The assignor that most members ask for; of equals the first in the table's order. Null: nobody asks. */
export function preferredServerAssignor({ members }: ConsumerGroup): string | null {
  const votes = votesOf(members);
  return mostVoted(inTimelineHashMapOrder([...votes.keys()], stringHashCode), votes);
}

/**
 * The same with a member's vote changed. Kafka does it in a copy of the table, so small that `uniform` and
 * `range` share a bucket, to the front of which goes a name that is new or has lost its last vote in between:
 * of equals, the one just voted for can win.
 */
export function preferredServerAssignorAfter(
  { members }: ConsumerGroup,
  { serverAssignor: before }: ConsumerGroupMember,
  { serverAssignor: now }: ConsumerGroupMember,
): string | null {
  const votes = votesOf(members);
  let names = inTimelineHashMapOrder([...votes.keys()], stringHashCode);
  if (before !== null) {
    votes.set(before, votes.get(before)! - 1);
    if (votes.get(before) === 0) names = names.filter((name) => name !== before);
  }
  if (now !== null) {
    votes.set(now, (votes.get(now) ?? 0) + 1);
    if (!names.includes(now)) names = [now, ...names];
  }
  return mostVoted(names, votes);
}

function mostVoted(names: readonly string[], votes: ReadonlyMap<string, number>): string | null {
  return names.reduce<string | null>(
    (best, name) => (best === null || votes.get(name)! > votes.get(best)! ? name : best),
    null,
  );
}

/** Members in the order in which Kafka's table of them is gone through. */
export function membersInTableOrder<Member>({ members }: ModernGroup<Member>): Member[] {
  return inTimelineHashMapOrder([...members.keys()], stringHashCode).map(
    (memberId) => members.get(memberId)!,
  );
}

export function allMembersUseClassicProtocolExcept(
  { members }: ConsumerGroup,
  except: ReadonlySet<string>,
): boolean {
  for (const member of members.values())
    if (!except.has(member.memberId) && !usesClassicProtocol(member)) return false;
  return true;
}

function stateOf(group: ConsumerGroup): ConsumerGroupStateName {
  if (group.members.size === 0) return 'Empty';
  if (group.groupEpoch > group.assignmentEpoch) return 'Assigning';
  for (const member of group.members.values())
    if (!isReconciledTo(member, group.assignmentEpoch)) return 'Reconciling';
  return 'Stable';
}

/** `ctx` null: a log has been replayed, and nobody is told of what happened long ago. */
export function maybeUpdateGroupState(ctx: Ctx | null, group: ConsumerGroup): void {
  const previous = group.state;
  group.state = stateOf(group);
  if (ctx === null || group.state === previous) return;
  note(ctx, {
    code: 'group-state',
    group: group.groupId,
    state: group.state,
    previous,
    generation: group.groupEpoch,
    countedIn: 'epoch',
    members: group.members.size,
  });
}
