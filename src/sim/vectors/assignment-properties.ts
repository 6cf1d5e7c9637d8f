/** What to compare of an assignment where Kafka's own answer may lean on the order of a Java HashMap. */
import { flatten } from '../../engine/client/consumer-protocol.ts';
import {
  compareTopicPartitions,
  type TopicPartition,
  topicPartitionName,
} from '../../engine/client/topic-partition.ts';
import { firstDifference } from './first-difference.ts';
import type { Mismatch } from './kind-runner.ts';

/** Partitions by topic name, as files write them. */
export type PartitionsByTopic = Readonly<Record<string, readonly number[]>>;

/** Which properties of the answer don't hang on the order of a HashMap. */
export type StableProperties = Readonly<Record<keyof typeof properties, boolean>>;

type PartitionsByMember = ReadonlyMap<string, readonly TopicPartition[]>;

/** By member, the names of its partitions in order. */
type NamesByMember = ReadonlyMap<string, readonly string[]>;

/** What each property of an answer is, given what the members had before. */
const properties = {
  assignment: (answer: NamesByMember) => Object.fromEntries(answer),
  countPerMember: (answer: NamesByMember) =>
    Object.fromEntries(Array.from(answer, ([member, names]) => [member, names.length])),
  sortedCounts: (answer: NamesByMember) =>
    Array.from(answer.values(), (names) => names.length).sort((a, b) => a - b),
  keptTotal: (answer: NamesByMember, before: NamesByMember) =>
    [...answer].flatMap(([member, names]) => names.filter((name) => before.get(member)?.includes(name)))
      .length,
};

/** Compares the stable properties, and always how often each partition is given out. */
export function checkAssignmentProperties(
  stable: StableProperties,
  answers: Readonly<Record<'expected' | 'got' | 'before', PartitionsByMember>>,
): Mismatch | null {
  const expected = namesByMember(answers.expected);
  const got = namesByMember(answers.got);
  const before = namesByMember(answers.before);
  for (const [name, property] of Object.entries(properties)) {
    if (!stable[name as keyof typeof properties]) continue;
    const mismatch = firstDifference(property(expected, before), property(got, before), name);
    if (mismatch) return mismatch;
  }
  return firstDifference(allNames(expected), allNames(got), 'partitions of all members');
}

export function partitionsOf(byTopic: PartitionsByTopic): TopicPartition[] {
  return flatten(Object.entries(byTopic).map(([topic, partitions]) => ({ topic, partitions })));
}

export function namesInOrder(partitions: readonly TopicPartition[]): string[] {
  return [...partitions].sort(compareTopicPartitions).map(topicPartitionName);
}

function namesByMember(assignment: PartitionsByMember): NamesByMember {
  return new Map(Array.from(assignment, ([member, partitions]) => [member, namesInOrder(partitions)]));
}

function allNames(answer: NamesByMember): string[] {
  return [...answer.values()].flat().sort();
}
