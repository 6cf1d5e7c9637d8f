import { expect, it } from 'vitest';
import { RACK_AWARE_REPLICA_SELECTOR } from '../../protocol/config/broker-config.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  createWorld,
  decide,
  fence,
  fetch,
  fetched,
  produce,
  run,
  setRack,
  type World,
} from './testing/replica-world.ts';

/** Broker 1 leads; brokers 2 and 3 are in rack b, and all have three records. */
function worldWithRacks(selector: string | null = RACK_AWARE_REPLICA_SELECTOR): World {
  const world = createWorld({ configs: { 'replica.selector.class': selector } });
  for (const [brokerId, rack] of ['a', 'b', 'b'].entries()) setRack(world, brokerId + 1, rack);
  run(world, 50);
  produce(world, 1, sampleBatch({ atMs: [0, 0, 0] }));
  run(world, 1000);
  return world;
}

function preferred(world: World, rackId: string, broker = 1): number {
  fetch(world, broker, 0, { rackId });
  run(world, 5);
  const { preferredReadReplica, records } = fetched(world);
  // Who is sent elsewhere gets no records here.
  expect(records.length === 0).toBe(preferredReadReplica >= 0);
  return preferredReadReplica;
}

it('sends a consumer to a replica of its rack, and answers at once', () => {
  expect(preferred(worldWithRacks(), 'b')).toBe(3);
});

it('keeps it in the rack of the leader, in a rack without replicas, and without a rack', () => {
  const world = worldWithRacks();
  for (const rack of ['a', 'z', '']) expect(preferred(world, rack)).toBe(-1);
});

it('sends nobody anywhere without replica.selector.class', () => {
  expect(preferred(worldWithRacks(null), 'b')).toBe(-1);
});

it('passes over replicas that are fenced or not in sync, and those that have not got so far', () => {
  const world = worldWithRacks();
  fence(world, 3);
  expect(preferred(world, 'b')).toBe(2);
  decide(world, 0, { isr: [1, 3] });
  expect(preferred(world, 'b')).toBe(-1);
});

it('a follower serves who comes, and sends nobody on', () => {
  expect(preferred(worldWithRacks(), 'b', 2)).toBe(-1);
});
