/**
 * Shares out one lot of partitions among members so that each partition has the same number of members and
 * each member about the same number of partitions, and members keep what they have where that allows
 * (`SimpleHomogeneousAssignmentBuilder`, and `SimpleHeterogeneousAssignmentBuilder` for one topic).
 */
import { inHashMapOrder } from '../../../../kernel/java-hash-order.ts';
import { identity } from './group-order.ts';
import type { TopicIdPartition } from './topic-id-partition.ts';

export interface Lot {
  /** Those to have a share, ascending. */
  readonly members: readonly number[];
  readonly partitions: readonly TopicIdPartition[];
  /** What each member of the group had of the lot, also those that are to have no share any more. */
  readonly held: readonly (readonly TopicIdPartition[])[];
  /** Of the partitions, as Kafka keeps them in hash maps. */
  readonly hashCode: (partition: TopicIdPartition) => number;
}

/** How far the lot has been shared out. */
interface Shares {
  /** How many members each partition should have. */
  readonly desiredSharing: number;
  /** By member, how many partitions it should have. */
  readonly desiredCounts: readonly number[];
  readonly byMember: readonly Set<TopicIdPartition>[];
  /** The members of a partition, of those that had it. */
  readonly holders: Map<TopicIdPartition, Set<number>>;
}

/** The share of each member of the group. */
export function shareOut(lot: Lot): readonly ReadonlySet<TopicIdPartition>[] {
  const shares = sharesUntilNow(lot);
  revokeFromOverfilledMembers(shares);
  revokeOversharedPartitions(shares);
  assignRemainingPartitions(shares, lot);
  return shares.byMember;
}

function sharesUntilNow(lot: Lot): Shares {
  const { members, partitions, held, hashCode } = lot;
  const desiredSharing = partitions.length === 0 ? 0 : Math.ceil(members.length / partitions.length);
  return {
    desiredSharing,
    desiredCounts: desiredCounts(desiredSharing * partitions.length, lot),
    byMember: held.map((ofMember) => new Set(inHashMapOrder(ofMember, hashCode))),
    holders: holdersOf(held),
  };
}

/**
 * Spreads the members with one more evenly over all. In floating point as in Kafka: its rounding, too, decides
 * who they are.
 */
function desiredCounts(total: number, { members, held }: Lot): number[] {
  const counts = held.map(() => 0);
  const average = total / members.length;
  for (const [position, member] of members.entries()) {
    counts[member] = Math.ceil(average * (position + 1)) - Math.ceil(average * position);
  }
  return counts;
}

function holdersOf(held: Lot['held']): Map<TopicIdPartition, Set<number>> {
  const holders = new Map<TopicIdPartition, number[]>();
  for (const [member, partitions] of held.entries()) {
    for (const partition of partitions) {
      holders.set(partition, [...(holders.get(partition) ?? []), member]);
    }
  }
  return new Map(
    Array.from(holders, ([partition, members]) => [partition, new Set(inHashMapOrder(members, identity))]),
  );
}

function revokeFromOverfilledMembers({ byMember, desiredCounts, holders }: Shares): void {
  for (const [member, partitions] of byMember.entries()) {
    for (const partition of partitions) {
      if (partitions.size <= desiredCounts[member]!) break;
      partitions.delete(partition);
      holders.get(partition)!.delete(member);
    }
  }
}

function revokeOversharedPartitions({ byMember, desiredSharing, holders }: Shares): void {
  for (const [partition, members] of holders) {
    for (const member of members) {
      if (members.size <= desiredSharing) break;
      members.delete(member);
      byMember[member]!.delete(partition);
    }
  }
}

/** Members with room take turns in taking what the partitions lack. */
function assignRemainingPartitions(shares: Shares, lot: Lot): void {
  const { byMember, desiredCounts, desiredSharing, holders } = shares;
  const hasRoom = (member: number) => byMember[member]!.size < desiredCounts[member]!;
  const turns: Turns = { members: lot.members.filter(hasRoom), next: 0, anyTaken: false };
  for (const partition of inOrderOfAssignment(shares, lot)) {
    const holding = holders.get(partition) ?? new Set();
    for (let missing = desiredSharing - holding.size; missing > 0; missing--) {
      const member = nextTaker(turns, holding);
      if (member === null) return;
      byMember[member]!.add(partition);
      if (hasRoom(member)) turns.next++;
      else turns.members.splice(turns.next, 1);
    }
  }
}

interface Turns {
  /** Members that still have room. */
  readonly members: number[];
  /** Whose turn it is, a place in `members`. */
  next: number;
  /** Whether anybody took anything since the round began. */
  anyTaken: boolean;
}

/**
 * Who takes a partition that those in `holding` have already. Null: nobody in a whole round, and as in Kafka
 * the rest then stays as it is. Who took the partition just now is not in `holding`: as in Kafka it can be
 * given to a member twice, which counts as two and leaves the partition with fewer members than the others.
 * When no member has room any more, which takes one that had a partition from outside the lot, Kafka's
 * assignor fails; this one is done.
 */
function nextTaker(turns: Turns, holding: ReadonlySet<number>): number | null {
  for (;;) {
    if (turns.next === turns.members.length) {
      if (!turns.anyTaken || turns.members.length === 0) return null;
      turns.next = 0;
      turns.anyTaken = false;
    }
    const member = turns.members[turns.next]!;
    if (!holding.has(member)) {
      turns.anyTaken = true;
      return member;
    }
    turns.next++;
  }
}

/** `computeIfAbsent` puts a key before those that are in its bucket already, hence the reversal. */
function inOrderOfAssignment({ holders }: Shares, { partitions, hashCode }: Lot): TopicIdPartition[] {
  const keys = new Set([...holders.keys(), ...partitions]);
  return inHashMapOrder([...keys].reverse(), hashCode, capacityOfMapFor(partitions.length));
}

/** `AssignorHelpers.newHashMap`. */
function capacityOfMapFor(size: number): number {
  return Math.floor(((size + 1) * 4) / 3 + 1);
}
