import { describe, expect, it } from 'vitest';
import { NEVER } from '../../kernel/brand.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  createWorld,
  decide,
  elect,
  fence,
  killBroker,
  logAt,
  notesOf,
  partitionAt,
  produce,
  run,
  startBroker,
  type World,
} from './testing/replica-world.ts';

const batch = (more = {}) => sampleBatch({ atMs: [0, 0, 0], ...more });

function followerFetches(world: World, follower: number) {
  return world.requests.filter(({ api, from }) => api === 'Fetch' && from === `broker-${follower}`);
}

describe('high watermark', () => {
  it('moves to the least log end of the in-sync replicas', () => {
    const world = createWorld();
    run(world, 50);
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 20);
    expect(logAt(world, 2).logEndOffset).toBe(3);
    expect(logAt(world, 1).highWatermark).toBe(0);
  });

  it('reaches a follower with the answer after the one that brought the records', () => {
    const world = createWorld({ brokers: 2 });
    run(world, 50);
    produce(world, 1, batch());
    run(world, 20);
    expect([logAt(world, 1), logAt(world, 2)].map((log) => log.highWatermark)).toEqual([3, 0]);
    run(world, 500);
    expect(logAt(world, 2).highWatermark).toBe(3);
  });

  it('does not move while the ISR is smaller than min.insync.replicas (KIP-966)', () => {
    const world = createWorld({ topicConfigs: { 'min.insync.replicas': '2' } });
    decide(world, 0, { isr: [1] });
    killBroker(world, world.brokers[1]!);
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 40_000);
    expect(logAt(world, 1)).toMatchObject({ logEndOffset: 3, highWatermark: 0 });
  });

  it('is kept by a new leader, and catches up once the followers have fetched', () => {
    const world = createWorld();
    run(world, 50);
    produce(world, 1, batch());
    run(world, 20);
    expect(logAt(world, 2).highWatermark).toBe(0);
    elect(world, 2, [2, 3]);
    expect(logAt(world, 2).highWatermark).toBe(0);
    run(world, 20);
    expect(logAt(world, 2).highWatermark).toBe(3);
  });
});

describe('fetchers', () => {
  it('one request holds all partitions of one leader, also when they came one by one', () => {
    const world = createWorld({ brokers: 2, partitions: 5 });
    run(world, 2);
    expect(followerFetches(world, 2)).toHaveLength(1);
    expect(followerFetches(world, 2)[0]).toMatchObject({
      body: { topics: [{ partitions: [0, 1, 2, 3, 4].map((partition) => ({ partition })) }] },
    });
  });

  it('a caught-up follower asks again every replica.fetch.wait.max.ms, and at once when there was something', () => {
    const world = createWorld({ brokers: 2 });
    run(world, 2050);
    expect(followerFetches(world, 2)).toHaveLength(5);
    produce(world, 1, batch());
    run(world, 10);
    expect(followerFetches(world, 2)).toHaveLength(6);
  });

  it('names its broker epoch, its log start and the epoch of its last record', () => {
    const world = createWorld({ brokers: 2 });
    run(world, 50);
    produce(world, 1, batch());
    run(world, 20);
    expect(followerFetches(world, 2).at(-1)!.body).toMatchObject({
      replicaState: { replicaId: 2, replicaEpoch: 12 },
      sessionEpoch: 1,
      topics: [
        { partitions: [{ fetchOffset: 3, lastFetchedEpoch: 0, logStartOffset: 0, currentLeaderEpoch: 0 }] },
      ],
    });
  });

  it('a leader that is gone is tried again after replica.fetch.backoff.ms', () => {
    const world = createWorld({ brokers: 2 });
    run(world, 50);
    killBroker(world, world.brokers[0]!);
    const before = followerFetches(world, 2).length;
    run(world, 950);
    expect(followerFetches(world, 2)).toHaveLength(before);
    run(world, 100);
    expect(followerFetches(world, 2)).toHaveLength(before + 1);
  });

  it('follow a partition to its new leader', () => {
    const world = createWorld();
    run(world, 50);
    elect(world, 2, [1, 2, 3]);
    run(world, 50);
    produce(world, 2, batch());
    run(world, 20);
    expect([1, 2, 3].map((broker) => logAt(world, broker).logEndOffset)).toEqual([3, 3, 3]);
    expect([...world.brokers[2]!.replicaManager.fetchers.keys()]).toEqual([2]);
  });

  it('stop while there is no leader', () => {
    const world = createWorld();
    run(world, 50);
    killBroker(world, world.brokers[0]!);
    elect(world, -1, [1]);
    run(world, 5000);
    expect(world.brokers[1]!.replicaManager.fetchers.size).toBe(0);
    expect(partitionAt(world, 2)).toMatchObject({ leads: false, leaderId: -1 });
  });

  it('a response that cannot hold all partitions goes on with the others next time', () => {
    const world = createWorld({
      brokers: 2,
      partitions: 3,
      configs: { 'replica.fetch.response.max.bytes': 150 },
    });
    run(world, 50);
    killBroker(world, world.brokers[1]!);
    for (let partition = 0; partition < 3; partition++) {
      for (let i = 0; i < 2; i++) produce(world, 1, batch(), { acks: 1, partition });
    }
    run(world, 50);
    startBroker(world, world.brokers[1]!);
    run(world, 100);
    const order = notesOf(world, 'batch-replicated').map(({ partition }) => partition);
    // The session begins with the second fetch: from then on a partition that had records comes last.
    expect(order).toEqual([0, 0, 1, 2, 1, 2]);
  });
});

