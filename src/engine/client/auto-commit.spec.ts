import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { endProcess } from '../process.ts';
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

const commits = (world: ReturnType<typeof createWorld>) =>
  requestsOf(world, 'OffsetCommit').map(({ atMs, request }) => ({
    atMs: Math.floor(atMs),
    offset: request.body.topics[0]!.partitions[0]!.committedOffset,
  }));

describe('enable.auto.commit', () => {
  it('commits every auto.commit.interval.ms, also a position at which nothing was read', () => {
    const world = createWorld({ orders: 1 });
    addConsumer(world, 'c1', { configs: { 'auto.offset.reset': 'latest' } });
    runUntil(world, 16_000);
    expect(commits(world).map(({ offset }) => offset)).toEqual([0, 0, 0]);
    expect(commits(world).map(({ atMs }) => Math.round(atMs / 1000))).toEqual([5, 10, 15]);
  });

  it('never commits while records are processed: the next poll() does, and they are done by then', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 40);
    addConsumer(world, 'c1', { perRecordMs: 1000, configs: { 'max.poll.records': 20 } });
    runUntil(world, 19_900);
    expect(commits(world)).toEqual([]);
    runUntil(world, 21_000);
    expect(commits(world).map(({ offset }) => offset)).toEqual([20]);
    runUntil(world, 41_000);
    expect(commits(world).map(({ offset }) => offset)).toEqual([20, 40]);
  });

  it('a crash before the next commit: all since the last one comes again, to whoever reads on', () => {
    const world = createWorld({ orders: 1 });
    const crashing = addConsumer(world, 'c1');
    for (let second = 0; second < 14; second++) {
      append(world, 'orders-0', 100);
      runUntil(world, (second + 1) * 1000);
    }
    act(world, (ctx) => endProcess(ctx, crashing, 'kill'));
    const committed = world.committed.get('orders-0')!;
    world.group.members.clear();
    world.group.state = 'Empty';
    addConsumer(world, 'c2');
    runUntil(world, 15_000);
    expect(committed).toBeLessThan(1400);
    expect(delivered(world, 'c2', 'orders-0')[0]).toBe(`${committed}-${Math.min(committed + 500, 1400)}`);
  });

  it('a commit that fails for now is tried again after retry.backoff.ms, not an interval later', () => {
    const world = createWorld({ orders: 1 });
    addConsumer(world, 'c1');
    runUntil(world, 4900);
    world.errors.set('OffsetCommit', Errors.COORDINATOR_LOAD_IN_PROGRESS);
    runUntil(world, 5500);
    world.errors.clear();
    runUntil(world, 9000);
    expect(commits(world).length).toBeGreaterThan(3);
    expect(commits(world).at(-1)!.atMs).toBeLessThan(5700);
  });

  it('off: nothing is committed', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 40);
    addConsumer(world, 'c1', { configs: { 'enable.auto.commit': false } });
    runUntil(world, 20_000);
    expect(commits(world)).toEqual([]);
  });
});

describe('commit after processing', () => {
  it('commits once the records of a poll are done, before the next poll', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 40);
    const settings = { perRecordMs: 100, configs: { 'max.poll.records': 20 } };
    const consumer = addConsumer(world, 'c1', { ...settings, commit: 'after-processing' });
    runUntil(world, 1000);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 20, committed: -1 }]);
    runUntil(world, 4100);
    expect(commits(world).map(({ offset }) => offset)).toEqual([20, 40]);
    expect(commits(world)[1]!.atMs - commits(world)[0]!.atMs).toBeGreaterThanOrEqual(2000);
    expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 40, committed: 40 }]);
  });

  it('tries again while the coordinator is not there, and nothing is handed over meanwhile', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 40);
    const configs = { 'max.poll.records': 20 };
    addConsumer(world, 'c1', { perRecordMs: 100, configs, commit: 'after-processing' });
    runUntil(world, 1000);
    world.errors.set('OffsetCommit', Errors.NOT_COORDINATOR);
    runUntil(world, 5000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-20']);
    world.errors.clear();
    runUntil(world, 9000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-20', '20-40']);
    expect(notesOf(world, 'consumer-error')).toEqual([]);
  });
});
