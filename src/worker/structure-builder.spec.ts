import { expect, it } from 'vitest';
import { libraryDocument } from '../scenario/library/index.ts';
import { normalise } from '../scenario/normalise.ts';
import { committedOf, groupsOf } from '../sim/groups.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from '../sim/simulation.ts';
import type { Structure } from '../view/structure.ts';
import { createRates } from './rates.ts';
import { buildStructure } from './structure-builder.ts';

function played(id: string, second: number): Simulation {
  const scenario = normalise(libraryDocument(id)!);
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  advanceTo(simulation, toMicros(second * 1000));
  return simulation;
}

const structureOf = (simulation: Simulation): Structure => buildStructure(simulation, createRates(), null);

it('a group whose coordinator is gone is told as it last was, and that nobody coordinates it', () => {
  const simulation = played('the-buffer-is-full', 15);
  const committed = () => groupsOf(simulation.cluster).map((at) => committedOf(simulation.cluster, at));
  const before = committed();
  advanceTo(simulation, toMicros(27_000));
  const { brokers, groups } = structureOf(simulation);
  expect(groups).toMatchObject([
    { id: 'billing', phase: 'coordinator-away', coordinator: -1, state: 'Stable' },
  ]);
  expect(brokers.map(({ coordinates }) => coordinates)).toEqual([[]]);
  expect(committed()).toEqual(before);
});

it('a group has the members that its coordinator counts, whoever stands in it', () => {
  const [group] = structureOf(played('the-idle-consumer', 20)).groups;
  expect(group).toMatchObject({ memberCount: 3 });
  expect(group?.members).toHaveLength(4);
});

it('a member of a consumer group that waits for partitions of others is not idle for want of them', () => {
  const { consumers, groups } = structureOf(played('classic-beside-kip-848', 16));
  expect(groups.find(({ id }) => id === 'consumer')).toMatchObject({ phase: 'reconciling' });
  expect(consumers.find(({ name }) => name === 'New 3')).toMatchObject({ owned: [], idle: 'on-the-way' });
});
