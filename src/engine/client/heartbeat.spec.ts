import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { setProcessing } from './consumer.ts';
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

describe('session.timeout.ms and heartbeat.interval.ms', () => {
  it('heartbeats go on while records are processed, far beyond the session timeout', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 100);
    const consumer = addConsumer(world, 'c1', { perRecordMs: 1000 });
    runUntil(world, 90_000);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'stable', processing: { records: 100 } });
    const beats = requestsOf(world, 'Heartbeat').map(({ atMs }) => atMs);
    expect(beats.length).toBe(29);
    for (const [i, at] of beats.slice(1).entries()) expect(at - beats[i]!).toBe(3000);
  });

  it('a coordinator that is silent for the session timeout is given up and looked for again', () => {
    const world = createWorld({ orders: 1 });
    addConsumer(world, 'c1', { configs: { 'request.timeout.ms': 100_000 } });
    runUntil(world, 1000);
    world.silent.add('Heartbeat');
    runUntil(world, 44_900);
    expect(requestsOf(world, 'FindCoordinator')).toHaveLength(1);
    runUntil(world, 46_500);
    expect(requestsOf(world, 'FindCoordinator').length).toBeGreaterThan(1);
  });

  it.each([
    ['UNKNOWN_MEMBER_ID', '', true],
    ['ILLEGAL_GENERATION', 'c1-1', true],
  ] as const)('%s: the member is out, its partitions are lost, and it rejoins', (error, memberId, lost) => {
    const world = createWorld({ orders: 1 });
    addConsumer(world, 'c1');
    runUntil(world, 1000);
    world.errors.set('Heartbeat', Errors[error]);
    runUntil(world, 3100);
    world.errors.clear();
    expect(notesOf(world, 'partitions-revoked')).toMatchObject([{ lost }]);
    const joins = requestsOf(world, 'JoinGroup').map(({ request }) => request.body.memberId);
    expect(joins[2]).toBe(memberId);
  });

  it('FENCED_INSTANCE_ID ends the application: another process has its seat', () => {
    const world = createWorld({ orders: 1 });
    const consumer = addConsumer(world, 'c1', { configs: { 'group.instance.id': 'seat-1' } });
    runUntil(world, 1000);
    world.errors.set('Heartbeat', Errors.FENCED_INSTANCE_ID);
    runUntil(world, 4000);
    expect(describeConsumer(consumer)).toMatchObject({
      state: 'failed',
      failure: 'FencedInstanceIdException',
    });
  });
});

describe('max.poll.interval.ms', () => {
  it('500 records of 0.7 s each: the client leaves after 300 s, at its 429th record, though its heart beats', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 500);
    const consumer = addConsumer(world, 'c1', { perRecordMs: 700, commit: 'after-processing' });
    runUntil(world, 300_000);
    expect(requestsOf(world, 'LeaveGroup')).toEqual([]);
    runUntil(world, 300_100);
    expect(requestsOf(world, 'LeaveGroup')).toHaveLength(1);
    const [handedOver] = notesOf(world, 'records-delivered');
    const [exceeded] = notesOf(world, 'poll-interval-exceeded');
    const workedMs = (exceeded!.atUs - handedOver!.atUs) / 1000;
    expect(workedMs).toBe(300_000);
    expect(Math.ceil(workedMs / 700)).toBe(429);
    expect(describeConsumer(consumer)).toMatchObject({ state: 'unjoined', processing: { records: 500 } });

    // It works on, unknowing. Its commit is refused by the client itself, which then rejoins and gets it all again.
    runUntil(world, 351_000);
    expect(requestsOf(world, 'OffsetCommit')).toEqual([]);
    expect(notesOf(world, 'consumer-error')).toMatchObject([{ error: 'CommitFailedException' }]);
    expect(notesOf(world, 'partitions-revoked')).toMatchObject([{ lost: true }]);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-500', '0-500']);
  });

  it('400 records of 0.7 s each fit into it', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 800);
    addConsumer(world, 'c1', { perRecordMs: 700, configs: { 'max.poll.records': 400 } });
    runUntil(world, 700_000);
    expect(requestsOf(world, 'LeaveGroup')).toEqual([]);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-400', '400-800']);
  });

  it('does not run out inside poll(), however long nothing comes', () => {
    const world = createWorld({ orders: 1 });
    addConsumer(world, 'c1', { configs: { 'max.poll.interval.ms': 5000 } });
    runUntil(world, 60_000);
    expect(requestsOf(world, 'LeaveGroup')).toEqual([]);
  });

  it('a static member says nothing and stops its heartbeats', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 10);
    const configs = { 'group.instance.id': 'seat-1', 'max.poll.interval.ms': 6000 };
    addConsumer(world, 'c1', { perRecordMs: 5000, configs });
    runUntil(world, 20_000);
    expect(requestsOf(world, 'LeaveGroup')).toEqual([]);
    expect(requestsOf(world, 'Heartbeat').map(({ atMs }) => Math.floor(atMs / 1000))).toEqual([3, 6]);
  });

  it('a slower application is slower for the records in hand too', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 10);
    const consumer = addConsumer(world, 'c1', { perRecordMs: 100 });
    runUntil(world, 500);
    const { busyUntilUs } = describeConsumer(consumer).processing;
    act(world, (ctx) => setProcessing(ctx, consumer, 200_000));
    expect(describeConsumer(consumer).processing.busyUntilUs - 500_000).toBe(2 * (busyUntilUs - 500_000));
  });
});
