import { describe, expect, it } from 'vitest';
import type { DataRecords } from '../../protocol/record-batch.ts';
import { describeProducer } from './describe-producer.ts';
import {
  createWorld,
  notesOf,
  produceRequests,
  range,
  recordsOf,
  runUntil,
  send,
} from './testing/producer-world.ts';

const STARTED_MS = 100;

function batchesSent(world: ReturnType<typeof createWorld>) {
  return produceRequests(world).flatMap(({ body, sentUs }) =>
    body.topicData.flatMap(({ partitionData }) =>
      partitionData.map(({ index, records }) => ({
        partition: index,
        batch: records[0]!,
        sentMs: sentUs / 1000,
      })),
    ),
  );
}

describe('batches', () => {
  it('a lone record waits linger.ms', () => {
    const world = createWorld();
    runUntil(world, STARTED_MS);
    send(world, [0]);
    runUntil(world, STARTED_MS + 20);
    expect(batchesSent(world).map(({ sentMs }) => sentMs)).toEqual([STARTED_MS + 5]);
  });

  it('records that come within linger.ms share a batch', () => {
    const world = createWorld({ configs: { 'linger.ms': 20 } });
    runUntil(world, STARTED_MS);
    for (let i = 0; i < 10; i++) {
      send(world, [i]);
      runUntil(world, STARTED_MS + i + 1);
    }
    runUntil(world, 200);
    expect(batchesSent(world)).toHaveLength(1);
    expect(world.partitions[0]!.log).toEqual(range(0, 10));
  });

  it('a full batch does not linger, and its size is exact', () => {
    const world = createWorld({ configs: { 'linger.ms': 1000 } });
    runUntil(world, STARTED_MS);
    send(world, range(0, 149));
    runUntil(world, STARTED_MS + 20);
    const sent = batchesSent(world);
    // 61 of header, 64 records of 109 bytes, then 110 since their offset delta takes two; one more is too many.
    expect(sent.map(({ batch }) => batch.sizeInBytes)).toEqual([61 + 64 * 109 + 84 * 110]);
    expect(describeProducer(world.producer, world.cluster.nowUs).partitions[0]!.open?.records).toBe(1);
  });

  it('batch.size=0 gives every record a batch of its own', () => {
    const world = createWorld({ configs: { 'batch.size': 0 } });
    runUntil(world, STARTED_MS);
    send(world, range(0, 3));
    runUntil(world, 200);
    expect(batchesSent(world)).toHaveLength(3);
    expect(world.partitions[0]!.log).toEqual([0, 1, 2]);
  });

  it('a record larger than batch.size goes alone', () => {
    const world = createWorld();
    runUntil(world, STARTED_MS);
    send(world, [0]);
    send(world, [1], { valueSize: 20_000 });
    send(world, [2]);
    runUntil(world, 200);
    expect(world.partitions[0]!.batches.map(({ records }) => (records as DataRecords).indexes)).toEqual([
      [0],
      [1],
      [2],
    ]);
  });

  it('a record larger than max.request.size fails at once and alone', () => {
    const world = createWorld();
    runUntil(world, STARTED_MS);
    send(world, [0]);
    send(world, [1], { valueSize: 1_048_576 });
    send(world, [2]);
    runUntil(world, 200);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['MESSAGE_TOO_LARGE']);
    expect(recordsOf(world, 'batch-failed')).toEqual([1]);
    expect(world.partitions[0]!.log).toEqual([0, 2]);
  });

  it('a request holds one batch a partition, and no more than max.request.size', () => {
    const world = createWorld({ partitions: 3, configs: { 'max.request.size': 30_000 } });
    runUntil(world, STARTED_MS);
    for (const partition of [0, 1, 2]) send(world, [partition], { valueSize: 14_000, partition });
    runUntil(world, 200);
    const sizes = produceRequests(world).map(({ body }) => body.topicData[0]!.partitionData.length);
    expect(sizes).toEqual([2, 1]);
  });

  it('records wait while the topic is unknown, and keep their order', () => {
    const world = createWorld();
    send(world, [0, 1]);
    send(world, [2]);
    runUntil(world, 200);
    expect(world.partitions[0]!.log).toEqual([0, 1, 2]);
  });
});

describe('the choice of a partition', () => {
  it('a key goes to murmur2(key) modulo the number of partitions, always', () => {
    const world = createWorld({ partitions: 3 });
    runUntil(world, STARTED_MS);
    const keys = ['21', '461', 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8'];
    send(world, range(0, 9), { keys });
    runUntil(world, 200);
    keys.forEach((key, i) => {
      const partition = world.cluster.keys.hashes[world.cluster.keys.byText.get(key)!]! % 3;
      expect(world.partitions[partition]!.log).toEqual(expect.arrayContaining([i, i + 3, i + 6]));
    });
  });

  it('without keys the first 97 records of 100 bytes, one a second, all go to one partition', () => {
    const world = createWorld({ partitions: 3 });
    for (let i = 0; i < 200; i++) {
      runUntil(world, 1000 * (i + 1));
      send(world, [i]);
    }
    runUntil(world, 300_000);
    const partitionOf = (index: number) => world.partitions.findIndex(({ log }) => log.includes(index));
    const turns = range(0, 200).map(partitionOf);
    expect(new Set(turns.slice(0, 97)).size).toBe(1);
    // Each turn is 97 batches of one record: 97 × (61 + 109) is the first sum beyond 16 KiB.
    expect(new Set(turns.slice(97, 194)).size).toBe(1);
  });

  it('turns end after 97 records, at whatever seed', () => {
    const changes = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) {
      const world = createWorld({ partitions: 3, seed });
      for (let i = 0; i < 110; i++) {
        runUntil(world, 1000 * (i + 1));
        send(world, [i]);
      }
      runUntil(world, 120_000);
      const partitionOf = (index: number) => world.partitions.findIndex(({ log }) => log.includes(index));
      const turns = range(0, 110).map(partitionOf);
      const change = turns.findIndex((partition) => partition !== turns[0]);
      if (change >= 0) changes.add(change);
    }
    expect([...changes]).toEqual([97]);
  });

  it('a burst stays for up to two batches, so that no small batch is left behind', () => {
    const world = createWorld({ partitions: 3, seed: 4 });
    runUntil(world, STARTED_MS);
    send(world, range(0, 1000));
    runUntil(world, 300);
    const largest = Math.max(...world.partitions.map(({ log }) => log.length));
    expect(largest).toBeGreaterThanOrEqual(296);
    const full = world.partitions.flatMap(({ batches }) => batches).filter((b) => b.sizeInBytes === 16_277);
    expect(full.length).toBeGreaterThanOrEqual(6);
  });

  it('partitioner.ignore.keys sends records with keys as if they had none', () => {
    const world = createWorld({ partitions: 3, configs: { 'partitioner.ignore.keys': true } });
    runUntil(world, STARTED_MS);
    send(world, range(0, 30), { keys: ['a', 'b', 'c', 'd', 'e', 'f'] });
    runUntil(world, 200);
    expect(world.partitions.filter(({ log }) => log.length > 0)).toHaveLength(1);
  });
});
