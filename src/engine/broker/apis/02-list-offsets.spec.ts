import { describe, expect, it } from 'vitest';
import { Errors } from '../../../protocol/errors.ts';
import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  MAX_TIMESTAMP,
} from '../../../protocol/messages/02-list-offsets.ts';
import { START_MS, sampleBatch } from '../../log/sample-batch.ts';
import {
  answer,
  ask,
  createWorld,
  elect,
  killBroker,
  produce,
  run,
  TOPIC,
  type World,
} from '../../replica/testing/replica-world.ts';

function listed(
  world: World,
  brokerId: number,
  timestamp: number,
  more: { replicaId?: number; name?: string } = {},
) {
  const partitions = [{ partitionIndex: 0, currentLeaderEpoch: -1, timestamp }];
  ask(world, brokerId, 'ListOffsets', {
    replicaId: more.replicaId ?? -1,
    isolationLevel: 0,
    topics: [{ name: more.name ?? TOPIC, partitions }],
  });
  run(world, 5);
  return answer(world, 'ListOffsets').topics[0]!.partitions[0]!;
}

/** Three records are committed, at 0, 10 and 20 ms, and three more, at 30 to 50 ms, are not. */
function worldWithUncommitted(): World {
  const world = createWorld();
  run(world, 100);
  produce(world, 1, sampleBatch({ atMs: [0, 10, 20] }));
  run(world, 1000);
  killBroker(world, world.brokers[2]!);
  produce(world, 1, sampleBatch({ atMs: [30, 40, 50] }), { acks: 1 });
  run(world, 50);
  return world;
}

describe('offsets of a leader', () => {
  const world = worldWithUncommitted();

  it('latest: the high watermark for consumers, the log end for followers', () => {
    expect(listed(world, 1, LATEST_TIMESTAMP)).toMatchObject({
      errorCode: 0,
      offset: 3,
      timestamp: -1,
      leaderEpoch: 0,
    });
    expect(listed(world, 1, LATEST_TIMESTAMP, { replicaId: 2 })).toMatchObject({ offset: 6 });
  });

  it('earliest: the log start', () => {
    expect(listed(world, 1, EARLIEST_TIMESTAMP)).toMatchObject({ errorCode: 0, offset: 0 });
  });

  it('a time: the first record from then on that a consumer may read, -1 if there is none', () => {
    expect(listed(world, 1, START_MS + 5)).toMatchObject({ offset: 1, timestamp: START_MS + 10 });
    expect(listed(world, 1, START_MS + 35)).toMatchObject({
      errorCode: Errors.NONE,
      offset: -1,
      timestamp: -1,
    });
    expect(listed(world, 1, MAX_TIMESTAMP)).toMatchObject({ offset: -1 });
  });

  it('other brokers name no offset', () => {
    expect(listed(world, 2, LATEST_TIMESTAMP)).toMatchObject({
      errorCode: Errors.NOT_LEADER_OR_FOLLOWER,
      offset: -1,
    });
    expect(listed(world, 1, LATEST_TIMESTAMP, { name: 'nothing' }).errorCode).toBe(
      Errors.UNKNOWN_TOPIC_OR_PARTITION,
    );
  });
});

it('OFFSET_NOT_AVAILABLE while a new leader does not know how much of what it has is committed (KIP-207)', () => {
  const world = createWorld();
  run(world, 100);
  produce(world, 1, sampleBatch({ atMs: [0, 10, 20] }));
  run(world, 20);
  for (const broker of [0, 2]) killBroker(world, world.brokers[broker]!);
  elect(world, 2, [2, 3]);
  expect(listed(world, 2, LATEST_TIMESTAMP).errorCode).toBe(Errors.OFFSET_NOT_AVAILABLE);
  expect(listed(world, 2, START_MS + 5).errorCode).toBe(Errors.OFFSET_NOT_AVAILABLE);
  expect(listed(world, 2, EARLIEST_TIMESTAMP).errorCode).toBe(Errors.NONE);
});
