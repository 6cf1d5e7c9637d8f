/**
 * What `StickyAssignor` and `CooperativeStickyAssignor` have in common (`AbstractStickyAssignor`, KIP-54):
 * the partitions are divided as evenly as can be, and of all such ways in one that moves few of them.
 *
 * Kafka's leader also remembers the highest generation it ever saw; here only this rebalance's subscriptions
 * count.
 */
import { inHashMapOrder, stringHashCode } from '../../../kernel/java-hash-order.ts';
import { compareStrings, type TopicPartition } from '../topic-partition.ts';
import type { GroupAssignment, MemberSubscription, Topics } from './assignor.ts';
import { ConstrainedAssignmentBuilder } from './constrained-assignment-builder.ts';
import { GeneralAssignmentBuilder } from './general-assignment-builder.ts';
import { claimant, previousOwners } from './previous-owners.ts';
import { rackInfo } from './sticky-racks.ts';
import type { MemberData } from './sticky-user-data.ts';
import { subscribedTopics } from './subscribed-topic.ts';

export interface StickyAssignment {
  readonly assignment: GroupAssignment;
  /**
   * The new owner of each partition that another member still holds; null: not known, see the owned
   * partitions.
   */
  readonly partitionsTransferringOwnership: ReadonlyMap<TopicPartition, string> | null;
}

/** `memberData` says where this assignor's members make their claims. */
export function assignSticky(
  topics: Topics,
  members: readonly MemberSubscription[],
  memberData: (member: MemberSubscription) => MemberData,
): StickyAssignment {
  if (members.length === 0) return { assignment: new Map(), partitionsTransferringOwnership: new Map() };
  const ordered = inOrderOfClaims(members);
  const subscribed = subscribedTopics(topics, ordered);
  const previous = previousOwners(ordered.map((member) => claimant(member, memberData(member), subscribed)));
  const racks = rackInfo(subscribed, ordered);
  if (!allSubscriptionsEqual(ordered)) {
    const builder = new GeneralAssignmentBuilder(subscribed, ordered, previous, racks);
    return { assignment: builder.build(), partitionsTransferringOwnership: null };
  }
  const builder = new ConstrainedAssignmentBuilder(subscribed, previous, racks);
  const assignment = builder.build();
  return { assignment, partitionsTransferringOwnership: builder.partitionsTransferringOwnership };
}

/** The order in which members get to keep what they had. */
function inOrderOfClaims(members: readonly MemberSubscription[]): MemberSubscription[] {
  const byId = [...members].sort((a, b) => compareStrings(a.memberId, b.memberId));
  return inHashMapOrder(byId, ({ memberId }) => stringHashCode(memberId));
}

/**
 * Kafka compares with the first member that subscribed to anything and doesn't look at those before it. So a
 * member without topics, say because no topic matches its pattern, can count as equal and be given
 * partitions.
 */
function allSubscriptionsEqual(members: readonly MemberSubscription[]): boolean {
  const [first, ...others] = members.slice(members.findIndex((member) => member.topics.length > 0));
  const topics = new Set(first!.topics);
  return others.every(
    (member) => member.topics.length === topics.size && member.topics.every((topic) => topics.has(topic)),
  );
}
