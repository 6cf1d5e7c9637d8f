import type { TopicPartition } from '../../engine/client/topic-partition.ts';
import { partitionAssignors } from '../../engine/coordinator/group/assignor/index.ts';
import type {
  GroupAssignment,
  GroupSpec,
  MemberSpec,
  PartitionAssignorName,
  PartitionsByTopicId,
  SubscribedTopicDescriber,
  SubscriptionType,
} from '../../engine/coordinator/group/assignor/partition-assignor.ts';
import {
  checkAssignmentProperties,
  type PartitionsByTopic,
  partitionsOf,
  type StableProperties,
} from './assignment-properties.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface ServerAssignorCase {
  readonly assignor: PartitionAssignorName;
  readonly rounds: readonly ServerAssignorRound[];
}

interface ServerAssignorRound {
  readonly event: string;
  readonly topics: readonly RecordedTopic[];
  readonly members: readonly RecordedMember[];
  readonly subscriptionType: SubscriptionType;
  readonly target: Readonly<Record<string, PartitionsByTopic>>;
  readonly stable: StableProperties;
}

interface RecordedTopic {
  readonly name: string;
  readonly id: string;
  /** Number of partitions. */
  readonly partitions: number;
}

interface RecordedMember {
  readonly id: string;
  readonly instanceId?: string;
  readonly topics: readonly string[];
  readonly previousTarget: PartitionsByTopic;
}

/** Chains of target assignments, each the answer of one of the coordinator's assignors. */
export const checkServerAssignors = checkEachCase<ServerAssignorCase>(({ assignor, rounds }) => {
  for (const [index, round] of rounds.entries()) {
    const mismatch = checkRound(assignor, round);
    if (mismatch) return { ...mismatch, step: `round ${index} (${round.event}) ${mismatch.step ?? ''}` };
  }
  return null;
});

function checkRound(assignor: PartitionAssignorName, round: ServerAssignorRound): Mismatch | null {
  const answer = partitionAssignors[assignor].assign(groupSpec(round), describer(round));
  const recorded = Object.entries(round.target);
  return checkAssignmentProperties(round.stable, {
    expected: new Map(recorded.map(([member, byTopic]) => [member, partitionsOf(byTopic)])),
    got: byName(answer, round),
    before: new Map(round.members.map(({ id, previousTarget }) => [id, partitionsOf(previousTarget)])),
  });
}

function groupSpec({ subscriptionType, members, topics }: ServerAssignorRound): GroupSpec {
  const ids = new Map(topics.map(({ name, id }) => [name, id]));
  return {
    subscriptionType,
    members: new Map(members.map((member) => [member.id, memberSpec(member, ids)])),
  };
}

function memberSpec(member: RecordedMember, ids: ReadonlyMap<string, string>): MemberSpec {
  return {
    instanceId: member.instanceId ?? null,
    rackId: null,
    subscribedTopicIds: new Set(member.topics.map((name) => ids.get(name)!)),
    targetAssignment: byId(member.previousTarget, ids),
  };
}

function byId(byTopic: PartitionsByTopic, ids: ReadonlyMap<string, string>): PartitionsByTopicId {
  return new Map(Object.entries(byTopic).map(([name, partitions]) => [ids.get(name)!, partitions]));
}

function describer({ topics }: ServerAssignorRound): SubscribedTopicDescriber {
  const counts = new Map(topics.map(({ id, partitions }) => [id, partitions]));
  return { numPartitions: (id) => counts.get(id) ?? -1, racksForPartition: () => new Set() };
}

function byName(answer: GroupAssignment, { topics }: ServerAssignorRound): Map<string, TopicPartition[]> {
  const names = new Map(topics.map(({ name, id }) => [id, name]));
  return new Map(
    Array.from(answer, ([member, byTopicId]) => [
      member,
      Array.from(byTopicId, ([id, partitions]) =>
        partitions.map((partition) => ({ topic: names.get(id)!, partition })),
      ).flat(),
    ]),
  );
}
