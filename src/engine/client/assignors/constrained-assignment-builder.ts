/**
 * The sticky assignment when all members subscribed to the same topics, so that everybody can be given the
 * same number of partitions but for one (`AbstractStickyAssignor.ConstrainedAssignmentBuilder`, KAFKA-9987):
 * members first keep what they have up to their quota, then the rest is dealt out to those below theirs.
 */
import { compareStrings, compareTopicPartitions, type TopicPartition } from '../topic-partition.ts';
import type { GroupAssignment } from './assignor.ts';
import type { PreviousOwners } from './previous-owners.ts';
import { nextRackMember, type RackInfo, racksMismatch, sortByRackMembers } from './sticky-racks.ts';
import type { SubscribedTopics } from './subscribed-topic.ts';

export class ConstrainedAssignmentBuilder {
  /**
   * Partitions whose new owner has to wait until the old one has given them up (KIP-429), with the new owner.
   */
  readonly partitionsTransferringOwnership = new Map<TopicPartition, string>();

  private readonly partitions: readonly TopicPartition[];
  private readonly previous: PreviousOwners;
  private readonly racks: RackInfo | null;
  private readonly assignment: GroupAssignment = new Map();

  private readonly minQuota: number;
  /** minQuota, or one more if the partitions don't come out even. */
  private readonly maxQuota: number;
  /** How many members are to have more than minQuota; 0 when it comes out even. */
  private readonly expectedMembersOverMinQuota: number;
  private membersOverMinQuota = 0;
  private readonly unfilledUnderMinQuota: string[] = [];
  /** Members that have minQuota, one of which could still get the odd partition. */
  private unfilledAtMinQuota: string[] = [];
  /** What members had and did not keep, with the member. */
  private readonly maybeRevoked = new Map<TopicPartition, string>();

  constructor(topics: SubscribedTopics, previous: PreviousOwners, racks: RackInfo | null) {
    this.partitions = [...topics.values()].flatMap(({ partitions }) => partitions);
    this.previous = previous;
    this.racks = racks;
    const numMembers = previous.ownedPartitions.size;
    this.minQuota = Math.floor(this.partitions.length / numMembers);
    this.maxQuota = Math.ceil(this.partitions.length / numMembers);
    this.expectedMembersOverMinQuota = this.partitions.length % numMembers;
  }

  build(): GroupAssignment {
    for (const member of this.previous.ownedPartitions.keys()) this.assignOwnedPartitions(member);
    this.unfilledUnderMinQuota.sort(compareStrings);
    this.unfilledAtMinQuota.sort(compareStrings);

    let unassigned = this.unassignedPartitions();
    if (this.racks) unassigned = this.assignRackAwareRoundRobin(this.racks, unassigned);
    this.assignRoundRobin(unassigned);
    return this.assignment;
  }

  /**
   * Leaves the member what it has up to its quota, which is maxQuota for the first members that have as much.
   */
  private assignOwnedPartitions(member: string): void {
    const owned = this.keepablePartitions(member);
    if (owned.length < this.minQuota) {
      this.keep(member, owned, owned.length);
      this.unfilledUnderMinQuota.push(member);
    } else if (owned.length >= this.maxQuota && this.canExceedMinQuota()) {
      this.keep(member, owned, this.maxQuota);
      this.onMemberOverMinQuota();
    } else {
      this.keep(member, owned, this.minQuota);
      if (this.canExceedMinQuota()) this.unfilledAtMinQuota.push(member);
    }
  }

  /** What the member had, without what lies in other racks only or was claimed by another as well. */
  private keepablePartitions(member: string): TopicPartition[] {
    const keepable: TopicPartition[] = [];
    for (const partition of this.previous.ownedPartitions.get(member)!) {
      if (racksMismatch(this.racks, member, partition)) this.maybeRevoked.set(partition, member);
      else keepable.push(partition);
    }
    // By partition first, so that a cut takes a bit of every topic and not one topic as a whole.
    return keepable
      .filter((partition) => !this.previous.partitionsWithMultiplePreviousOwners.has(partition))
      .sort((a, b) => a.partition - b.partition || compareTopicPartitions(a, b));
  }

  private keep(member: string, owned: readonly TopicPartition[], count: number): void {
    this.assignment.set(member, owned.slice(0, count));
    for (const partition of owned.slice(count)) this.maybeRevoked.set(partition, member);
  }

  private canExceedMinQuota(): boolean {
    return this.membersOverMinQuota < this.expectedMembersOverMinQuota;
  }

  private onMemberOverMinQuota(): void {
    this.membersOverMinQuota++;
    if (!this.canExceedMinQuota()) this.unfilledAtMinQuota = [];
  }

  /** In order of topic and partition. */
  private unassignedPartitions(): TopicPartition[] {
    const assigned = new Set([...this.assignment.values()].flat());
    return this.partitions.filter((partition) => !assigned.has(partition));
  }

  /** Deals out what can go to an unfilled member in a rack of the partition; returns what can't. */
  private assignRackAwareRoundRobin(
    racks: RackInfo,
    unassigned: readonly TopicPartition[],
  ): TopicPartition[] {
    let turn = 0;
    return sortByRackMembers(racks, unassigned).filter((partition) => {
      const under = nextRackMember(racks, partition, this.unfilledUnderMinQuota, turn);
      const atMin = nextRackMember(racks, partition, this.unfilledAtMinQuota, 0);
      if (under >= 0) turn = this.assignToUnderMinQuota(partition, under);
      else if (atMin >= 0) this.assignToAtMinQuota(partition, atMin);
      return under < 0 && atMin < 0;
    });
  }

  /** Deals out the rest, and only when everybody has minQuota the odd ones. */
  private assignRoundRobin(unassigned: readonly TopicPartition[]): void {
    let turn = 0;
    for (const partition of unassigned) {
      if (this.unfilledUnderMinQuota.length > 0) turn = this.assignToUnderMinQuota(partition, turn);
      else this.assignToAtMinQuota(partition, 0);
    }
  }

  /** Returns whose turn it is next. */
  private assignToUnderMinQuota(partition: TopicPartition, turn: number): number {
    const unfilled = this.unfilledUnderMinQuota;
    const member = unfilled[turn]!;
    if (this.assignNewPartition(partition, member) < this.minQuota) return (turn + 1) % unfilled.length;
    unfilled.splice(turn, 1);
    if (this.canExceedMinQuota()) this.unfilledAtMinQuota.push(member);
    return unfilled.length === 0 ? 0 : turn % unfilled.length;
  }

  private assignToAtMinQuota(partition: TopicPartition, place: number): void {
    const [member] = this.unfilledAtMinQuota.splice(place, 1);
    if (member === undefined) throw new Error('all members are filled, yet a partition is left');
    this.assignNewPartition(partition, member);
    this.onMemberOverMinQuota();
  }

  /** Returns how many partitions the member has now. */
  private assignNewPartition(partition: TopicPartition, member: string): number {
    const revokedFrom = this.maybeRevoked.get(partition);
    const isOwnedByAnother = revokedFrom !== undefined && revokedFrom !== member;
    if (isOwnedByAnother || this.previous.partitionsWithMultiplePreviousOwners.has(partition)) {
      this.partitionsTransferringOwnership.set(partition, member);
    }
    return this.assignment.get(member)!.push(partition);
  }
}
