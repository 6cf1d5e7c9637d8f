import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { describeConsumer } from './describe-consumer.ts';
import {
  addConsumer,
  append,
  createWorld,
  deleteBefore,
  delivered,
  notesOf,
  requestsOf,
  runUntil,
} from './testing/consumer-world.ts';

const with100Records = () => {
  const world = createWorld({ orders: 1 });
  append(world, 'orders-0', 100);
  return world;
};

describe('auto.offset.reset is asked only where there is no valid committed offset', () => {
  it('latest without a commit begins at the end, and the end is then committed', () => {
    const world = with100Records();
    addConsumer(world, 'c1', { configs: { 'auto.offset.reset': 'latest' } });
    runUntil(world, 6000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual([]);
    expect(world.committed.get('orders-0')).toBe(100);
    expect(notesOf(world, 'offset-reset')).toMatchObject([{ from: -1, to: 100, policy: 'latest' }]);
  });

  it('earliest with a commit at 100 reads nothing: the commit wins', () => {
    const world = with100Records();
    world.committed.set('orders-0', 100);
    addConsumer(world, 'c1', { configs: { 'auto.offset.reset': 'earliest' } });
    runUntil(world, 1000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual([]);
    expect(requestsOf(world, 'ListOffsets')).toEqual([]);
  });

  it('earliest without a commit reads all', () => {
    const world = with100Records();
    addConsumer(world, 'c1', { configs: { 'auto.offset.reset': 'earliest' } });
    runUntil(world, 1000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-100']);
  });

  it('none without a commit throws NoOffsetForPartitionException', () => {
    const world = with100Records();
    const consumer = addConsumer(world, 'c1', { configs: { 'auto.offset.reset': 'none' } });
    runUntil(world, 1000);
    expect(describeConsumer(consumer)).toMatchObject({
      state: 'failed',
      failure: 'NoOffsetForPartitionException',
    });
    expect(requestsOf(world, 'LeaveGroup')).toHaveLength(1);
  });
});

describe('a position that retention has overtaken: OFFSET_OUT_OF_RANGE', () => {
  it.each([
    ['earliest', ['60-100']],
    ['latest', []],
  ])('%s', (policy, reads) => {
    const world = with100Records();
    world.committed.set('orders-0', 10);
    deleteBefore(world, 'orders-0', 60);
    addConsumer(world, 'c1', { configs: { 'auto.offset.reset': policy } });
    runUntil(world, 1000);
    expect(delivered(world, 'c1', 'orders-0')).toEqual(reads);
    const to = policy === 'earliest' ? 60 : 100;
    expect(notesOf(world, 'offset-reset')).toMatchObject([{ from: 10, to, policy }]);
  });

  it('none throws OffsetOutOfRangeException', () => {
    const world = with100Records();
    world.committed.set('orders-0', 10);
    deleteBefore(world, 'orders-0', 60);
    const consumer = addConsumer(world, 'c1', { configs: { 'auto.offset.reset': 'none' } });
    runUntil(world, 1000);
    expect(describeConsumer(consumer).failure).toBe('OffsetOutOfRangeException');
  });
});

it('a leader that is not one any more is asked again, with fresh metadata', () => {
  const world = with100Records();
  world.errors.set('ListOffsets', Errors.NOT_LEADER_OR_FOLLOWER);
  addConsumer(world, 'c1');
  runUntil(world, 1000);
  const asked = requestsOf(world, 'ListOffsets').length;
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThan(12);
  expect(requestsOf(world, 'Metadata').length).toBeGreaterThan(2);
  world.errors.clear();
  runUntil(world, 1200);
  expect(delivered(world, 'c1', 'orders-0')).toEqual(['0-100']);
});
