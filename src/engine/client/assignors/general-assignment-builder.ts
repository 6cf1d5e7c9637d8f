/**
 * The sticky assignment when members subscribed to unlike topics
 * (`AbstractStickyAssignor.GeneralAssignmentBuilder`, KIP-54): all keep what they have, the rest goes to the
 * least loaded subscriber, and then partitions are moved from member to member for as long as it evens out
 * the loads.
 */
import { compareStrings, type TopicPartition } from '../topic-partition.ts';
import type { GroupAssignment, MemberSubscription } from './assignor.ts';
import { PartitionMovements } from './partition-movements.ts';
import type { PreviousOwners } from './previous-owners.ts';
import { type RackInfo, racksMismatch } from './sticky-racks.ts';
import type { SubscribedTopics } from './subscribed-topic.ts';

export class GeneralAssignmentBuilder {
  private readonly topics: SubscribedTopics;
  private readonly previous: PreviousOwners;
  private readonly racks: RackInfo | null;
  private readonly movements = new PartitionMovements();

  /** By topic, the members that could get its partitions. */
  private readonly potentialMembers = new Map<string, string[]>();
  /** By member, the topics whose partitions it could get. */
  private readonly potentialTopics = new Map<string, Set<string>>();
  /** Those of topics with few potential members first. */
  private readonly sortedPartitions: readonly TopicPartition[];

  private assignment = new Map<string, Set<TopicPartition>>();
  private readonly owners = new Map<TopicPartition, string>();
  /** The members still to be balanced, the one with the fewest partitions first. */
  private membersByLoad: string[];
  /** A member had to give up something because of its subscription or its rack. */
  private revocationRequired = false;

  constructor(
    topics: SubscribedTopics,
    members: readonly MemberSubscription[],
    previous: PreviousOwners,
    racks: RackInfo | null,
  ) {
    this.topics = topics;
    this.previous = previous;
    this.racks = racks;
    for (const topic of topics.keys()) this.potentialMembers.set(topic, []);
    for (const { memberId, topics: subscribed } of members) {
      this.assignment.set(memberId, new Set());
      this.potentialTopics.set(memberId, new Set(subscribed.filter((topic) => topics.has(topic))));
      for (const topic of this.topicsOf(memberId)) this.potentialMembers.get(topic)!.push(memberId);
    }
    this.sortedPartitions = [...topics.values()]
      .sort(
        (a, b) =>
          this.membersFor(a.topic).length - this.membersFor(b.topic).length ||
          compareStrings(a.topic, b.topic),
      )
      .flatMap(({ partitions }) => partitions);
    this.membersByLoad = members.map(({ memberId }) => memberId);
  }

  build(): GroupAssignment {
    this.assignOwnedPartitions();
    this.sortMembersByLoad();
    this.balance(this.sortedPartitions.filter((partition) => !this.owners.has(partition)));
    return new Map(Array.from(this.assignment, ([member, partitions]) => [member, [...partitions]]));
  }

  private assignOwnedPartitions(): void {
    for (const [member, owned] of this.previous.ownedPartitions) {
      for (const partition of owned) {
        if (this.topicsOf(member).has(partition.topic) && !racksMismatch(this.racks, member, partition)) {
          this.assign(partition, member);
        } else {
          this.revocationRequired = true;
        }
      }
    }
  }

  private balance(unassigned: readonly TopicPartition[]): void {
    const initializing = this.load(this.membersByLoad.at(-1)!) === 0;
    const elsewhere = unassigned.filter((partition) => !this.assignToLeastLoaded(partition, this.racks));
    for (const partition of elsewhere) this.assignToLeastLoaded(partition, null);

    this.membersByLoad = this.membersByLoad.filter((member) => this.canParticipateInReassignment(member));
    const before = this.copyOfAssignment();
    const scoreBefore = this.balanceScore();
    // At first only the new partitions are moved, so that what members had stays where it is if that will do.
    if (!this.revocationRequired) this.performReassignments(unassigned);
    const reassigned = this.performReassignments(this.sortedPartitions);
    if (!initializing && reassigned && this.balanceScore() >= scoreBefore) this.assignment = before;
  }

  /** Whether there was a subscriber to give it to, in a rack that matches if racks are given. */
  private assignToLeastLoaded(partition: TopicPartition, racks: RackInfo | null): boolean {
    const member = this.membersByLoad.find(
      (candidate) =>
        this.topicsOf(candidate).has(partition.topic) && !racksMismatch(racks, candidate, partition),
    );
    if (member === undefined) return false;
    this.assign(partition, member);
    this.sortMembersByLoad();
    return true;
  }

