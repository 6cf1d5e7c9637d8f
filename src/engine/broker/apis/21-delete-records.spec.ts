import { expect, it } from 'vitest';
import { Errors } from '../../../protocol/errors.ts';
import { sampleBatch } from '../../log/sample-batch.ts';
import {
  answer,
  ask,
  createWorld,
  elect,
  fence,
  killBroker,
  logAt,
  produce,
  run,
  TOPIC,
  type World,
} from '../../replica/testing/replica-world.ts';

/** Three records on all three brokers, committed, and their followers idle. */
function worldWithRecords(): World {
  const world = createWorld();
  run(world, 50);
  produce(world, 1, sampleBatch({ atMs: [0, 0, 0] }));
  run(world, 1000);
  world.answers.length = 0;
  return world;
}

function deleteRecords(world: World, offset: number, { broker = 1, timeoutMs = 30_000 } = {}): void {
  const topics = [{ name: TOPIC, partitions: [{ partitionIndex: 0, offset }] }];
  ask(world, broker, 'DeleteRecords', { topics, timeoutMs });
}

function result(world: World) {
  return answer(world, 'DeleteRecords').topics[0]!.partitions[0]!;
}

it('is answered once the followers, too, begin where they were told to', () => {
  const world = worldWithRecords();
  deleteRecords(world, 2);
  run(world, 5);
  expect(logAt(world, 1).logStartOffset).toBe(2);
  expect(world.answers).toEqual([]);
  // They hear of it when their fetch has waited for replica.fetch.wait.max.ms.
  run(world, 600);
  expect(result(world)).toEqual({ partitionIndex: 0, lowWatermark: 2, errorCode: Errors.NONE });
  expect([2, 3].map((broker) => logAt(world, broker).logStartOffset)).toEqual([2, 2]);
});

it('does not wait for a follower that is fenced', () => {
  const world = worldWithRecords();
  killBroker(world, world.brokers[2]!);
  fence(world, 3);
  deleteRecords(world, -1);
  run(world, 600);
  expect(result(world)).toMatchObject({ lowWatermark: 3, errorCode: Errors.NONE });
});

it('tells after its timeout how far the low watermark was, though the leader has deleted', () => {
  const world = worldWithRecords();
  killBroker(world, world.brokers[2]!);
  deleteRecords(world, 3, { timeoutMs: 1000 });
  run(world, 990);
  expect(world.answers).toEqual([]);
  run(world, 20);
  expect(result(world)).toEqual({ partitionIndex: 0, lowWatermark: 0, errorCode: Errors.REQUEST_TIMED_OUT });
  expect(logAt(world, 1).logStartOffset).toBe(3);
});

it('a leader that steps down meanwhile says so', () => {
  const world = worldWithRecords();
  deleteRecords(world, 1);
  run(world, 5);
  elect(world, 2, [1, 2, 3]);
  run(world, 5);
  expect(result(world)).toMatchObject({ lowWatermark: -1, errorCode: Errors.NOT_LEADER_OR_FOLLOWER });
});

it.each([
  ['beyond the high watermark', 4],
  ['below zero', -2],
])('OFFSET_OUT_OF_RANGE %s', (_, offset) => {
  const world = worldWithRecords();
  deleteRecords(world, offset);
  run(world, 5);
  expect(result(world)).toMatchObject({ lowWatermark: -1, errorCode: Errors.OFFSET_OUT_OF_RANGE });
  expect(logAt(world, 1).logStartOffset).toBe(0);
});

it('POLICY_VIOLATION where the topic is only compacted, NOT_LEADER_OR_FOLLOWER at a follower', () => {
  const world = createWorld({ topicConfigs: { 'cleanup.policy': 'compact' } });
  run(world, 50);
  deleteRecords(world, -1);
  run(world, 5);
  expect(result(world).errorCode).toBe(Errors.POLICY_VIOLATION);
  deleteRecords(world, -1, { broker: 2 });
  run(world, 5);
  expect(result(world).errorCode).toBe(Errors.NOT_LEADER_OR_FOLLOWER);
});
