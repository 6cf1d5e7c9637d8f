/**
 * An offset reset's dry run by an all-seeing eye: the tool's own rules, with what the logs and the coordinator hold
 * at this moment instead of brokers' answers. It takes no time and leaves no trace in the run.
 */
import {
  type KnownOffsets,
  neededOffset,
  newOffset,
  type OffsetSpec,
  type ResetTarget,
  withoutCommitted,
} from '../engine/client/offset-reset/new-offsets.ts';
import {
  createOffsetReset,
  type OffsetReset,
  partitionsToReset,
} from '../engine/client/offset-reset/offset-reset.ts';
import { type TopicPartition, topicPartitionName } from '../engine/client/topic-partition.ts';
import type { Cluster } from '../engine/cluster.ts';
import { committedOffsets } from '../engine/coordinator/group/describe-groups.ts';
import { fetchHighWatermark } from '../engine/log/high-watermark.ts';
import { listOffset } from '../engine/log/list-offsets.ts';
import type { UnifiedLog } from '../engine/log/unified-log.ts';
import type { Offset } from '../kernel/brand.ts';
import type { ResetPreview } from '../view/reset-preview.ts';
import { type GroupAtCoordinator, groupsOf } from './groups.ts';
import { brokerOf, leaderLog, registrationOf, topicNamed } from './leaders.ts';
import { type ResetOffsets, scopeOf, targetOf } from './offset-reset.ts';
import type { Simulation } from './simulation.ts';

export function previewReset({ cluster }: Simulation, { group, to, topics }: ResetOffsets): ResetPreview {
  const found = groupsOf(cluster).find((each) => each.group.groupId === group);
  const target = targetOf(to, cluster.epochMs + Math.floor(cluster.nowUs / 1000));
  const reset = createOffsetReset(0, group, target, scopeOf(topics));
  reset.committed = committedBy(cluster, found);
  reset.leaders = leadersOf(cluster, reset);
  const partitions = partitionsToReset(reset);
  const committed = new Map(Array.from(reset.committed, ([name, { offset }]) => [name, offset]));
  const known = { committed, listed: reset.listed };
  const problem = problemWith(cluster, found, target, partitions, known);
  if (problem && problem.code !== 'group-active') return { problem, offsets: [] };
  return { problem, offsets: partitions.map((partition) => newOffsetNow(cluster, target, partition, known)) };
}

function committedBy(
  cluster: Cluster,
  found: GroupAtCoordinator | undefined,
): NonNullable<OffsetReset['committed']> {
  const broker = found && brokerOf(cluster, found.coordinator);
  const committed = broker ? committedOffsets(broker, found.group.groupId) : [];
  return new Map(committed.map((each) => [topicPartitionName(each), each]));
}

/** Of the topics that are named, which the scope's partitions are told by. */
function leadersOf(cluster: Cluster, { scope }: OffsetReset): Map<string, number[]> {
  return new Map(
    (scope ?? []).map(({ topic }) => [
      topic,
      topicNamed(cluster, topic)?.partitions.map(({ leader }) => leader) ?? [],
    ]),
  );
}

function problemWith(
  cluster: Cluster,
  found: GroupAtCoordinator | undefined,
  target: ResetTarget,
  partitions: readonly TopicPartition[],
  known: KnownOffsets,
): ResetPreview['problem'] {
  for (const partition of partitions) {
    const registration = registrationOf(cluster, partition.topic, partition.partition);
    const about = topicPartitionName(partition);
    if (!registration) return { code: 'unknown-partition', about };
    if (!leaderLog(cluster, partition.topic, partition.partition)) return { code: 'no-leader', about };
  }
  const unshiftable = withoutCommitted(target, partitions, known);
  if (unshiftable) return { code: 'nothing-to-shift', about: topicPartitionName(unshiftable) };
  if (partitions.length === 0) return { code: 'nothing-committed', about: '' };
  const state = found?.group.state ?? 'Dead';
  return state === 'Empty' || state === 'Dead' ? null : { code: 'group-active', about: state };
}

type Known = KnownOffsets & { readonly listed: Readonly<Record<OffsetSpec, Map<string, Offset>>> };

function newOffsetNow(cluster: Cluster, target: ResetTarget, partition: TopicPartition, known: Known) {
  const log = leaderLog(cluster, partition.topic, partition.partition)!;
  for (let spec = neededOffset(target, partition, known); spec; spec = neededOffset(target, partition, known))
    known.listed[spec].set(topicPartitionName(partition), offsetIn(log, target, spec));
  return newOffset(target, partition, known);
}

/** As ListOffsets answers a client; a leader that has just come may not know how far all have read. */
function offsetIn(log: UnifiedLog, target: ResetTarget, spec: OffsetSpec): Offset {
  const end = fetchHighWatermark(log);
  if (spec === 'earliest') return log.logStartOffset;
  if (spec === 'latest' || typeof target === 'string' || !('timestampMs' in target)) return end;
  const found = listOffset(log, target.timestampMs);
  return found && found.offset < end ? found.offset : -1;
}
