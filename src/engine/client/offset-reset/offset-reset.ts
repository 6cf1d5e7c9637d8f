/**
 * A run of `kafka-consumer-groups.sh --reset-offsets --execute`: is anybody in the group, what has it committed,
 * which partitions are there, what do their logs hold, and then the commit, without a generation. One question after
 * the other, each of them derived from what is not known yet; one to partitions' leaders goes to all of them at once.
 */
import { type Micros, NEVER, type Offset } from '../../../kernel/brand.ts';
import type { Cursor } from '../../../protocol/messages/75-describe-topic-partitions.ts';
import { compareTopicPartitions, type TopicPartition, topicPartitionName } from '../topic-partition.ts';
import { neededOffset, type OffsetSpec, type ResetTarget, startsFromCommitted } from './new-offsets.ts';

/** `--topic`: all of a topic, or some of its partitions. */
export interface TopicScope {
  readonly topic: string;
  readonly partitions: readonly number[] | null;
}

export interface OffsetReset {
  readonly id: number;
  readonly groupId: string;
  readonly target: ResetTarget;
  /** Null: `--all-topics`, everything that the group has committed for. */
  readonly scope: readonly TopicScope[] | null;
  /** Whether nobody is in the group. */
  inactive: boolean;
  /** It is no consumer group: asked about as a classic one. */
  classic: boolean;
  /** By the partition's name; null: not asked yet. */
  committed: Map<string, TopicPartition & { readonly offset: Offset }> | null;
  /** The leader of each partition, by topic; -1: it has none. Null: not asked yet. */
  leaders: Map<string, number[]> | null;
  /** Where the answer about topics goes on. */
  cursor: Cursor | null;
  listed: Record<OffsetSpec, Map<string, Offset>>;
  /** Who coordinates the group, looked up anew for each question; null: not yet. */
  coordinator: number | null;
  /** Requests that are under way. */
  unanswered: number;
  /** Tries at the present question that did not hold. */
  attempts: number;
  /** When the present question has taken too long. */
  deadlineUs: Micros;
  /** When to try again, or to give up. */
  dueUs: Micros;
}

export function createOffsetReset(
  id: number,
  groupId: string,
  target: ResetTarget,
  scope: readonly TopicScope[] | null,
): OffsetReset {
  return {
    id,
    groupId,
    target,
    scope,
    inactive: false,
    classic: false,
    committed: null,
    leaders: null,
    cursor: null,
    listed: { earliest: new Map(), latest: new Map(), timestamp: new Map() },
    coordinator: null,
    unanswered: 0,
    attempts: 0,
    deadlineUs: NEVER,
    dueUs: NEVER,
  };
}

export type Question =
  | { readonly ask: 'FindCoordinator' | 'ConsumerGroupDescribe' | 'DescribeGroups' | 'OffsetFetch' }
  | { readonly ask: 'DescribeTopicPartitions'; readonly topics: readonly string[] }
  | { readonly ask: 'ListOffsets'; readonly spec: OffsetSpec; readonly partitions: readonly TopicPartition[] }
  | { readonly ask: 'OffsetCommit' };

/** What is to be asked next. The commit comes last. */
export function nextQuestion(reset: OffsetReset): Question {
  const question = nextFact(reset);
  const needsCoordinator = question.ask !== 'DescribeTopicPartitions' && question.ask !== 'ListOffsets';
  return needsCoordinator && reset.coordinator === null ? { ask: 'FindCoordinator' } : question;
}

function nextFact(reset: OffsetReset): Question {
  if (!reset.inactive) return { ask: reset.classic ? 'DescribeGroups' : 'ConsumerGroupDescribe' };
  if (reset.scope === null && !isPlan(reset) && !reset.committed) return { ask: 'OffsetFetch' };
  const topics = topicsOf(reset);
  if ((!reset.leaders && topics.length > 0) || reset.cursor)
    return { ask: 'DescribeTopicPartitions', topics };
  if (startsFromCommitted(reset.target) && !reset.committed) return { ask: 'OffsetFetch' };
  return nextListing(reset) ?? { ask: 'OffsetCommit' };
}

function nextListing(reset: OffsetReset): Question | null {
  const known = knownOffsets(reset);
  const needs = partitionsToReset(reset).map((partition) => ({
    partition,
    spec: neededOffset(reset.target, partition, known),
  }));
  const spec = needs.find((need) => need.spec !== null)?.spec;
  if (!spec) return null;
  const partitions = needs.filter((need) => need.spec === spec).map(({ partition }) => partition);
  return { ask: 'ListOffsets', spec, partitions };
}

function isPlan({ target }: OffsetReset): boolean {
  return typeof target === 'object' && 'plan' in target;
}

function topicsOf(reset: OffsetReset): string[] {
  const named = isPlan(reset) ? partitionsToReset(reset) : (reset.scope ?? partitionsToReset(reset));
  return [...new Set(named.map(({ topic }) => topic))];
}

/** ConsumerGroupService.getPartitionsToReset; a file names its own. */
export function partitionsToReset(reset: OffsetReset): TopicPartition[] {
  const { target, scope, committed, leaders } = reset;
  if (typeof target === 'object' && 'plan' in target) return distinct(target.plan);
  if (!scope) return [...(committed?.values() ?? [])].sort(compareTopicPartitions);
  return scope.flatMap(({ topic, partitions }) =>
    (partitions ?? [...(leaders?.get(topic) ?? []).keys()]).map((partition) => ({ topic, partition })),
  );
}

function distinct(partitions: readonly TopicPartition[]): TopicPartition[] {
  return [...new Map(partitions.map((partition) => [topicPartitionName(partition), partition])).values()];
}

export function knownOffsets({ committed, listed }: OffsetReset) {
  return {
    committed: new Map(Array.from(committed ?? [], ([name, { offset }]) => [name, offset])),
    listed,
  };
}
