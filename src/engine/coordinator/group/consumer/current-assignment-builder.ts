/**
 * One step of a member towards its target assignment (KIP-848, "reconciliation"; Kafka's
 * CurrentAssignmentBuilder). First it gives up what it shall no longer have, and only when it says that it
 * holds it no more does it come to the target's epoch and get what nobody else holds any more.
 */
import type { PartitionsByTopicId } from '../assignor/partition-assignor.ts';
import type { ConsumerGroupMember, MemberState, OwnedPartitions } from './consumer-group-member.ts';
import { holds, NO_PARTITIONS, type PartitionEpochs } from './partition-epochs.ts';

export interface ReconciliationSpec {
  readonly targetAssignmentEpoch: number;
  readonly targetAssignment: PartitionsByTopicId;
  /** Topics that the member is subscribed to now; what the target has of others is passed over. */
  readonly subscribedTopicIds: ReadonlySet<string>;
  readonly hasSubscriptionChanged: boolean;
  /** What the member says that it holds, null: it says nothing. */
  readonly ownedPartitions: OwnedPartitions;
  isHeldByAnyone(topicId: string, partition: number): boolean;
}

/** The member itself if there is nothing to do. */
export function nextAssignment(member: ConsumerGroupMember, spec: ReconciliationSpec): ConsumerGroupMember {
  switch (member.state) {
    case 'Stable':
      if (member.memberEpoch !== spec.targetAssignmentEpoch) return computeNextAssignment(member, spec);
      return spec.hasSubscriptionChanged ? dropUnsubscribedTopics(member, spec) : member;
    case 'UnrevokedPartitions':
      if (!ownsAnyOf(spec.ownedPartitions, member.partitionsPendingRevocation))
        return computeNextAssignment(member, spec);
      return spec.hasSubscriptionChanged ? dropUnsubscribedTopics(member, spec) : member;
    case 'UnreleasedPartitions':
      return computeNextAssignment(member, spec);
  }
}

/** A member that says nothing of what it holds holds all that it held. */
function ownsAnyOf(owned: OwnedPartitions, revoked: PartitionEpochs): boolean {
  if (owned === null) return true;
  return owned.some(({ topicId, partitions }) =>
    partitions.some((partition) => holds(revoked, topicId, partition)),
  );
}

/** What the member no longer wants it gives up at once, without waiting for a new target. */
function dropUnsubscribedTopics(member: ConsumerGroupMember, spec: ReconciliationSpec): ConsumerGroupMember {
  const assigned = new Map<string, ReadonlyMap<number, number>>();
  const revoked = new Map(member.partitionsPendingRevocation);
  for (const [topicId, partitions] of member.assignedPartitions) {
    if (spec.subscribedTopicIds.has(topicId)) assigned.set(topicId, partitions);
    else revoked.set(topicId, new Map([...(revoked.get(topicId) ?? []), ...partitions]));
  }
  if (assigned.size === member.assignedPartitions.size) return member;
  const { memberEpoch } = member;
  if (ownsAnyOf(spec.ownedPartitions, revoked))
    return moved(member, 'UnrevokedPartitions', memberEpoch, assigned, revoked);
  // As in Kafka: neither its state nor what it has yet to give up changes.
  return moved(member, member.state, memberEpoch, assigned, member.partitionsPendingRevocation);
}

function computeNextAssignment(member: ConsumerGroupMember, spec: ReconciliationSpec): ConsumerGroupMember {
  const { assigned, revoked, free, hasUnreleased } = compareWithTarget(member, spec);
  if (revoked.size > 0 && ownsAnyOf(spec.ownedPartitions, revoked))
    return moved(member, 'UnrevokedPartitions', member.memberEpoch, assigned, revoked);
  const state = hasUnreleased ? 'UnreleasedPartitions' : 'Stable';
  const given = withFree(assigned, free, spec.targetAssignmentEpoch);
  return moved(member, state, spec.targetAssignmentEpoch, given, NO_PARTITIONS);
}

interface Comparison {
  /** Held, and to be kept. */
  readonly assigned: PartitionEpochs;
  /** Held, and not in the target. */
  readonly revoked: PartitionEpochs;
  /** In the target, and nobody's. */
  readonly free: ReadonlyMap<string, readonly number[]>;
  /** Something in the target is still another's. */
  readonly hasUnreleased: boolean;
}

function compareWithTarget(member: ConsumerGroupMember, spec: ReconciliationSpec): Comparison {
  const { assignedPartitions, partitionsPendingRevocation } = member;
  const assigned = new Map<string, ReadonlyMap<number, number>>();
  const revoked = new Map<string, ReadonlyMap<number, number>>();
  const free = new Map<string, readonly number[]>();
  let hasUnreleased = false;
  for (const topicId of new Set([...spec.targetAssignment.keys(), ...assignedPartitions.keys()])) {
    const isWanted = spec.subscribedTopicIds.has(topicId);
    const target = new Set(isWanted ? spec.targetAssignment.get(topicId) : []);
    const held = [...(assignedPartitions.get(topicId) ?? [])];
    const kept = held.filter(([partition]) => target.has(partition));
    const lost = held.filter(([partition]) => !target.has(partition));
    for (const [partition] of kept) target.delete(partition);
    const released = [...target].filter(
      (partition) =>
        !spec.isHeldByAnyone(topicId, partition) || holds(partitionsPendingRevocation, topicId, partition),
    );
    if (released.length < target.size) hasUnreleased = true;
    if (kept.length > 0) assigned.set(topicId, new Map(kept));
    if (lost.length > 0) revoked.set(topicId, new Map(lost));
    if (released.length > 0) free.set(topicId, released);
  }
  return { assigned, revoked, free, hasUnreleased };
}

function withFree(
  assigned: PartitionEpochs,
  free: ReadonlyMap<string, readonly number[]>,
  epoch: number,
): PartitionEpochs {
  const result = new Map(assigned);
  for (const [topicId, partitions] of free) {
    const epochs = new Map(result.get(topicId));
    for (const partition of partitions) epochs.set(partition, epoch);
    result.set(topicId, epochs);
  }
  return result;
}

function moved(
  member: ConsumerGroupMember,
  state: MemberState,
  memberEpoch: number,
  assignedPartitions: PartitionEpochs,
  partitionsPendingRevocation: PartitionEpochs,
): ConsumerGroupMember {
  const previousMemberEpoch = member.memberEpoch;
  return {
    ...member,
    state,
    memberEpoch,
    previousMemberEpoch,
    assignedPartitions,
    partitionsPendingRevocation,
  };
}
