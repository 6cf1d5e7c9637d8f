import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import type { ConsumerNode } from './consumer.ts';
import { deserializeSubscription } from './consumer-protocol.ts';
import { describeConsumer } from './describe-consumer.ts';
import { rebalanceProtocolOf } from './rebalance-protocol.ts';
import {
  addConsumer,
  append,
  createWorld,
  delivered,
  notesOf,
  requestsOf,
  runUntil,
  type Settings,
  type World,
} from './testing/consumer-world.ts';

const COOPERATIVE = { configs: { 'partition.assignment.strategy': ['cooperative-sticky'] } };

const owned = (consumer: ConsumerNode) =>
  describeConsumer(consumer)
    .partitions.map(({ partition }) => partition)
    .sort();

/** Three members share six partitions; then a fourth one comes. */
function fourthJoins(settings: Settings): { world: World; members: ConsumerNode[] } {
  const world = createWorld({ orders: 6 });
  const members = ['c1', 'c2', 'c3'].map((id) => addConsumer(world, id, settings));
  runUntil(world, 30_000);
  world.notes.length = 0;
  world.requests.length = 0;
  members.push(addConsumer(world, 'c4', settings));
  runUntil(world, 45_000);
  return { world, members };
}

const revoked = (world: World) =>
  notesOf(world, 'partitions-revoked').flatMap(({ partitions }) => partitions).length;

describe('a fourth member joins three that share six partitions', () => {
  it('eager: all six are revoked, in one round', () => {
    const { world, members } = fourthJoins({});
    expect(revoked(world)).toBe(6);
    expect(members.map(owned)).toEqual([[0, 1], [2, 3], [4], [5]]);
    expect(world.group.generation - generationBefore(world)).toBe(1);
    for (const { request } of requestsOf(world, 'JoinGroup')) {
      const subscription = deserializeSubscription(request.body.protocols[0]!.metadata);
      expect(subscription.ownedPartitions).toEqual([]);
    }
  });

  it('cooperative: one is revoked; a second round gives it to the newcomer', () => {
    const { world, members } = fourthJoins(COOPERATIVE);
    expect(revoked(world)).toBe(1);
    expect(members.flatMap(owned).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(owned(members[3]!)).toHaveLength(1);
    expect(world.group.generation - generationBefore(world)).toBe(2);
  });

  it('cooperative: what a member keeps is told in its JoinGroup, with the generation it is from', () => {
    const { world } = fourthJoins(COOPERATIVE);
    const [first] = requestsOf(world, 'JoinGroup', 'c1');
    const subscription = deserializeSubscription(first!.request.body.protocols[0]!.metadata);
    expect(subscription.ownedPartitions).toHaveLength(2);
    expect(subscription.generationId).toBe(generationBefore(world));
  });
});

/** The generation at which the requests of the world begin. */
const generationBefore = (world: World): number =>
  requestsOf(world, 'Heartbeat')[0]!.request.body.generationId;

describe('a rebalance waits for every member', () => {
  it('JoinGroup is sent from poll() only: a member busy with its records rejoins when they are done', () => {
    const world = createWorld({ orders: 2 });
    append(world, 'orders-0', 10);
    const busy = addConsumer(world, 'busy', { perRecordMs: 2000 });
    runUntil(world, 4000);
    const late = addConsumer(world, 'late');
    runUntil(world, 19_000);
    expect(describeConsumer(busy)).toMatchObject({ state: 'rejoining', processing: { records: 10 } });
    expect(describeConsumer(late)).toMatchObject({ state: 'joining', idle: 'waiting-for-rebalance' });
    runUntil(world, 20_100);
    expect(describeConsumer(busy).state).toBe('stable');
    expect(owned(late)).toHaveLength(1);
  });

  it('waiting in JoinGroup does not use up max.poll.interval.ms', () => {
    const world = createWorld({ orders: 2 });
    append(world, 'orders-0', 10);
    addConsumer(world, 'busy', { perRecordMs: 2000 });
    runUntil(world, 4000);
    addConsumer(world, 'late', { configs: { 'max.poll.interval.ms': 5000 } });
    runUntil(world, 40_000);
    expect(notesOf(world, 'poll-interval-exceeded')).toEqual([]);
  });

  it('a cooperative member reads on meanwhile, an eager one does not', () => {
    for (const [settings, reads] of [
      [{}, []],
      [COOPERATIVE, ['0-10']],
    ] as const) {
      const world = createWorld({ orders: 2 });
      const free = addConsumer(world, 'free', settings);
      append(world, 'orders-1', 10);
      runUntil(world, 100);
      const busy = addConsumer(world, 'busy', { ...settings, perRecordMs: 10_000 });
      runUntil(world, 10_000);
      const [first] = describeConsumer(busy).partitions;
      append(world, `orders-${first!.partition}`, 1);
      runUntil(world, 10_100);
      addConsumer(world, 'third', settings);
      // The free one has heard of it and rejoined; the busy one is not back before 20 s.
      runUntil(world, 16_000);
      expect(describeConsumer(free).state).toBe('joining');
      const mine = first!.partition === 0 ? 'orders-1' : 'orders-0';
      world.notes.length = 0;
      const from = world.logs.get(mine)!.end;
      append(world, mine, 10);
      runUntil(world, 19_000);
      expect(delivered(world, 'free', mine)).toEqual(reads.map(() => `${from}-${from + 10}`));
    }
  });

  it('the answer to a JoinGroup lies unread while its member processes', () => {
    const world = createWorld({ orders: 2 });
    const configs = { ...COOPERATIVE.configs };
    const free = addConsumer(world, 'free', { configs, perRecordMs: 1000 });
    runUntil(world, 100);
    const busy = addConsumer(world, 'busy', { configs, perRecordMs: 1000 });
    runUntil(world, 10_000);
    const [held] = describeConsumer(busy).partitions;
    const [kept] = describeConsumer(free).partitions;
    append(world, `orders-${held!.partition}`, 8);
    addConsumer(world, 'third', { configs });
    runUntil(world, 14_000);
    // The free one has rejoined and begins ten seconds of work; the rebalance is over at 18 s.
    append(world, `orders-${kept!.partition}`, 10);
    runUntil(world, 20_000);
    expect(world.group.state).toBe('CompletingRebalance');
    expect(describeConsumer(free)).toMatchObject({ state: 'joining', processing: { records: 10 } });
    runUntil(world, 24_100);
    expect(world.group.state).toBe('Stable');
  });
});

describe('before it rejoins', () => {
  it('an eager member commits where it is, so that the next owner does not read it again', () => {
    const world = createWorld({ orders: 2 });
    append(world, 'orders-0', 10);
    append(world, 'orders-1', 20);
    addConsumer(world, 'c1', { configs: { 'auto.commit.interval.ms': 1_000_000 } });
    runUntil(world, 1000);
    addConsumer(world, 'c2');
    runUntil(world, 4000);
    expect(Object.fromEntries(world.committed)).toEqual({ 'orders-0': 10, 'orders-1': 20 });
    expect(delivered(world, 'c2', 'orders-1')).toEqual([]);
  });

  it('it tries that commit again while the error is one that passes', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 10);
    addConsumer(world, 'c1', { configs: { 'auto.commit.interval.ms': 1_000_000 } });
    runUntil(world, 1000);
    world.errors.set('OffsetCommit', Errors.COORDINATOR_LOAD_IN_PROGRESS);
    addConsumer(world, 'c2');
    runUntil(world, 4000);
    expect(requestsOf(world, 'OffsetCommit').length).toBeGreaterThan(5);
    expect(requestsOf(world, 'JoinGroup', 'c1')).toHaveLength(2);
    world.errors.clear();
    runUntil(world, 4200);
    expect(requestsOf(world, 'JoinGroup', 'c1')).toHaveLength(3);
  });
});

