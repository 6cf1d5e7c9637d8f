import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import type { FetchRequest, FetchResponse } from '../../protocol/messages/01-fetch.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  answer,
  ask,
  createWorld,
  decide,
  logAt,
  produce,
  run,
  TOPIC_ID,
  type World,
} from '../replica/testing/replica-world.ts';

const batch = () => sampleBatch({ atMs: [0, 0, 0] });

interface Asked {
  readonly session?: number;
  readonly epoch?: number;
  /** Offsets by partition. */
  readonly named?: Readonly<Record<number, number>>;
  readonly forget?: readonly number[];
  readonly maxWaitMs?: number;
  readonly replicaId?: number;
}

function fetchRequest({ session = 0, epoch = 0, named = {}, forget = [], ...more }: Asked): FetchRequest {
  const partitions = Object.entries(named).map(([partition, fetchOffset]) => ({
    partition: Number(partition),
    currentLeaderEpoch: -1,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: 1_048_576,
    highWatermark: -1,
  }));
  return {
    replicaState: { replicaId: more.replicaId ?? -1, replicaEpoch: -1 },
    maxWaitMs: more.maxWaitMs ?? 0,
    minBytes: 1,
    maxBytes: 1_048_576,
    isolationLevel: 0,
    sessionId: session,
    sessionEpoch: epoch,
    topics: partitions.length === 0 ? [] : [{ topicId: TOPIC_ID, partitions }],
    forgottenTopicsData: forget.length === 0 ? [] : [{ topicId: TOPIC_ID, partitions: forget }],
    rackId: '',
  };
}

function fetch(world: World, asked: Asked): FetchResponse {
  ask(world, 1, 'Fetch', fetchRequest(asked));
  run(world, 5);
  return answer(world, 'Fetch');
}

function partitionsOf({ responses }: FetchResponse): number[] {
  return responses.flatMap(({ partitions }) => partitions.map(({ partitionIndex }) => partitionIndex));
}

/** A leader alone with an empty partition each. */
function leaderOf(partitions: number, slots = 1000): World {
  const configs = { 'max.incremental.fetch.session.cache.slots': slots };
  const world = createWorld({ brokers: 1, partitions, configs });
  run(world, 10);
  return world;
}

