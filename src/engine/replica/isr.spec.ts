import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  answerAlterPartition,
  createWorld,
  decide,
  elect,
  fence,
  killBroker,
  logAt,
  notesOf,
  partitionAt,
  produce,
  produced,
  run,
  startBroker,
  type World,
} from './testing/replica-world.ts';

const batch = () => sampleBatch({ atMs: [0, 0, 0] });

/** Broker 3 has been gone, with records missing, so long that the leader asks for an ISR without it. */
function laggingWorld(settings: Parameters<typeof createWorld>[0] = {}): World {
  const world = createWorld(settings);
  run(world, 100);
  killBroker(world, world.brokers[2]!);
  produce(world, 1, batch(), { acks: 1 });
  run(world, 46_000);
  return world;
}

function asked(world: World) {
  return world.alterPartitions.at(-1)!.body.topics[0]!.partitions[0]!;
}

describe('shrinking', () => {
  it('a follower that has not been caught up for replica.lag.time.max.ms is to go', () => {
    const world = laggingWorld();
    expect(notesOf(world, 'isr-shrink-asked')).toMatchObject([{ isr: [1, 2], removed: [3] }]);
    expect(asked(world)).toMatchObject({
      leaderEpoch: 0,
      newIsrWithEpochs: [
        { brokerId: 1, brokerEpoch: 11 },
        { brokerId: 2, brokerEpoch: 12 },
      ],
    });
  });

  it('it is looked at twice in that time, so the lag may be up to one and a half of it', () => {
    const world = createWorld();
    run(world, 100);
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 29_900);
    expect(notesOf(world, 'isr-shrink-asked')).toHaveLength(0);
    run(world, 15_100);
    expect(notesOf(world, 'isr-shrink-asked')).toHaveLength(1);
  });

  it('a silent follower of a silent partition stays: it misses nothing', () => {
    const world = createWorld();
    run(world, 600);
    killBroker(world, world.brokers[2]!);
    run(world, 120_000);
    expect(notesOf(world, 'isr-shrink-asked')).toHaveLength(0);
  });

  it('until the controller agrees the high watermark still waits for it', () => {
    const world = laggingWorld();
    expect(partitionAt(world, 1)).toMatchObject({ isr: [1, 2, 3], maximalIsr: [1, 2, 3] });
    expect(logAt(world, 1).highWatermark).toBe(0);
    answerAlterPartition(world);
    run(world, 5);
    expect(partitionAt(world, 1)).toMatchObject({ isr: [1, 2], pendingIsr: null, partitionEpoch: 1 });
    expect(logAt(world, 1).highWatermark).toBe(3);
  });

  it('a producer that waited is answered then, or told that too few are left', () => {
    const world = laggingWorld({ topicConfigs: { 'min.insync.replicas': '2' } });
    produce(world, 1, batch(), { timeoutMs: 60_000 });
    run(world, 50);
    answerAlterPartition(world);
    run(world, 50);
    expect(produced(world).errorCode).toBe(Errors.NONE);
  });
});

describe('expanding', () => {
  function shrunk(): World {
    const world = laggingWorld();
    answerAlterPartition(world);
    run(world, 5);
    return world;
  }

  it('a follower that has reached the high watermark is to be let in, by the epoch of the life that fetched', () => {
    const world = shrunk();
    startBroker(world, world.brokers[2]!);
    run(world, 50);
    expect(notesOf(world, 'isr-expand-asked')).toMatchObject([{ isr: [1, 2, 3], added: [3] }]);
    expect(asked(world).newIsrWithEpochs[2]).toEqual({ brokerId: 3, brokerEpoch: 23 });
  });

  it('the high watermark waits for it already before the controller agrees (KIP-497)', () => {
    const world = shrunk();
    startBroker(world, world.brokers[2]!);
    run(world, 50);
    expect(partitionAt(world, 1)).toMatchObject({ isr: [1, 2], maximalIsr: [1, 2, 3] });
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 50);
    expect(logAt(world, 1)).toMatchObject({ logEndOffset: 6, highWatermark: 3 });
  });

  it('not while it is fenced, and not by a fetch of its earlier life', () => {
    const world = shrunk();
    startBroker(world, world.brokers[2]!);
    fence(world, 3);
    run(world, 1000);
    expect(notesOf(world, 'isr-expand-asked')).toHaveLength(0);
    fence(world, 3, -1);
    run(world, 1000);
    expect(notesOf(world, 'isr-expand-asked')).toHaveLength(1);
  });

  it("not before it has reached the start of the leader's own epoch", () => {
    const world = createWorld();
    run(world, 100);
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch());
    run(world, 100);
    elect(world, 2, [1, 2]);
    expect(partitionAt(world, 2)).toMatchObject({ leaderEpochStartOffset: 3 });
    expect(logAt(world, 2).highWatermark).toBe(0);
    killBroker(world, world.brokers[0]!);
    startBroker(world, world.brokers[2]!);
    // Broker 3 asks first from 0, which is the high watermark, but not the start of epoch 1.
    run(world, 3);
    expect(notesOf(world, 'isr-expand-asked')).toHaveLength(0);
    run(world, 50);
    expect(notesOf(world, 'isr-expand-asked')).toMatchObject([{ broker: 2, added: [3] }]);
  });
});

describe('answers of the controller', () => {
  it('INELIGIBLE_REPLICA: the change is given up, and may be asked for again', () => {
    const world = laggingWorld();
    answerAlterPartition(world, Errors.INELIGIBLE_REPLICA);
    run(world, 5);
    expect(partitionAt(world, 1)).toMatchObject({ isr: [1, 2, 3], pendingIsr: null });
    run(world, 15_000);
    expect(notesOf(world, 'isr-shrink-asked')).toHaveLength(2);
  });

  it('INVALID_UPDATE_VERSION: the leader waits for the metadata log to tell it more', () => {
    const world = laggingWorld();
    answerAlterPartition(world, Errors.INVALID_UPDATE_VERSION);
    run(world, 20_000);
    expect(partitionAt(world, 1).pendingIsr).not.toBeNull();
    decide(world, 0, { isr: [1, 2] });
    expect(partitionAt(world, 1)).toMatchObject({ isr: [1, 2], maximalIsr: [1, 2], pendingIsr: null });
  });

  it('any other error is tried again', () => {
    const world = laggingWorld();
    answerAlterPartition(world, Errors.UNKNOWN_SERVER_ERROR);
    run(world, 5);
    expect(world.alterPartitions).toHaveLength(1);
  });

  it('an answer to a change that an election has overtaken is not looked at', () => {
    const world = laggingWorld();
    const late = world.alterPartitions[0]!;
    elect(world, 1, [1, 2, 3]);
    answerAlterPartition(world);
    run(world, 5);
    expect(late.body.topics[0]!.partitions[0]!.leaderEpoch).toBe(0);
    expect(partitionAt(world, 1)).toMatchObject({ isr: [1, 2, 3], leaderEpoch: 1 });
  });

  it('one request at a time holds the changes of all partitions that wait', () => {
    const world = createWorld({ partitions: 3 });
    run(world, 100);
    killBroker(world, world.brokers[2]!);
    for (let partition = 0; partition < 3; partition++) produce(world, 1, batch(), { acks: 1, partition });
    run(world, 46_000);
    expect(world.alterPartitions).toHaveLength(1);
    answerAlterPartition(world);
    run(world, 5);
    expect(world.alterPartitions[0]!.body.topics[0]!.partitions.map((each) => each.partitionIndex)).toEqual([
      1, 2,
    ]);
  });
});
