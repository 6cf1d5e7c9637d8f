import { describe, expect, it } from 'vitest';
import { partitionLoadStats } from './built-in-partitioner.ts';
import type { TopicMetadata } from './client-metadata.ts';
import type { PartitionQueue } from './partition-queue.ts';
import { createWorld, range, runUntil, send, type World } from './testing/producer-world.ts';

const STARTED_MS = 50;
const RECORDS = 1800;

describe('how likely partitions are picked', () => {
  it('the longest queue plus one, less their own', () => {
    expect(statsOf([0, 3, 1])).toEqual({ partitions: [0, 1, 2], cumulativeFrequencies: [4, 5, 8] });
  });

  it('all alike while queues are of one length, or a partition has had no batch yet', () => {
    expect(statsOf([2, 2, 2])).toBeNull();
    expect(statsOf([0, undefined, 1])).toBeNull();
    expect(statsOf([5])).toBeNull();
  });

  it('what waits for a partition without a leader counts for nothing', () => {
    expect(statsOf([0, 9, 1], { leaders: [1, -1, 3] })).toEqual({
      partitions: [0, 2],
      cumulativeFrequencies: [2, 3],
    });
    expect(statsOf([1, 9, 1], { leaders: [1, -1, 3] })?.cumulativeFrequencies).toEqual([1, 2]);
  });

  it('a leader that takes nothing is left out where something waits for it', () => {
    expect(statsOf([1, 2, 1], { slow: [2] })).toEqual({ partitions: [0, 2], cumulativeFrequencies: [1, 2] });
    expect(statsOf([1, 0, 1], { slow: [2] })?.partitions).toEqual([0, 1, 2]);
    expect(statsOf([1, 1], { leaders: [2, 2], slow: [2] })).toBeNull();
  });

  function statsOf(
    lengths: readonly (number | undefined)[],
    { leaders = [1, 2, 3], slow = [] as number[] } = {},
  ) {
    const topic = {
      partitions: lengths.map((_, i) => ({ leaderId: leaders[i]! })),
    } as unknown as TopicMetadata;
    const queues = lengths.map((length, partition) =>
      length === undefined ? undefined : ({ partition, batches: new Array(length) } as PartitionQueue),
    );
    return partitionLoadStats(topic, queues, slow.length > 0 ? new Set(slow) : null);
  }
});

describe('adaptive partitioning', () => {
  it('gives a partition whose leader never answers less than others', () => {
    const uneven = shares({});
    const even = shares({ 'partitioner.adaptive.partitioning.enable': false });
    expect(uneven[1]).toBeLessThan(even[1]! / 2);
    expect(Math.abs(even[1]! - RECORDS / 3)).toBeLessThan(RECORDS / 15);
  });

  it('gives it no more at all after partitioner.availability.timeout.ms', () => {
    const shared = shares({});
    const none = shares({ 'partitioner.availability.timeout.ms': 500 });
    expect(none[1]).toBeLessThan(shared[1]! / 2);
  });

  /** How many of 1,800 records without a key, each a batch, go to each of three partitions; the second is silent. */
  function shares(configs: Record<string, boolean | number>): number[] {
    const world = createWorld({
      partitions: 3,
      brokers: 3,
      configs: { 'batch.size': 0, ...configs },
      judge: (_batch, partition) => (partition === 1 ? 'silence' : 'write'),
    });
    runUntil(world, STARTED_MS);
    for (const record of range(0, RECORDS)) {
      send(world, [record]);
      runUntil(world, STARTED_MS + 10 * (record + 1));
    }
    return [0, 1, 2].map((partition) => countFor(world, partition));
  }

  function countFor({ producer, partitions }: World, partition: number): number {
    const queue = [...producer.accumulator.topics.values()][0]?.queues[partition];
    const waiting = (queue?.batches.length ?? 0) + (queue?.inFlight.length ?? 0);
    return partitions[partition]!.log.length + waiting;
  }
});
