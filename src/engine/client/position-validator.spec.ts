import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import type { ConsumerNode } from './consumer.ts';
import { describeConsumer } from './describe-consumer.ts';
import {
  addConsumer,
  append,
  createWorld,
  delivered,
  notesOf,
  requestsOf,
  runUntil,
  type World,
} from './testing/consumer-world.ts';

/** A consumer that has read thirty records under leader epoch 0, and soon hears of epoch 1. */
function afterLeaderChange(reset: string, epochEnd: World['epochEnd']): [World, ConsumerNode] {
  const world = createWorld({ orders: 1 });
  append(world, 'orders-0', 30);
  const consumer = addConsumer(world, 'c1', {
    configs: { 'auto.offset.reset': 'earliest', 'metadata.max.age.ms': 1000 },
  });
  runUntil(world, 500);
  consumer.configs = { ...consumer.configs, 'auto.offset.reset': reset };
  world.leaderEpoch = 1;
  world.epochEnd = epochEnd;
  return [world, consumer];
}

const positionOf = (consumer: ConsumerNode) => describeConsumer(consumer).partitions[0]!.position;

describe('after a leader change a consumer asks where the epoch of its last record ended', () => {
  it('and goes on if that is not before its position', () => {
    const [world, consumer] = afterLeaderChange('latest', { leaderEpoch: 0, endOffset: 30 });
    runUntil(world, 2000);
    expect(requestsOf(world, 'OffsetForLeaderEpoch').map(({ request }) => request.body.topics)).toEqual([
      [{ topic: 'orders', partitions: [{ partition: 0, currentLeaderEpoch: 1, leaderEpoch: 0 }] }],
    ]);
    expect(positionOf(consumer)).toBe(30);
    expect(notesOf(world, 'position-truncated')).toEqual([]);
    expect(requestsOf(world, 'Fetch').at(-1)!.request.body.sessionEpoch).toBe(0);
  });

  it('and goes back to where the histories part', () => {
    const [world] = afterLeaderChange('latest', { leaderEpoch: 0, endOffset: 20 });
    runUntil(world, 2000);
    expect(notesOf(world, 'position-truncated')).toMatchObject([{ partition: 0, from: 30, to: 20 }]);
    expect(delivered(world, 'c1', 'orders-0').at(-1)).toBe('20-30');
  });

  it('and resets its position if the leader does not know the epoch', () => {
    const [world, consumer] = afterLeaderChange('earliest', { leaderEpoch: -1, endOffset: -1 });
    runUntil(world, 2000);
    expect(notesOf(world, 'offset-reset').at(-1)).toMatchObject({ from: 30, to: 0 });
    expect(positionOf(consumer)).toBe(30);
  });

  it('and leaves it to the application with auto.offset.reset=none', () => {
    const [world, consumer] = afterLeaderChange('none', { leaderEpoch: 0, endOffset: 20 });
    runUntil(world, 2000);
    expect(notesOf(world, 'consumer-error')).toMatchObject([{ error: 'LogTruncationException' }]);
    expect(describeConsumer(consumer).failure).toBe('LogTruncationException');
  });

  it('again after retry.backoff.ms if the leader is not ready', () => {
    const [world] = afterLeaderChange('latest', { leaderEpoch: 0, endOffset: 30 });
    world.errors.set('OffsetForLeaderEpoch', Errors.NOT_LEADER_OR_FOLLOWER);
    runUntil(world, 1500);
    world.errors.clear();
    runUntil(world, 3000);
    const times = requestsOf(world, 'OffsetForLeaderEpoch').map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThan(1);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(100);
    expect(notesOf(world, 'position-truncated')).toEqual([]);
  });
});