describe('histories that part', () => {
  /** Broker 1 has records that nobody else has when broker 2 is elected and writes its own. */
  function diverged(): World {
    const world = createWorld({ brokers: 2 });
    run(world, 50);
    produce(world, 1, batch());
    run(world, 600);
    killBroker(world, world.brokers[1]!);
    for (let i = 0; i < 2; i++) produce(world, 1, batch(), { acks: 1 });
    run(world, 50);
    killBroker(world, world.brokers[0]!);
    startBroker(world, world.brokers[1]!);
    elect(world, 2, [2]);
    run(world, 50);
    produce(world, 2, batch());
    run(world, 50);
    return world;
  }

  it('a returning leader truncates to where its successor began, not to its own high watermark (KIP-101)', () => {
    const world = diverged();
    startBroker(world, world.brokers[0]!);
    run(world, 600);
    expect(notesOf(world, 'log-truncated')).toMatchObject([{ broker: 1, fromOffset: 9, toOffset: 3 }]);
    expect(logAt(world, 1).logEndOffset).toBe(6);
    expect(logAt(world, 1).leaderEpochs).toEqual([
      { epoch: 0, startOffset: 0 },
      { epoch: 1, startOffset: 3 },
    ]);
    expect(logAt(world, 1).segments[0]!.chunk.batches[1]).toBe(logAt(world, 2).segments[0]!.chunk.batches[1]);
  });

  it("a follower whose records the leader has deleted starts anew at the leader's log start", () => {
    const world = createWorld({ brokers: 2, topicConfigs: { 'internal.segment.bytes': '150' } });
    run(world, 50);
    killBroker(world, world.brokers[1]!);
    fence(world, 2);
    decide(world, 0, { isr: [1] });
    for (let i = 0; i < 3; i++) produce(world, 1, batch(), { acks: 1 });
    run(world, 50);
    expect(logAt(world, 1).highWatermark).toBe(9);
    logAt(world, 1).logStartOffset = 6;
    startBroker(world, world.brokers[1]!);
    run(world, 1000);
    expect(logAt(world, 2)).toMatchObject({ logStartOffset: 6, logEndOffset: 9, highWatermark: 9 });
  });

  it('a follower that is longer than its leader, as after an unclean election, is cut to the leader', () => {
    const world = createWorld({ brokers: 2 });
    run(world, 50);
    killBroker(world, world.brokers[1]!);
    for (let i = 0; i < 3; i++) produce(world, 1, batch(), { acks: 1 });
    run(world, 50);
    killBroker(world, world.brokers[0]!);
    startBroker(world, world.brokers[1]!);
    elect(world, 2, [2]);
    startBroker(world, world.brokers[0]!);
    run(world, 600);
    expect(logAt(world, 1)).toMatchObject({ logEndOffset: 0, highWatermark: 0 });
  });
});

