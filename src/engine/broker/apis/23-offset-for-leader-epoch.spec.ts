import { expect, it } from 'vitest';
import { Errors } from '../../../protocol/errors.ts';
import { sampleBatch } from '../../log/sample-batch.ts';
import { answer, ask, createWorld, elect, produce, run, TOPIC } from '../../replica/testing/replica-world.ts';

it('tells where an epoch ended, and what epoch that was', () => {
  const world = createWorld();
  const epochEnd = (broker: number, leaderEpoch: number, currentLeaderEpoch = -1) => {
    const topics = [{ topic: TOPIC, partitions: [{ partition: 0, currentLeaderEpoch, leaderEpoch }] }];
    ask(world, broker, 'OffsetForLeaderEpoch', { replicaId: -1, topics });
    run(world, 5);
    const {
      errorCode,
      leaderEpoch: epoch,
      endOffset,
    } = answer(world, 'OffsetForLeaderEpoch').topics[0]!.partitions[0]!;
    return errorCode === Errors.NONE ? [epoch, endOffset] : errorCode;
  };
  run(world, 50);
  produce(world, 1, sampleBatch({ atMs: [0, 0, 0] }));
  run(world, 50);
  elect(world, 2, [1, 2, 3]);
  elect(world, 2, [1, 2, 3]);
  produce(world, 2, sampleBatch({ atMs: [0, 0] }));
  run(world, 50);
  expect(epochEnd(2, 0)).toEqual([0, 3]);
  expect(epochEnd(2, 1)).toEqual([0, 3]);
  expect(epochEnd(2, 2)).toEqual([2, 5]);
  expect(epochEnd(2, 3)).toEqual([-1, -1]);
  expect(epochEnd(2, 0, 1)).toBe(Errors.FENCED_LEADER_EPOCH);
  expect(epochEnd(2, 0, 3)).toBe(Errors.UNKNOWN_LEADER_EPOCH);
  expect(epochEnd(1, 0)).toBe(Errors.NOT_LEADER_OR_FOLLOWER);
});
