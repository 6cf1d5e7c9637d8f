/**
 * Where records without a key go: all to one partition until about `batch.size` bytes have gone there, then to
 * one picked at random, so that batches fill (KIP-480, KIP-794). While queues differ in length, partitions
 * with short ones are picked more often. After Kafka's BuiltInPartitioner.
 */
import { type Ctx, draw } from '../ctx.ts';
import type { NodeBase } from '../node.ts';
import type { TopicMetadata } from './client-metadata.ts';
import type { PartitionQueue } from './partition-queue.ts';

export interface StickyPartition {
  /** -1: none has been picked yet. */
  partition: number;
  /** Bytes gone to it since it was picked. */
  producedBytes: number;
}

/** A running sum of how likely each partition is; null: all are alike. */
export interface PartitionLoadStats {
  readonly partitions: readonly number[];
  readonly cumulativeFrequencies: readonly number[];
}

/** A partition to stick to from now on. */
export function pickPartition(
  ctx: Ctx,
  node: Pick<NodeBase, 'id' | 'draws'>,
  topic: TopicMetadata,
  stats: PartitionLoadStats | null,
): number {
  if (stats) return pickByLoad(ctx, node, stats);
  const available: number[] = [];
  for (let i = 0; i < topic.partitions.length; i++) {
    if (topic.partitions[i]!.leaderId >= 0) available.push(i);
  }
  if (available.length > 0) return available[draw(ctx, node, available.length)]!;
  return draw(ctx, node, topic.partitions.length);
}

function pickByLoad(ctx: Ctx, node: Pick<NodeBase, 'id' | 'draws'>, stats: PartitionLoadStats): number {
  const { partitions, cumulativeFrequencies } = stats;
  const drawn = draw(ctx, node, cumulativeFrequencies[cumulativeFrequencies.length - 1]!);
  const at = cumulativeFrequencies.findIndex((frequency) => frequency > drawn);
  return partitions[at]!;
}

/** Whether enough has gone to the partition, and at a moment that leaves no small batch behind. */
export function needsSwitch(
  sticky: StickyPartition,
  stickyBatchSizeBytes: number,
  batchesFull: boolean,
): boolean {
  return (
    (batchesFull && sticky.producedBytes >= stickyBatchSizeBytes) ||
    sticky.producedBytes >= 2 * stickyBatchSizeBytes
  );
}

/**
 * How likely partitions are from now on: the longest queue's length plus one, less their own
 * (`partitioner.adaptive.partitioning.enable`). Those without a leader are left out, and those that wait for one in
 * `slowLeaders`. Null: all are alike, or some partition has never had a batch.
 */
export function partitionLoadStats(
  topic: TopicMetadata,
  queues: readonly (PartitionQueue | undefined)[],
  slowLeaders: ReadonlySet<number> | null,
): PartitionLoadStats | null {
  const count = topic.partitions.length;
  if (count < 2) return null;
  let longest = 0;
  let shortest = Number.MAX_SAFE_INTEGER;
  let available = 0;
  for (let i = 0; i < count; i++) {
    const queue = queues[i];
    if (!queue) return null;
    if (!isAvailable(topic, queue, slowLeaders)) continue;
    available++;
    const length = queue.batches.length;
    if (length > longest) longest = length;
    if (length < shortest) shortest = length;
  }
  if (available === 0 || (longest === shortest && available === count)) return null;
  return byQueueLength(topic, queues, slowLeaders, longest);
}

/** A slow leader is only held against a partition for which something waits, as in Kafka. */
function isAvailable(
  topic: TopicMetadata,
  { partition, batches }: PartitionQueue,
  slowLeaders: ReadonlySet<number> | null,
): boolean {
  const { leaderId } = topic.partitions[partition]!;
  return leaderId >= 0 && (slowLeaders === null || batches.length === 0 || !slowLeaders.has(leaderId));
}

function byQueueLength(
  topic: TopicMetadata,
  queues: readonly (PartitionQueue | undefined)[],
  slowLeaders: ReadonlySet<number> | null,
  longest: number,
): PartitionLoadStats {
  const partitions: number[] = [];
  const cumulativeFrequencies: number[] = [];
  let sum = 0;
  for (let i = 0; i < topic.partitions.length; i++) {
    const queue = queues[i]!;
    if (!isAvailable(topic, queue, slowLeaders)) continue;
    sum += longest + 1 - queue.batches.length;
    partitions.push(i);
    cumulativeFrequencies.push(sum);
  }
  return { partitions, cumulativeFrequencies };
}
