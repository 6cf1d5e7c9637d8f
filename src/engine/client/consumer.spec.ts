import { describe, expect, it } from 'vitest';
import { beginProcess, endProcess } from '../process.ts';
import { closeConsumer, startConsumer } from './consumer.ts';
import { describeConsumer } from './describe-consumer.ts';
import {
  act,
  addConsumer,
  append,
  createWorld,
  delivered,
  notesOf,
  requestsOf,
  runUntil,
} from './testing/consumer-world.ts';

describe('a consumer that starts', () => {
  it('asks for metadata and its coordinator, joins with the id it was given, syncs, finds its place, fetches', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1');
    append(world, 'orders-0', 25);
    runUntil(world, 100);
    const apis = world.requests.map(({ request }) => request.api);
    expect(apis.slice(0, 8)).toEqual([
      'Metadata',
      'FindCoordinator',
      'JoinGroup',
      'JoinGroup',
      'SyncGroup',
      'OffsetFetch',
      'ListOffsets',
      'Fetch',
    ]);
    const joins = requestsOf(world, 'JoinGroup').map(({ request }) => request.body.memberId);
    expect(joins).toEqual(['', 'c1-1']);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-25']);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'stable', memberId: 'c1-1', idle: 'no-data' });
  });

  it('keeps asking for its coordinator while no broker answers, and joins once one does', () => {
    const world = createWorld();
    world.down = true;
    const consumer = addConsumer(world, 'c1');
    runUntil(world, 5000);
    expect(describeConsumer(consumer).state).toBe('finding-coordinator');
    world.down = false;
    runUntil(world, 7000);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'stable', generation: 1 });
  });

  it('reads partitions assigned by hand without ever joining a group, and commits nothing without one', () => {
    const world = createWorld({ orders: 2 });
    const reads = { partitions: [{ topic: 'orders', partition: 1 }] };
    const consumer = addConsumer(world, 'plain', { group: null, reads });
    append(world, 'orders-0', 10);
    append(world, 'orders-1', 20);
    runUntil(world, 20_000);
    expect(delivered(world, 'plain', 'orders-1')).toEqual(['0-20']);
    expect(delivered(world, 'plain', 'orders-0')).toEqual([]);
    expect(new Set(world.requests.map(({ request }) => request.api))).toEqual(
      new Set(['Metadata', 'ListOffsets', 'Fetch']),
    );
    expect(describeConsumer(consumer).state).toBe('stable');
  });

  it('goes on at the commit in partitions assigned by hand if it has a group id', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 20);
    world.committed.set('orders-0', 15);
    addConsumer(world, 'plain', { reads: { partitions: [{ topic: 'orders', partition: 0 }] } });
    runUntil(world, 6000);
    expect(delivered(world, 'plain', 'orders-0')).toEqual(['15-20']);
    expect(world.committed.get('orders-0')).toBe(20);
    expect(requestsOf(world, 'JoinGroup')).toEqual([]);
  });

  it('is a new member after a restart', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1');
    runUntil(world, 100);
    act(world, (ctx) => endProcess(ctx, consumer, 'kill'));
    world.group.members.clear();
    act(world, (ctx) => {
      beginProcess(ctx, consumer, 'restart');
      startConsumer(ctx, consumer);
    });
    runUntil(world, 200);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'stable', memberId: 'c1-2' });
  });
});

describe('a consumer that closes', () => {
  it('commits what it has read, then leaves, then closes its fetch sessions, then its process ends', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1');
    append(world, 'orders-0', 30);
    runUntil(world, 1000);
    expect(world.committed.get('orders-0')).toBeUndefined();
    act(world, (ctx) => closeConsumer(ctx, consumer));
    runUntil(world, 1010);
    expect(world.committed.get('orders-0')).toBe(30);
    expect(world.requests.slice(-3).map(({ request }) => request.api)).toEqual([
      'OffsetCommit',
      'LeaveGroup',
      'Fetch',
    ]);
    expect(requestsOf(world, 'Fetch').at(-1)!.request.body).toMatchObject({ sessionEpoch: -1, topics: [] });
    // The fetch before it waits at the broker for fetch.max.wait.ms.
    expect(consumer.process).toBe('running');
    runUntil(world, 1600);
    expect(world.group.members.size).toBe(0);
    expect(consumer.process).toBe('stopped');
    expect(notesOf(world, 'partitions-revoked')).toMatchObject([
      { lost: false, partitions: [{ partition: 0 }] },
    ]);
  });

  it('finishes the records in hand first: the last commit says that they were read', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 30);
    const consumer = addConsumer(world, 'c1', { perRecordMs: 100 });
    runUntil(world, 1000);
    act(world, (ctx) => closeConsumer(ctx, consumer));
    expect(describeConsumer(consumer)).toMatchObject({ state: 'closing', processing: { records: 30 } });
    runUntil(world, 2900);
    expect(consumer.process).toBe('running');
    runUntil(world, 3600);
    expect(consumer.process).toBe('stopped');
    expect(world.committed.get('orders-0')).toBe(30);
  });

  it('does not leave its group if it is a static member (KIP-345)', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1', { configs: { 'group.instance.id': 'seat-1' } });
    runUntil(world, 1000);
    act(world, (ctx) => closeConsumer(ctx, consumer));
    runUntil(world, 1600);
    expect(consumer.process).toBe('stopped');
    expect(requestsOf(world, 'LeaveGroup')).toEqual([]);
    expect(world.group.members.size).toBe(1);
  });

  it('gives up waiting for a coordinator that is gone after 30 s', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 10);
    const consumer = addConsumer(world, 'c1');
    runUntil(world, 1000);
    world.down = true;
    act(world, (ctx) => closeConsumer(ctx, consumer));
    runUntil(world, 30_900);
    expect(consumer.process).toBe('running');
    runUntil(world, 31_100);
    expect(consumer.process).toBe('stopped');
  });
});
