/**
 * `RangeAssignor`: each topic by itself, its partitions in order cut into one range a member, the first
 * members getting one more when it doesn't come out even. Topics with the same number of partitions and the
 * same members are so cut alike, which joins of them rely on (co-partitioning).
 */
import { compareTopicPartitions, type TopicPartition } from '../topic-partition.ts';
import {
  type ConsumerPartitionAssignor,
  compareMembers,
  emptyAssignment,
  type GroupAssignment,
  type MemberSubscription,
  type Topics,
} from './assignor.ts';
import { rackOf, racksMatter } from './rack-awareness.ts';
import { type SubscribedTopic, subscribedTopics } from './subscribed-topic.ts';

export const rangeAssignor: ConsumerPartitionAssignor = {
  name: 'range',
  supportedProtocols: ['EAGER'],
  subscriptionUserData: () => null,
  onAssignment: () => null,
  assign(topics: Topics, members: readonly MemberSubscription[]): GroupAssignment {
    const assignment = emptyAssignment(members);
    const states = Array.from(subscribedTopics(topics, members).values(), (topic) =>
      topicAssignmentState(topic, members, assignment),
    );
    if (states.some((state) => state.needsRackAwareAssignment)) assignWithRackMatching(states);
    for (const state of states) assignRanges(state, () => true);
    for (const partitions of assignment.values()) partitions.sort(compareTopicPartitions);
    return assignment;
  },
};

/** How far one topic has been divided. */
interface TopicAssignmentState {
  readonly topic: SubscribedTopic;
  /** The rack of each member that subscribed to the topic, null without one, in the order of the ranges. */
  readonly memberRacks: ReadonlyMap<string, string | null>;
  readonly needsRackAwareAssignment: boolean;
  /** What everybody gets at least. */
  readonly partitionsPerMember: number;
  /** How many members may still get one more than that. */
  remainingMembersWithExtraPartition: number;
  /** In order of partition. */
  readonly unassigned: Set<TopicPartition>;
  readonly numAssigned: Map<string, number>;
  /** The assignment of the whole group, which `assignTo` adds to. */
  readonly assignment: GroupAssignment;
}

function topicAssignmentState(
  topic: SubscribedTopic,
  members: readonly MemberSubscription[],
  assignment: GroupAssignment,
): TopicAssignmentState {
  const subscribers = members.filter((member) => member.topics.includes(topic.topic)).sort(compareMembers);
  const memberRacks = new Map(subscribers.map((member) => [member.memberId, rackOf(member)]));
  const numPartitions = topic.partitions.length;
  return {
    topic,
    memberRacks,
    needsRackAwareAssignment: racksMatter(racksIn(memberRacks), topic.replicaRacks),
    partitionsPerMember: Math.floor(numPartitions / subscribers.length),
    remainingMembersWithExtraPartition: numPartitions % subscribers.length,
    unassigned: new Set(topic.partitions),
    numAssigned: new Map(),
    assignment,
  };
}

function racksIn(memberRacks: ReadonlyMap<string, string | null>): Set<string> {
  return new Set([...memberRacks.values()].filter((rack) => rack !== null));
}

/** Gives each member in turn as many of the first partitions that it may have as it can still take. */
function assignRanges(
  state: TopicAssignmentState,
  mayAssign: (member: string, partition: number) => boolean,
): void {
  for (const member of state.memberRacks.keys()) {
    const assignable = [...state.unassigned].filter(({ partition }) => mayAssign(member, partition));
    for (const partition of assignable.slice(0, maxAssignable(state, member)))
      assignTo(state, member, partition);
  }
}

/** Gives away what can be aligned on racks without leaving the members' quotas. */
function assignWithRackMatching(states: readonly TopicAssignmentState[]): void {
  for (const coPartitioned of groupCoPartitioned(states)) {
    const first = coPartitioned[0]!;
    if (coPartitioned.length > 1) assignCoPartitionedWithRackMatching(coPartitioned);
    else if (first.needsRackAwareAssignment) {
      assignRanges(first, (member, partition) => racksMatch(first, member, partition));
    }
  }
}

/**
 * Topics with the same members in the same racks and as many partitions; without racks there is nothing to
 * match.
 */
function groupCoPartitioned(states: readonly TopicAssignmentState[]): TopicAssignmentState[][] {
  const groups = new Map<string, TopicAssignmentState[]>();
  for (const state of states) {
    if (racksIn(state.memberRacks).size === 0) continue;
    const key = JSON.stringify([state.topic.partitions.length, ...state.memberRacks]);
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()];
}

/** Partition n of all the topics goes to one member, the first whose rack has a replica of each of them. */
function assignCoPartitionedWithRackMatching(states: readonly TopicAssignmentState[]): void {
  const { memberRacks, topic } = states[0]!;
  for (const { partition } of topic.partitions) {
    const member = [...memberRacks.keys()].find((candidate) =>
      states.every((state) => racksMatch(state, candidate, partition) && maxAssignable(state, candidate) > 0),
    );
    if (member === undefined) continue;
    for (const state of states) assignTo(state, member, state.topic.partitions[partition]!);
  }
}

/** A member without a rack is at home everywhere. */
function racksMatch(state: TopicAssignmentState, member: string, partition: number): boolean {
  const rack = state.memberRacks.get(member) ?? null;
  return rack === null || state.topic.replicaRacks[partition]!.has(rack);
}

/** How many more partitions of the topic the member can take. */
function maxAssignable(state: TopicAssignmentState, member: string): number {
  const extra = state.remainingMembersWithExtraPartition > 0 ? 1 : 0;
  return Math.max(0, state.partitionsPerMember + extra - numAssigned(state, member));
}

function numAssigned(state: TopicAssignmentState, member: string): number {
  return state.numAssigned.get(member) ?? 0;
}

function assignTo(state: TopicAssignmentState, member: string, partition: TopicPartition): void {
  state.assignment.get(member)!.push(partition);
  state.unassigned.delete(partition);
  state.numAssigned.set(member, numAssigned(state, member) + 1);
  if (numAssigned(state, member) > state.partitionsPerMember) state.remainingMembersWithExtraPartition--;
}
