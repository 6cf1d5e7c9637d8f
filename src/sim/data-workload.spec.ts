import { expect, it } from 'vitest';
import { readScenario } from '../scenario/validate.ts';
import { loadDataSets } from './cli-data-sets.ts';
import { contentOf } from './content-of.ts';
import { advanceTo, createSimulation } from './simulation.ts';

it('two producers replay one data set by different columns, each by its own', () => {
  const replay = (name: string, keyColumn: string | null) => ({
    name,
    topic: 'strikes',
    workload: { type: 'data', source: { dataset: 'birdstrikes' }, keyColumn, timeColumn: null, perSecond: 5 },
  });
  const read = readScenario({
    version: 1,
    topics: [{ name: 'strikes', partitions: 1 }],
    producers: [replay('by airline', 'airline'), replay('by species', 'species'), replay('no key', null)],
    consumers: [],
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  const data = loadDataSets(read.scenario);
  const simulation = createSimulation({ scenario: read.scenario, seed: 1, actions: [] }, data);
  advanceTo(simulation, 3_000_000);

  const [byAirline, bySpecies, noKey] = [0, 1, 2].map(
    (stream) => contentOf(simulation.applications, data, stream, 0)!,
  );
  const row = JSON.parse(byAirline!.value!);
  expect(byAirline!.key).toBe(row.airline);
  expect(bySpecies!.key).toBe(row.species);
  expect(bySpecies!.value).toBe(byAirline!.value);
  expect(noKey!.key).toBeNull();
});