describe('log start', () => {
  it('reaches the followers, who delete what lies below at their next retention check', () => {
    const topicConfigs = { 'internal.segment.bytes': '150', 'retention.bytes': '100' };
    const world = createWorld({
      brokers: 2,
      topicConfigs,
      configs: { 'log.retention.check.interval.ms': 1000 },
    });
    run(world, 50);
    for (let i = 0; i < 4; i++) produce(world, 1, batch());
    run(world, 35_000);
    expect([1, 2].map((broker) => logAt(world, broker).logStartOffset)).toEqual([9, 9]);
    const deleted = notesOf(world, 'segment-deleted');
    expect(deleted.filter(({ broker }) => broker === 2)).toMatchObject([
      { baseOffset: 0, nextOffset: 3, leader: false },
      { baseOffset: 3, nextOffset: 6, leader: false },
      { baseOffset: 6, nextOffset: 9, leader: false },
    ]);
  });
});

describe('retention', () => {
  it('is first looked at 30 s after the start, then every log.retention.check.interval.ms', () => {
    const world = createWorld({ brokers: 1 });
    const { replicaManager } = world.brokers[0]!;
    expect(replicaManager.retentionCheckDueUs).toBe(30_000_000);
    run(world, 30_001);
    expect(replicaManager.retentionCheckDueUs).toBe(330_000_000);
  });

  it('deletes by time, rolls the active segment first if it goes too, and not beyond the high watermark', () => {
    const world = createWorld({ brokers: 2, topicConfigs: { 'retention.ms': '10000' } });
    run(world, 50);
    produce(world, 1, batch());
    run(world, 1000);
    killBroker(world, world.brokers[1]!);
    run(world, 30_000);
    expect(notesOf(world, 'segment-deleted')).toMatchObject([
      { broker: 1, baseOffset: 0, nextOffset: 3, reason: 'retention.ms', leader: true },
    ]);
    expect(notesOf(world, 'segment-rolled')).toMatchObject([{ broker: 1, baseOffset: 3 }]);
    expect(logAt(world, 1)).toMatchObject({ logStartOffset: 3, logEndOffset: 3 });
  });
});

describe('a process ends and begins', () => {
  it('the log stays, and begins with the high watermark that was last written down', () => {
    const world = createWorld({ brokers: 1 });
    produce(world, 1, batch());
    run(world, 5001);
    produce(world, 1, batch());
    run(world, 100);
    const [broker] = world.brokers;
    killBroker(world, broker!);
    startBroker(world, broker!);
    expect(logAt(world, 1)).toMatchObject({ logEndOffset: 6, highWatermark: 6 });
    expect(broker!.disk.highWatermarkCheckpoint.get('topic-orders:0')).toBe(3);
  });

  it('a follower begins with it too, and learns the present one from the leader', () => {
    const world = createWorld({ brokers: 2 });
    run(world, 50);
    produce(world, 1, batch());
    run(world, 1000);
    killBroker(world, world.brokers[1]!);
    startBroker(world, world.brokers[1]!);
    expect(logAt(world, 2)).toMatchObject({ logEndOffset: 3, highWatermark: 0 });
    run(world, 1500);
    expect(logAt(world, 2).highWatermark).toBe(3);
  });

  it('a topic that is deleted takes its logs along', () => {
    const world = createWorld();
    decide(world, 0, { replicas: [1, 3] });
    expect(world.brokers[1]!.disk.logs.size).toBe(0);
    expect(partitionAt(world, 2)).toBeUndefined();
    expect(world.brokers[1]!.replicaManager.fetchExpirationUs).toBe(NEVER);
  });
});
