import type { TopicPartition } from '../topic-partition.ts';
import type { MemberSubscription } from './assignor.ts';
import { rackOf, racksMatter } from './rack-awareness.ts';
import type { SubscribedTopics } from './subscribed-topic.ts';

/** Where members and replicas are, for an assignment that heeds it (`AbstractStickyAssignor.RackInfo`). */
export interface RackInfo {
  /** By member id; only the members that have a rack. */
  readonly memberRacks: ReadonlyMap<string, string>;
  readonly partitionRacks: ReadonlyMap<TopicPartition, ReadonlySet<string>>;
}

/** Null: racks make no difference here. */
export function rackInfo(topics: SubscribedTopics, members: readonly MemberSubscription[]): RackInfo | null {
  const memberRacks = new Map<string, string>();
  for (const member of members) {
    const rack = rackOf(member);
    if (rack !== null) memberRacks.set(member.memberId, rack);
  }
  const partitionRacks = new Map<TopicPartition, ReadonlySet<string>>();
  for (const { partitions, replicaRacks } of topics.values()) {
    partitions.forEach((partition, index) => {
      partitionRacks.set(partition, replicaRacks[index]!);
    });
  }
  const matters = racksMatter(new Set(memberRacks.values()), [...partitionRacks.values()]);
  return matters ? { memberRacks, partitionRacks } : null;
}

/** The member has a rack, and no replica of the partition is in it. */
export function racksMismatch(racks: RackInfo | null, member: string, partition: TopicPartition): boolean {
  const rack = racks?.memberRacks.get(member);
  return racks !== null && rack !== undefined && !replicaIn(racks, partition, rack);
}

/**
 * The first place from `from` on, going round, of a member that has a replica of the partition in its rack;
 * or -1.
 */
export function nextRackMember(
  racks: RackInfo,
  partition: TopicPartition,
  members: readonly string[],
  from: number,
): number {
  for (let step = 0; step < members.length; step++) {
    const place = (from + step) % members.length;
    const rack = racks.memberRacks.get(members[place]!);
    if (rack !== undefined && replicaIn(racks, partition, rack)) return place;
  }
  return -1;
}

/**
 * Those that few members could fetch from their own rack come first, so that these members are still free.
 */
export function sortByRackMembers(racks: RackInfo, partitions: readonly TopicPartition[]): TopicPartition[] {
  const members = [...racks.memberRacks.values()];
  const choices = new Map(
    partitions.map((partition) => [
      partition,
      members.filter((rack) => replicaIn(racks, partition, rack)).length,
    ]),
  );
  return [...partitions].sort((a, b) => choices.get(a)! - choices.get(b)!);
}

function replicaIn(racks: RackInfo, partition: TopicPartition, rack: string): boolean {
  return racks.partitionRacks.get(partition)!.has(rack);
}
