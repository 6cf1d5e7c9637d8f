import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { describeConsumer } from './describe-consumer.ts';
import {
  addConsumer,
  append,
  createWorld,
  delivered,
  notesOf,
  requestsOf,
  runUntil,
} from './testing/consumer-world.ts';

describe('poll() hands over', () => {
  it('up to max.poll.records, also from the middle of a batch, and nothing twice', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 25);
    addConsumer(world, 'c1', { configs: { 'max.poll.records': 7 } });
    runUntil(world, 1000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-7', '7-14', '14-21', '21-25']);
    const batches = notesOf(world, 'records-delivered').map((note) =>
      note.batches.map(({ baseOffset }) => baseOffset),
    );
    expect(batches).toEqual([[0], [0, 10], [10, 20], [20]]);
  });

  it('records of several partitions at once, each as far as its data goes', () => {
    const world = createWorld({ orders: 3 });
    for (const partition of [0, 1, 2]) append(world, `orders-${partition}`, 30);
    addConsumer(world, 'c1', { perRecordMs: 10, configs: { 'max.poll.records': 40 } });
    runUntil(world, 100);
    const first = notesOf(world, 'records-delivered').map(
      ({ partition, fromOffset, toOffset }) => `${partition}: ${fromOffset}-${toOffset}`,
    );
    expect(first).toEqual(['0: 0-30', '1: 0-10']);
  });

  it('from a committed offset inside a batch, although the broker answers with the whole batch', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 20);
    world.committed.set('orders-0', 13);
    addConsumer(world, 'c1');
    runUntil(world, 1000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['13-20']);
  });
});

it('records of aborted transactions are passed over, and do not count for max.poll.records', () => {
  const world = createWorld({ orders: 1 });
  append(world, 'orders-0', 30);
  world.logs.get('orders-0')!.aborted = [10];
  const configs = { 'isolation.level': 'read_committed', 'max.poll.records': 15 };
  const consumer = addConsumer(world, 'c1', { configs });
  runUntil(world, 1000);
  expect(requestsOf(world, 'Fetch')[0]!.request.body.isolationLevel).toBe(1);
  expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-25', '25-30']);
  const batches = notesOf(world, 'records-delivered').map((note) =>
    note.batches.map(({ baseOffset }) => baseOffset),
  );
  expect(batches).toEqual([[0, 20], [20]]);
  expect(describeConsumer(consumer)).toMatchObject({ leftOut: 10, partitions: [{ position: 30 }] });
});

describe('fetches go ahead of the application', () => {
  it('the next one is sent as poll() returns, and answered while the records are processed', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 1500);
    const consumer = addConsumer(world, 'c1', { perRecordMs: 1, configs: { 'max.poll.records': 1000 } });
    runUntil(world, 100);
    expect(
      requestsOf(world, 'Fetch').map(({ request }) => request.body.topics[0]!.partitions[0]!.fetchOffset),
    )
      // One answer holds a thousand records here.
      .toEqual([0, 1000]);
    expect(describeConsumer(consumer)).toMatchObject({ buffered: 500, processing: { records: 1000 } });
  });

  it('a partition with records waiting is not fetched', () => {
    const world = createWorld({ orders: 1 });
    append(world, 'orders-0', 1000);
    addConsumer(world, 'c1', { perRecordMs: 10 });
    runUntil(world, 4000);
    expect(requestsOf(world, 'Fetch')).toHaveLength(1);
  });

  it('there is one request at a time to a broker, and it waits for data there', () => {
    const world = createWorld({ orders: 2 });
    addConsumer(world, 'c1');
    runUntil(world, 100);
    runUntil(world, 5100);
    const times = requestsOf(world, 'Fetch').map(({ atMs }) => atMs);
    for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBe(502);
  });
});

it('data of a partition given up meanwhile is thrown away', () => {
  const world = createWorld({ orders: 2 });
  for (const partition of [0, 1]) append(world, `orders-${partition}`, 500);
  const first = addConsumer(world, 'c1', { perRecordMs: 10 });
  runUntil(world, 1000);
  expect(describeConsumer(first).buffered).toBe(500);
  const second = addConsumer(world, 'c2', { perRecordMs: 10 });
  runUntil(world, 15_000);
  const partitionOfSecond = describeConsumer(second).partitions[0]!.partition;
  const name = `orders-${partitionOfSecond}`;
  const twice = [...delivered(world, 'c1', name), ...delivered(world, 'c2', name)];
  expect(new Set(twice).size).toBe(twice.length);
  expect(delivered(world, 'c2', name)).toEqual(['0-500']);
});

it('an error that is not the end of it leaves the position where it is', () => {
  const world = createWorld({ orders: 1 });
  append(world, 'orders-0', 10);
  world.errors.set('Fetch', Errors.NOT_LEADER_OR_FOLLOWER);
  const consumer = addConsumer(world, 'c1');
  runUntil(world, 300);
  expect(describeConsumer(consumer).partitions).toMatchObject([{ position: 0 }]);
  expect(requestsOf(world, 'Metadata').length).toBeGreaterThan(1);
  world.errors.clear();
  runUntil(world, 600);
  expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-10']);
});