  /**
   * A member with all that it could have, none of which anybody else could have, stays out of the balancing.
   */
  private canParticipateInReassignment(member: string): boolean {
    return (
      this.load(member) < this.potentialPartitions(member).length ||
      [...this.partitionsOf(member)].some(({ topic }) => this.canTopicParticipateInReassignment(topic))
    );
  }

  private canTopicParticipateInReassignment(topic: string): boolean {
    return this.membersFor(topic).length >= 2;
  }

  /** Moves partitions until no movement makes the loads more alike; returns whether any was moved. */
  private performReassignments(partitions: readonly TopicPartition[]): boolean {
    const reassignable = partitions.filter(({ topic }) => this.canTopicParticipateInReassignment(topic));
    let reassigned = false;
    while (this.reassignEach(reassignable)) reassigned = true;
    return reassigned;
  }

  private reassignEach(partitions: readonly TopicPartition[]): boolean {
    let reassigned = false;
    for (const partition of partitions) {
      if (this.isBalanced()) break;
      const newOwner = this.betterOwner(partition);
      if (newOwner === undefined) continue;
      this.reassign(partition, newOwner);
      reassigned = true;
    }
    return reassigned;
  }

  /**
   * Who should have the partition instead: a stale owner rather than anybody else, and that without asking
   * whether it still subscribes, as in Kafka. Kafka also looks for a member in a rack of the partition, but
   * whether it finds one or not, the partition goes to the least loaded.
   */
  private betterOwner(partition: TopicPartition): string | undefined {
    const owner = this.owners.get(partition)!;
    const staleOwner = this.previous.staleOwners.get(partition);
    if (staleOwner !== undefined && this.isMuchLessLoaded(staleOwner, owner)) return staleOwner;
    if (!this.membersFor(partition.topic).some((member) => this.isMuchLessLoaded(member, owner)))
      return undefined;
    return this.membersByLoad.find((member) => this.topicsOf(member).has(partition.topic));
  }

  /** A partition moved over leaves the two more alike than before. */
  private isMuchLessLoaded(member: string, other: string): boolean {
    return this.load(member) + 1 < this.load(other);
  }

  private reassign(partition: TopicPartition, newOwner: string): void {
    const toMove = this.movements.partitionToMove(partition, this.owners.get(partition)!, newOwner);
    const oldOwner = this.owners.get(toMove)!;
    this.movements.move(toMove, oldOwner, newOwner);
    this.partitionsOf(oldOwner).delete(toMove);
    this.assign(toMove, newOwner);
    this.sortMembersByLoad();
  }

  /** No partition could be moved from a member to one with at least two fewer. */
  private isBalanced(): boolean {
    const least = this.membersByLoad[0]!;
    const most = this.membersByLoad.at(-1)!;
    return (
      !this.isMuchLessLoaded(least, most) || !this.membersByLoad.some((member) => this.couldGetMore(member))
    );
  }

  /** As in Kafka, a member counts as having all that it can get once it has as many as that. */
  private couldGetMore(member: string): boolean {
    const potential = this.potentialPartitions(member);
    return (
      this.load(member) !== potential.length &&
      potential.some((partition) => this.isMuchLessLoaded(member, this.owners.get(partition)!))
    );
  }

  /** The differences in load, summed over all pairs of members; the lower, the more alike they are. */
  private balanceScore(): number {
    const loads = this.membersByLoad.map((member) => this.load(member));
    return loads.reduce(
      (score, load, i) => loads.slice(i + 1).reduce((sum, other) => sum + Math.abs(load - other), score),
      0,
    );
  }

  private copyOfAssignment(): Map<string, Set<TopicPartition>> {
    return new Map(Array.from(this.assignment, ([member, partitions]) => [member, new Set(partitions)]));
  }

  private assign(partition: TopicPartition, member: string): void {
    this.partitionsOf(member).add(partition);
    this.owners.set(partition, member);
  }

  private sortMembersByLoad(): void {
    this.membersByLoad.sort((a, b) => this.load(a) - this.load(b) || compareStrings(a, b));
  }

  private load(member: string): number {
    return this.partitionsOf(member).size;
  }

  /** All that the member could get. */
  private potentialPartitions(member: string): TopicPartition[] {
    return [...this.topicsOf(member)].flatMap((topic) => this.topics.get(topic)!.partitions);
  }

  private partitionsOf(member: string): Set<TopicPartition> {
    return this.assignment.get(member)!;
  }

  private topicsOf(member: string): ReadonlySet<string> {
    return this.potentialTopics.get(member)!;
  }

  private membersFor(topic: string): readonly string[] {
    return this.potentialMembers.get(topic)!;
  }
}
