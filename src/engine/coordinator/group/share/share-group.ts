/**
 * A share group (KIP-932): its members share the records of their partitions, not the partitions. After Kafka's
 * ShareGroup. It is Empty or Stable: a member takes what it is given without waiting for another.
 */
import { inTimelineHashMapOrder, stringHashCode } from '../../../../kernel/java-hash-order.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { PartitionsByTopicId, SubscriptionType } from '../assignor/partition-assignor.ts';
import { createModernGroup, type ModernGroup } from '../modern-group.ts';
import { isSameSubscription, type ShareGroupMember } from './share-group-member.ts';

/** Partitions of one topic, by its id in a table (InitMapValue). */
export interface TopicPartitionsState {
  readonly name: string;
  readonly partitions: readonly number[];
  /** When the record that says so was replayed. */
  readonly timestampMs: number;
}

/** Of which partitions the share coordinator keeps state (ShareGroupStatePartitionMetadataInfo). */
export interface StatePartitionMetadata {
  readonly initializingTopics: ReadonlyMap<string, TopicPartitionsState>;
  readonly initializedTopics: ReadonlyMap<string, TopicPartitionsState>;
  readonly deletingTopics: ReadonlySet<string>;
}

export interface ShareGroup extends ModernGroup<ShareGroupMember> {
  readonly type: 'share';
  /** Follows from the members; kept, so that a change can be told. */
  state: 'Empty' | 'Stable';
  /** Null: nobody has subscribed to a topic that exists. */
  statePartitionMetadata: StatePartitionMetadata | null;
}

export const SHARE_PROTOCOL_TYPE = 'share';

export function createShareGroup(groupId: string): ShareGroup {
  return { ...createModernGroup(groupId), type: 'share', state: 'Empty', statePartitionMetadata: null };
}

export type ShareMembers = ReadonlyMap<string, ShareGroupMember>;

/** The members as they will be once `updated` is one of them, in the order in which Kafka's table is gone through. */
export function shareMembersAfter(group: ShareGroup, updated: ShareGroupMember): ShareMembers {
  const ids = inTimelineHashMapOrder([...group.members.keys()], stringHashCode);
  const members = new Map(ids.map((memberId) => [memberId, group.members.get(memberId)!]));
  return members.set(updated.memberId, updated);
}

/** Topics that any member is subscribed to. */
export function subscribedTopicNames(members: ShareMembers): Set<string> {
  const names = new Set<string>();
  for (const member of members.values()) for (const name of member.subscribedTopicNames) names.add(name);
  return names;
}

export function subscriptionTypeOf(members: ShareMembers): SubscriptionType {
  const [first, ...others] = members.values();
  return !first || others.every((member) => isSameSubscription(first, member))
    ? 'HOMOGENEOUS'
    : 'HETEROGENEOUS';
}

/** Partitions whose share state is there, by topic id: these may be assigned. */
export function initializedPartitionsOf({ statePartitionMetadata }: ShareGroup): PartitionsByTopicId {
  const initialized = statePartitionMetadata?.initializedTopics ?? [];
  return new Map(Array.from(initialized, ([topicId, { partitions }]) => [topicId, partitions]));
}

/** `ctx` null: a log has been replayed, and nobody is told of what happened long ago. */
export function maybeUpdateShareGroupState(ctx: Ctx | null, group: ShareGroup): void {
  const previous = group.state;
  group.state = group.members.size === 0 ? 'Empty' : 'Stable';
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
