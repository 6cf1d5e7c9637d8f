import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCluster } from '../cluster.ts';
import type { Ctx } from '../ctx.ts';
import { placeReplicas, type UsableBroker } from './striped-replica-placer.ts';

function place(brokers: readonly UsableBroker[], numPartitions: number, replicationFactor: number, seed = 1) {
  const ctx: Ctx = { cluster: createCluster(seed, 0), nowUs: 0, event: 1, notes: [], sends: [] };
  const node = { id: 'controller-101', draws: 0 };
  const placed = placeReplicas(ctx, node, brokers, numPartitions, replicationFactor);
  if ('refused' in placed) throw new Error(placed.refused);
  return placed.assignments;
}

const inRack = (rack: string | null, ...brokerIds: number[]) =>
  brokerIds.map((brokerId) => ({ brokerId, rack, fenced: false }));

const clusters = fc.record({
  brokers: fc.integer({ min: 1, max: 9 }),
  racks: fc.integer({ min: 1, max: 3 }),
  partitions: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(),
});

describe('replica placement', () => {
  it('never puts two replicas of a partition on one broker', () => {
    fc.assert(
      fc.property(
        clusters,
        fc.integer({ min: 1, max: 9 }),
        ({ brokers, racks, partitions, seed }, factor) => {
          const usable = Array.from({ length: brokers }, (_, index) => ({
            brokerId: index + 1,
            rack: `rack-${index % racks}`,
            fenced: false,
          }));
          const replicationFactor = Math.min(factor, brokers);
          for (const replicas of place(usable, partitions, replicationFactor, seed)) {
            expect(replicas).toHaveLength(replicationFactor);
            expect(new Set(replicas).size).toBe(replicationFactor);
          }
        },
      ),
    );
  });

  it('each broker leads as many of a multiple of the brokers as any other', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const leaders = place(inRack(null, 1, 2, 3), 3, 2, seed).map(([leader]) => leader);
        expect(leaders.sort()).toEqual([1, 2, 3]);
      }),
    );
  });

  it('the next partition begins one broker further', () => {
    const [first, second] = place(inRack(null, 1, 2, 3, 4), 2, 3);
    expect(second!.slice(0, 2)).toEqual(first!.slice(1));
  });

  it('spreads the replicas of a partition over the racks', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const brokers = [...inRack('a', 1, 2), ...inRack('b', 3, 4), ...inRack('c', 5, 6)];
        for (const replicas of place(brokers, 12, 3, seed)) {
          const racks = new Set(replicas.map((brokerId) => Math.ceil(brokerId / 2)));
          expect(racks.size).toBe(3);
        }
      }),
    );
  });

  it('chance decides where it begins, the seed decides chance', () => {
    const firsts = (seed: number) => JSON.stringify(place(inRack(null, 1, 2, 3), 6, 3, seed));
    expect(firsts(5)).toBe(firsts(5));
    expect(new Set(Array.from({ length: 20 }, (_, seed) => firsts(seed))).size).toBeGreaterThan(1);
  });
});
