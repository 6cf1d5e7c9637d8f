import { type TopicPartition, topicPartitionName } from '../topic-partition.ts';
import type { ConsumerPartitionAssignor, GroupAssignment, MemberSubscription } from './assignor.ts';
import { stickyAssignment } from './sticky-assignment.ts';
import {
  DEFAULT_GENERATION,
  decodeGeneration,
  encodeGeneration,
  type MemberData,
} from './sticky-user-data.ts';

/**
 * `CooperativeStickyAssignor` (KIP-429): sticky, and members keep fetching what they keep. A partition that
 * changes hands is therefore given to nobody at first; its old owner gives it up and joins again, and then it
 * is free.
 */
export const cooperativeStickyAssignor: ConsumerPartitionAssignor = {
  name: 'cooperative-sticky',
  supportedProtocols: ['COOPERATIVE', 'EAGER'],
  subscriptionUserData: (last) => encodeGeneration(last?.generationId ?? DEFAULT_GENERATION),
  onAssignment: (received) => received,
  assign(topics, members) {
    const { assignment, partitionsTransferringOwnership } = stickyAssignment
      .rules()
      .assignSticky(topics, members, memberData);
    withhold(assignment, partitionsTransferringOwnership ?? computeTransfers(members, assignment));
    return assignment;
  },
};

/** Subscriptions before v2 don't say their generation, so it is in the user data too. */
function memberData({ ownedPartitions, generationId, userData }: MemberSubscription): MemberData {
  const generation = generationId >= 0 ? generationId : decodeGeneration(userData);
  return { partitions: ownedPartitions, generation };
}

function withhold(assignment: GroupAssignment, transfers: ReadonlyMap<TopicPartition, string>): void {
  for (const [member, partitions] of assignment) {
    assignment.set(
      member,
      partitions.filter((partition) => transfers.get(partition) !== member),
    );
  }
}

/**
 * The partitions that are new to their owner while another, who is not to keep them, still says it owns them.
 */
function computeTransfers(
  members: readonly MemberSubscription[],
  assignment: GroupAssignment,
): Map<TopicPartition, string> {
  const owned = new Map(members.map((member) => [member.memberId, namesOf(member.ownedPartitions)]));
  const revoked = new Set<string>();
  for (const [member, names] of owned) {
    const assigned = namesOf(assignment.get(member)!);
    for (const name of names) if (!assigned.has(name)) revoked.add(name);
  }
  const transfers = new Map<TopicPartition, string>();
  for (const [member, partitions] of assignment) {
    for (const partition of partitions) {
      const name = topicPartitionName(partition);
      if (revoked.has(name) && !owned.get(member)!.has(name)) transfers.set(partition, member);
    }
  }
  return transfers;
}

function namesOf(partitions: readonly TopicPartition[]): Set<string> {
  return new Set(partitions.map(topicPartitionName));
}
