import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  createWorld,
  decide,
  elect,
  fetch,
  fetched,
  killBroker,
  logAt,
  produce,
  run,
  type World,
} from './testing/replica-world.ts';

const batch = () => sampleBatch({ atMs: [0, 0, 0] });

/** A leader alone with these many batches of three records, 100 bytes each, all committed. */
function leaderWith(batches: number, topicConfigs = {}): World {
  const world = createWorld({ brokers: 1, topicConfigs });
  for (let i = 0; i < batches; i++) produce(world, 1, batch());
  run(world, 20);
  world.answers.length = 0;
  return world;
}

function offsetsFetched(world: World): number[] {
  return fetched(world).records.map(({ baseOffset }) => baseOffset);
}

describe('what a consumer is given', () => {
  it('whole batches from the one that holds its offset, and where the log stands', () => {
    const world = leaderWith(3);
    fetch(world, 1, 4);
    run(world, 5);
    expect(offsetsFetched(world)).toEqual([3, 6]);
    expect(fetched(world)).toMatchObject({ highWatermark: 9, lastStableOffset: 9, logStartOffset: 0 });
  });

  it('nothing beyond the high watermark', () => {
    const world = createWorld();
    run(world, 50);
    killBroker(world, world.brokers[1]!);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 20);
    fetch(world, 1, 0, { maxWaitMs: 100 });
    run(world, 50);
    expect(world.answers).toHaveLength(1);
    run(world, 60);
    expect(fetched(world)).toMatchObject({ errorCode: Errors.NONE, highWatermark: 0, records: [] });
  });

  it('the first batch even if it is larger than max.partition.fetch.bytes (KIP-74), then as many as fit', () => {
    const world = leaderWith(3);
    fetch(world, 1, 0, { partitionMaxBytes: 10 });
    run(world, 5);
    expect(offsetsFetched(world)).toEqual([0]);
    fetch(world, 1, 0, { partitionMaxBytes: 250 });
    run(world, 5);
    expect(offsetsFetched(world)).toEqual([0, 3]);
  });
});

describe('waiting', () => {
  it('an empty fetch is answered after fetch.max.wait.ms', () => {
    const world = leaderWith(0);
    fetch(world, 1, 0, { maxWaitMs: 500 });
    run(world, 495);
    expect(world.answers).toHaveLength(0);
    run(world, 10);
    expect(fetched(world).records).toEqual([]);
  });

  it('or as soon as a record is committed', () => {
    const world = leaderWith(0);
    fetch(world, 1, 0, { maxWaitMs: 10_000, channel: 'coordinator' });
    run(world, 100);
    produce(world, 1, batch());
    run(world, 5);
    expect(world.answers.map((each) => each?.api).sort()).toEqual(['Fetch', 'Produce']);
  });

  it('fetch.min.bytes waits until so many are there', () => {
    const world = leaderWith(1);
    fetch(world, 1, 0, { minBytes: 250, maxWaitMs: 10_000, channel: 'coordinator' });
    run(world, 10);
    produce(world, 1, batch());
    run(world, 10);
    expect(world.answers.map((each) => each?.api)).toEqual(['Produce']);
    produce(world, 1, batch());
    run(world, 10);
    expect(world.answers.filter((each) => each?.api === 'Fetch')).toHaveLength(1);
  });

  it('fetch.min.bytes does not hold up a consumer once the segment it reads has been rolled', () => {
    const world = leaderWith(1, { 'internal.segment.bytes': '250' });
    fetch(world, 1, 3, { minBytes: 5000, maxWaitMs: 10_000, channel: 'coordinator' });
    run(world, 10);
    produce(world, 1, batch());
    run(world, 10);
    expect(world.answers.filter((each) => each?.api === 'Fetch')).toHaveLength(0);
    produce(world, 1, batch());
    run(world, 10);
    expect(logAt(world, 1).segments).toHaveLength(2);
    expect(world.answers.filter((each) => each?.api === 'Fetch')).toHaveLength(1);
  });

  it('a leader that steps down tells the consumer at once, if the consumer knew its epoch', () => {
    const world = createWorld();
    run(world, 50);
    fetch(world, 1, 0, { leaderEpoch: 0, maxWaitMs: 10_000 });
    run(world, 10);
    elect(world, 2, [1, 2, 3]);
    run(world, 5);
    expect(fetched(world)).toMatchObject({
      errorCode: Errors.FENCED_LEADER_EPOCH,
      currentLeader: { leaderId: 2, leaderEpoch: 1 },
    });
  });
});

describe('errors', () => {
  it('OFFSET_OUT_OF_RANGE below the log start and beyond the log end', () => {
    const world = leaderWith(1);
    fetch(world, 1, 4);
    run(world, 5);
    expect(fetched(world).errorCode).toBe(Errors.OFFSET_OUT_OF_RANGE);
    logAt(world, 1).logStartOffset = 3;
    fetch(world, 1, 2);
    run(world, 5);
    expect(fetched(world)).toMatchObject({ errorCode: Errors.OFFSET_OUT_OF_RANGE, highWatermark: -1 });
  });

  it('UNKNOWN_LEADER_EPOCH to a consumer that knows more than the leader', () => {
    const world = leaderWith(1);
    fetch(world, 1, 0, { leaderEpoch: 3 });
    run(world, 5);
    expect(fetched(world).errorCode).toBe(Errors.UNKNOWN_LEADER_EPOCH);
  });

  it('UNKNOWN_TOPIC_ID, and NOT_LEADER_OR_FOLLOWER where the replicas are elsewhere', () => {
    const world = createWorld();
    decide(world, 1, { replicas: [2], isr: [2], leader: 2, leaderEpoch: 0, partitionEpoch: 0 });
    fetch(world, 1, 0, { topicId: 'nobody' });
    run(world, 5);
    expect(fetched(world).errorCode).toBe(Errors.UNKNOWN_TOPIC_ID);
    fetch(world, 1, 0, { partition: 1 });
    run(world, 5);
    expect(fetched(world)).toMatchObject({
      errorCode: Errors.NOT_LEADER_OR_FOLLOWER,
      currentLeader: { leaderId: 2, leaderEpoch: 0 },
    });
  });
});

it('a follower serves a consumer that asks it, up to the high watermark that it knows (KIP-392)', () => {
  const world = createWorld();
  run(world, 50);
  produce(world, 1, batch());
  run(world, 1000);
  fetch(world, 2, 0);
  run(world, 5);
  expect(offsetsFetched(world)).toEqual([0]);
});
