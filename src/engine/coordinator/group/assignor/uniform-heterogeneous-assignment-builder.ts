/**
 * The uniform assignment when members subscribed to unlike topics: all keep what they are still subscribed
 * to, the rest goes to the least loaded subscribers, and then partitions of one topic after the other are
 * moved from its most to its least loaded subscribers. Topic by topic every subscriber is then within one
 * partition of the others, though over chains of topics the ends may be further apart.
 */
import { groupAssignment } from './group-assignment.ts';
import { memberIdsOf, numPartitions } from './group-order.ts';
import { MemberAssignmentBalancer } from './member-assignment-balancer.ts';
import type { GroupAssignment, GroupSpec, SubscribedTopicDescriber } from './partition-assignor.ts';
import type { TopicIdPartition } from './topic-id-partition.ts';
import { compareUuids } from './uuid-order.ts';

/** Each time over the topics about halves the imbalance; Kafka stops here even if more could be gained. */
const MAX_ITERATIONS = 16;

interface Topic {
  readonly topicId: string;
  /** Ascending. */
  readonly subscribers: number[];
  /** By partition, the member that has it; null: nobody. */
  readonly owners: (number | null)[];
}

/** Members are numbers here: their place in `memberIds`. */
export class UniformHeterogeneousAssignmentBuilder {
  private readonly memberIds: readonly string[];
  private readonly topics = new Map<string, Topic>();
  /** By member, the number of its partitions. */
  private readonly loads: number[];

  constructor(spec: GroupSpec, describer: SubscribedTopicDescriber) {
    this.memberIds = memberIdsOf(spec);
    this.loads = this.memberIds.map(() => 0);
    for (const [member, memberId] of this.memberIds.entries()) {
      for (const topicId of spec.members.get(memberId)!.subscribedTopicIds) {
        this.addSubscriber(topicId, member, describer);
      }
    }
    for (const [member, memberId] of this.memberIds.entries()) {
      const { subscribedTopicIds, targetAssignment } = spec.members.get(memberId)!;
      for (const topicId of subscribedTopicIds)
        this.keep(topicId, member, targetAssignment.get(topicId) ?? []);
    }
  }

  build(): GroupAssignment {
    const sortedTopics = [...this.topics.values()].sort(compareTopics);
    for (const topic of sortedTopics) this.assignUnassigned(topic);
    this.balance(sortedTopics.filter(({ subscribers }) => subscribers.length > 1));
    return this.targetAssignment();
  }

  private addSubscriber(topicId: string, member: number, describer: SubscribedTopicDescriber): void {
    const topic = this.topics.get(topicId) ?? emptyTopic(topicId, numPartitions(topicId, describer));
    topic.subscribers.push(member);
    this.topics.set(topicId, topic);
  }

  private keep(topicId: string, member: number, partitions: readonly number[]): void {
    const topic = this.topics.get(topicId)!;
    for (const partition of partitions) {
      if (partition < topic.owners.length) this.assign(topic, partition, member);
    }
  }

  private assignUnassigned(topic: Topic): void {
    const balancer = new MemberAssignmentBalancer(topic.subscribers, this.loads);
    for (const [partition, owner] of topic.owners.entries()) {
      if (owner === null) this.assign(topic, partition, balancer.takeLeastLoaded());
    }
  }

  /** Goes round the topics until none has been changed since the last time round. */
  private balance(topics: readonly Topic[]): void {
    let lastChanged: Topic | null = null;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      for (const topic of topics) {
        if (topic === lastChanged) return;
        if (this.balanceTopic(topic) || lastChanged === null) lastChanged = topic;
      }
    }
  }

  /** Whether anything was moved. */
  private balanceTopic(topic: Topic): boolean {
    const loads = topic.subscribers.map((member) => this.loads[member]!);
    if (Math.max(...loads) - Math.min(...loads) <= 1) return false;
    const balancer = new MemberAssignmentBalancer(topic.subscribers, this.loads);
    const movable = partitionsByOwner(topic);
    let moved = false;
    while (!balancer.isBalanced()) {
      const partition = nextToMove(balancer, movable);
      if (partition === null) break;
      const member = balancer.takeLeastLoaded();
      if (balancer.isBalanced()) break;
      this.assign(topic, partition, member);
      moved = true;
    }
    return moved;
  }

  private assign({ owners }: Topic, partition: number, member: number): void {
    const oldOwner = owners[partition] ?? null;
    if (oldOwner !== null) this.loads[oldOwner]!--;
    this.loads[member]!++;
    owners[partition] = member;
  }

  private targetAssignment(): GroupAssignment {
    const partitions = this.memberIds.map((): TopicIdPartition[] => []);
    for (const { topicId, owners } of this.topics.values()) {
      for (const [partition, owner] of owners.entries()) partitions[owner!]!.push({ topicId, partition });
    }
    return groupAssignment(
      new Map(this.memberIds.map((memberId, member) => [memberId, partitions[member]!])),
    );
  }
}

function emptyTopic(topicId: string, partitions: number): Topic {
  return { topicId, subscribers: [], owners: Array.from({ length: partitions }, () => null) };
}

/** Most partitions for each subscriber first: these topics leave the least choice to those after them. */
function compareTopics(a: Topic, b: Topic): number {
  return (
    b.owners.length * a.subscribers.length - a.owners.length * b.subscribers.length ||
    a.subscribers.length - b.subscribers.length ||
    compareUuids(a.topicId, b.topicId)
  );
}

function partitionsByOwner({ owners }: Topic): Map<number, number[]> {
  const partitions = new Map<number, number[]>();
  for (const [partition, owner] of owners.entries()) {
    partitions.set(owner!, [...(partitions.get(owner!) ?? []), partition]);
  }
  return partitions;
}

/** The last partition of the most loaded member that still has one in `movable`; it is taken out of there. */
function nextToMove(balancer: MemberAssignmentBalancer, movable: Map<number, number[]>): number | null {
  for (;;) {
    const member = balancer.takeMostLoaded();
    if (member === null) return null;
    const partition = movable.get(member)?.pop();
    if (partition !== undefined) return partition;
    balancer.excludeMostLoaded();
  }
}