describe('the leader', () => {
  it('rejoins when a topic of the group gets partitions, once its metadata says so', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1', { configs: { 'metadata.max.age.ms': 10_000 } });
    runUntil(world, 1000);
    world.topics.set('orders', 2);
    world.logs.set('orders-1', { start: 0, end: 0, batchSize: 10, aborted: [] });
    runUntil(world, 9000);
    expect(owned(consumer)).toEqual([0]);
    runUntil(world, 11_000);
    expect(owned(consumer)).toEqual([0, 1]);
    expect(requestsOf(world, 'JoinGroup').at(-1)!.request.body.reason).toBe('cached metadata has changed');
  });

  it('learns of topics that only other members read before it divides them', () => {
    const world = createWorld({ orders: 2, invoices: 2 });
    addConsumer(world, 'c1');
    runUntil(world, 1000);
    const other = addConsumer(world, 'c2', { reads: { topics: ['invoices'] } });
    runUntil(world, 5000);
    expect(describeConsumer(other).partitions.map(({ topic }) => topic)).toEqual(['invoices', 'invoices']);
  });
});

describe('when the coordinator moves', () => {
  it('NOT_COORDINATOR: the member looks for the new one and keeps what it has', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1');
    runUntil(world, 1000);
    world.errors.set('Heartbeat', Errors.NOT_COORDINATOR);
    runUntil(world, 3020);
    world.errors.clear();
    runUntil(world, 8000);
    // The connection was closed with the error, so the first answer names a broker that can't be reached yet.
    expect(requestsOf(world, 'FindCoordinator')).toHaveLength(3);
    expect(requestsOf(world, 'JoinGroup')).toHaveLength(2);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'stable', generation: 1 });
  });

  it('its broker is gone: the member looks for another and what is fetched goes on', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1');
    runUntil(world, 1000);
    world.down = true;
    runUntil(world, 10_000);
    expect(describeConsumer(consumer).state).toBe('finding-coordinator');
    world.down = false;
    append(world, 'orders-0', 10);
    runUntil(world, 15_000);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'stable', generation: 1 });
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-10']);
  });
});

it('the default list of assignors, range and cooperative-sticky, is eager', () => {
  const world = createWorld();
  expect(rebalanceProtocolOf(addConsumer(world, 'c1').configs)).toBe('EAGER');
  expect(rebalanceProtocolOf(addConsumer(world, 'c2', COOPERATIVE).configs)).toBe('COOPERATIVE');
});

it('a member without a partition says why', () => {
  const world = createWorld({ orders: 1 });
  addConsumer(world, 'c1');
  const idle = addConsumer(world, 'c2');
  const lost = addConsumer(world, 'c3', { group: 'others', reads: { topics: ['nowhere'] } });
  runUntil(world, 10_000);
  expect(describeConsumer(idle)).toMatchObject({ state: 'stable', idle: 'no-partition' });
  expect(describeConsumer(lost).idle).toBe('no-topic');
  expect(requestsOf(world, 'Fetch', 'c2')).toEqual([]);
});