describe('in a session', () => {
  it('partitions come by turns: one that had records is read last the next time', () => {
    const world = leaderOf(3);
    const { sessionId } = fetch(world, { named: { 0: 0, 1: 0, 2: 0 } });
    for (const partition of [0, 2]) produce(world, 1, batch(), { partition });
    run(world, 10);
    expect(partitionsOf(fetch(world, { session: sessionId, epoch: 1 }))).toEqual([0, 2]);
    produce(world, 1, batch(), { partition: 1 });
    run(world, 10);
    expect(partitionsOf(fetch(world, { session: sessionId, epoch: 2 }))).toEqual([1, 0, 2]);
  });

  it('a fetch that waits is answered by any of its partitions, though the request names none', () => {
    const world = leaderOf(2);
    const { sessionId } = fetch(world, { named: { 0: 0, 1: 0 } });
    ask(world, 1, 'Fetch', fetchRequest({ session: sessionId, epoch: 1, maxWaitMs: 10_000 }), {
      channel: 'coordinator',
    });
    run(world, 1000);
    produce(world, 1, batch(), { partition: 1 });
    run(world, 10);
    const fetched = world.answers.filter((each) => each?.api === 'Fetch').at(-1)!;
    expect(partitionsOf(fetched.body as FetchResponse)).toEqual([1]);
  });

  it('where the log starts is news too', () => {
    const world = leaderOf(2);
    const { sessionId } = fetch(world, { named: { 0: 0, 1: 0 } });
    logAt(world, 1).logStartOffset = 0;
    produce(world, 1, batch());
    run(world, 10);
    fetch(world, { session: sessionId, epoch: 1, named: { 0: 3 } });
    logAt(world, 1).logStartOffset = 2;
    expect(fetch(world, { session: sessionId, epoch: 2 })).toMatchObject({
      responses: [{ partitions: [{ partitionIndex: 0, logStartOffset: 2, records: [] }] }],
    });
    expect(fetch(world, { session: sessionId, epoch: 3 }).responses).toEqual([]);
  });

  it('after an error the partition is told of once more when the error has gone', () => {
    const world = leaderOf(2);
    const { sessionId } = fetch(world, { named: { 0: 0, 1: 9 } });
    expect(partitionsOf(fetch(world, { session: sessionId, epoch: 1 }))).toEqual([1]);
    expect(fetch(world, { session: sessionId, epoch: 2, named: { 1: 0 } })).toMatchObject({
      responses: [{ partitions: [{ partitionIndex: 1, errorCode: Errors.NONE, highWatermark: 0 }] }],
    });
    expect(fetch(world, { session: sessionId, epoch: 3 }).responses).toEqual([]);
  });

  it('one that forgets all its partitions ends', () => {
    const world = leaderOf(1);
    const { sessionId } = fetch(world, { named: { 0: 0 } });
    expect(fetch(world, { session: sessionId, epoch: 1, forget: [0] })).toMatchObject({ sessionId: 0 });
    expect(fetch(world, { session: sessionId, epoch: 2 }).errorCode).toBe(Errors.FETCH_SESSION_ID_NOT_FOUND);
  });

  it('a partition that is led elsewhere now is told of by an error', () => {
    const world = leaderOf(2);
    const { sessionId } = fetch(world, { named: { 0: 0, 1: 0 } });
    decide(world, 1, { replicas: [2], isr: [2], leader: 2, leaderEpoch: 1 });
    expect(fetch(world, { session: sessionId, epoch: 1 })).toMatchObject({
      responses: [{ partitions: [{ partitionIndex: 1, errorCode: Errors.NOT_LEADER_OR_FOLLOWER }] }],
    });
  });
});

describe('the cache', () => {
  const idsOf = (world: World, count: number, asked: Asked) =>
    Array.from({ length: count }, () => fetch(world, asked).sessionId);

  it('has as many sessions as max.incremental.fetch.session.cache.slots allows, an eighth in each shard', () => {
    const world = leaderOf(1, 16);
    const ids = idsOf(world, 17, { named: { 0: 0 } });
    expect(new Set(ids.slice(0, 16)).size).toBe(16);
    expect(ids.map((id) => Math.floor(id / 268_435_455)).slice(0, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(ids[16]).toBe(0);
  });

  it('gives no session at all with fewer slots than shards', () => {
    expect(idsOf(leaderOf(1, 7), 8, { named: { 0: 0 } })).toEqual(Array(8).fill(0));
  });

  it("a follower's session takes the place of a consumer's, never the other way round", () => {
    const world = leaderOf(2, 8);
    const consumers = idsOf(world, 8, { named: { 0: 0 } });
    expect(idsOf(world, 1, { named: { 0: 0, 1: 0 } })).toEqual([0]);
    idsOf(world, 7, { named: { 0: 0 } });
    const [follower] = idsOf(world, 1, { named: { 0: 0 }, replicaId: 2 });
    expect(follower).toBeGreaterThan(0);
    expect(fetch(world, { session: consumers[0]!, epoch: 1 }).errorCode).toBe(
      Errors.FETCH_SESSION_ID_NOT_FOUND,
    );
  });

  it('a session that is older than two minutes yields to one of more partitions, one unused for so long to any', () => {
    const world = leaderOf(2, 8);
    const [first] = idsOf(world, 8, { named: { 0: 0 } });
    run(world, 121_000);
    fetch(world, { session: first!, epoch: 1 });
    expect(idsOf(world, 1, { named: { 0: 0, 1: 0 } })[0]).toBeGreaterThan(0);
    expect(idsOf(world, 1, { named: {} })[0]).toBeGreaterThan(0);
  });
});
