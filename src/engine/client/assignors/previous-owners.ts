/**
 * Who had what before, out of what the members claim. Claims can disagree, because a member that missed a
 * rebalance still claims what it had then; the claim from the higher generation holds (KIP-341, KIP-792).
 */
import type { TopicPartition } from '../topic-partition.ts';
import type { MemberSubscription } from './assignor.ts';
import { DEFAULT_GENERATION, type MemberData } from './sticky-user-data.ts';
import type { SubscribedTopics } from './subscribed-topic.ts';

/** A member and what it says it had. */
export interface Claimant {
  readonly memberId: string;
  /** The generation in the subscription itself, whereas the claim's may be from the user data. */
  readonly subscriptionGeneration: number;
  readonly claimGeneration: number;
  readonly claimedPartitions: readonly TopicPartition[];
}

export interface PreviousOwners {
  /** By member, the partitions to be left with it if possible. */
  readonly ownedPartitions: ReadonlyMap<string, ReadonlySet<TopicPartition>>;
  /** Claimed by two members as of the same generation, so neither is believed. */
  readonly partitionsWithMultiplePreviousOwners: ReadonlySet<TopicPartition>;
  /** For partitions claimed as of a generation before the newest: who made the newest of these claims. */
  readonly staleOwners: ReadonlyMap<TopicPartition, string>;
}

/**
 * A claim counts for partitions of topics that anybody still subscribes to. Kafka keeps a claim to a
 * partition that its topic no longer has (after it was deleted and created anew, smaller) and then miscounts;
 * we drop it.
 */
export function claimant(member: MemberSubscription, claim: MemberData, topics: SubscribedTopics): Claimant {
  return {
    memberId: member.memberId,
    subscriptionGeneration: member.generationId,
    claimGeneration: claim.generation,
    claimedPartitions: claim.partitions.flatMap(
      ({ topic, partition }) => topics.get(topic)?.partitions[partition] ?? [],
    ),
  };
}

/** Between claims as good as each other, the order of the claimants decides. */
export function previousOwners(claimants: readonly Claimant[]): PreviousOwners {
  return { ...resolveClaims(claimants), staleOwners: staleOwners(claimants) };
}

function resolveClaims(claimants: readonly Claimant[]): Omit<PreviousOwners, 'staleOwners'> {
  const ownedPartitions = new Map(claimants.map(({ memberId }) => [memberId, new Set<TopicPartition>()]));
  const partitionsWithMultiplePreviousOwners = new Set<TopicPartition>();
  const lastClaimants = new Map<TopicPartition, Claimant>();
  for (const member of claimants) {
    for (const partition of member.claimedPartitions) {
      const other = lastClaimants.get(partition);
      // Kafka asks for the other's generation in its subscription, even where the claim lies in the user
      // data.
      const otherGeneration = other?.subscriptionGeneration ?? DEFAULT_GENERATION;
      if (other && member.claimGeneration < otherGeneration) continue;
      if (other) ownedPartitions.get(other.memberId)!.delete(partition);
      if (other && member.claimGeneration === otherGeneration)
        partitionsWithMultiplePreviousOwners.add(partition);
      else ownedPartitions.get(member.memberId)!.add(partition);
      lastClaimants.set(partition, member);
    }
  }
  return { ownedPartitions, partitionsWithMultiplePreviousOwners };
}

function staleOwners(claimants: readonly Claimant[]): Map<TopicPartition, string> {
  const newest = Math.max(...claimants.map(({ claimGeneration }) => claimGeneration));
  const stale = claimants.filter(({ claimGeneration }) => claimGeneration < newest);
  const owners = new Map<TopicPartition, Claimant>();
  for (const member of stale) {
    for (const partition of member.claimedPartitions) {
      const other = owners.get(partition);
      if (!other || member.claimGeneration > other.claimGeneration) owners.set(partition, member);
    }
  }
  return new Map(Array.from(owners, ([partition, { memberId }]) => [partition, memberId]));
}
