/** What must hold in every run, whatever is done to the cluster. `npm run fuzz` runs more seeds than a test can. */
import { describe, expect, it } from 'vitest';
import { OFFSETS_TOPIC } from '../engine/coordinator/group/offsets-topic.ts';
import { checkWhole } from './checkers/checkers.ts';
import { committedOf, groupsOf } from './groups.ts';
import { randomRun } from './random-run.ts';
import { act, advanceTo, createSimulation, nextUs, type StepResult, stepOnce } from './simulation.ts';
import { stateDocument } from './state-document.ts';
import { traceEvent } from './trace.ts';

const LENGTH_US = 90_000_000;
const seeds = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

function traceHash() {
  let hash = 0;
  let events = 0;
  return {
    watch(result: StepResult): void {
      const text = JSON.stringify(traceEvent(result));
      for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
      events++;
    },
    value: () => `${events} events, ${hash}`,
  };
}

describe('random clusters with faults', () => {
  it.each(seeds(1000, 16))('seed %i breaks no invariant', (seed) => {
    const simulation = createSimulation(randomRun(seed));
    advanceTo(simulation, LENGTH_US);
    expect([...simulation.violations, ...checkWhole(simulation.cluster)]).toEqual([]);
  });

  it.each(seeds(2000, 4))(
    'seed %i: every record that was produced is acknowledged, failed or still on its way',
    (seed) => {
      const simulation = createSimulation(randomRun(seed));
      let failed = 0;
      advanceTo(simulation, LENGTH_US, ({ effects }) => {
        for (const note of effects.notes)
          if (note.code === 'batch-failed') failed += note.batch.lastOffset - note.batch.baseOffset + 1;
      });
      const { produced, acknowledged, lost } = simulation.ledger.counts;
      expect(acknowledged + failed).toBeLessThanOrEqual(produced);
      expect(lost).toBeLessThanOrEqual(acknowledged);
    },
  );
});

describe('the same scenario and seed give the same trace to the byte', () => {
  it.each(seeds(3000, 3))(
    'seed %i, at full speed, in frames of uneven length and by single steps',
    (seed) => {
      const whole = traceHash();
      const first = createSimulation(randomRun(seed));
      advanceTo(first, LENGTH_US, whole.watch);

      const framed = traceHash();
      const second = createSimulation(randomRun(seed));
      for (let t = 0, i = 0; t < LENGTH_US; i++) {
        t = Math.min(LENGTH_US, t + 1 + ((i * 7919) % 400_000));
        advanceTo(second, t, framed.watch);
      }

      const stepped = traceHash();
      const third = createSimulation(randomRun(seed));
      while (nextUs(third) <= LENGTH_US) stepped.watch(stepOnce(third)!);
      advanceTo(third, LENGTH_US);

      expect(framed.value()).toBe(whole.value());
      expect(stepped.value()).toBe(whole.value());
      expect(stateDocument(second)).toEqual(stateDocument(first));
      expect(stateDocument(third)).toEqual(stateDocument(first));
    },
  );

  it('another seed gives another trace', () => {
    const run = randomRun(3000);
    const traces = [run.seed, run.seed + 1].map((seed) => {
      const hash = traceHash();
      advanceTo(createSimulation({ ...run, seed }), 20_000_000, hash.watch);
      return hash.value();
    });
    expect(traces[0]).not.toBe(traces[1]);
  });

  it('an action taken while watching is replayed at its very place', () => {
    const run = randomRun(3001);
    const live = createSimulation(run);
    advanceTo(live, 12_345_678);
    const consumer = run.scenario.consumers[0]!.name;
    const actions = [
      act(live, { do: 'moveConsumer', consumer, group: 'group-b' }),
      act(live, { do: 'killConsumer', consumer }),
    ];
    advanceTo(live, LENGTH_US);

    const replay = createSimulation({ ...run, actions });
    advanceTo(replay, LENGTH_US);
    expect(stateDocument(replay)).toEqual(stateDocument(live));
  });
});

describe('moving a consumer', () => {
  it.each(seeds(4000, 4))('seed %i never loses a committed offset', (seed) => {
    const run = randomRun(seed);
    const consumers = run.scenario.consumers.map(({ name }) => name);
    const simulation = createSimulation({ ...run, scenario: { ...run.scenario, script: [] } });
    const highest = new Map<string, number>();
    for (let second = 1; second <= 60; second++) {
      advanceTo(simulation, second * 1_000_000);
      if (second % 9 === 0) {
        const consumer = consumers[(second / 9) % consumers.length]!;
        act(simulation, { do: 'moveConsumer', consumer, group: second % 2 === 0 ? 'group-a' : 'group-b' });
      }
      for (const at of groupsOf(simulation.cluster)) {
        for (const [row, offset] of committedOf(simulation.cluster, at)) {
          const key = `${at.group.groupId} ${row}`;
          expect(offset, `${key} at ${second} s`).toBeGreaterThanOrEqual(highest.get(key) ?? 0);
          highest.set(key, offset);
        }
      }
    }
    expect(highest.size).toBeGreaterThan(0);
  });
});

it('groups and their offsets outlive every single broker, one after the other', () => {
  const run = randomRun(5004);
  const scenario = {
    ...run.scenario,
    script: [],
    cluster: { ...run.scenario.cluster, brokers: [1, 2, 3].map((id) => ({ id, configs: {} })) },
  };
  const simulation = createSimulation({ ...run, scenario });
  advanceTo(simulation, 20_000_000);
  const before = new Map(
    groupsOf(simulation.cluster).map((at) => [at.group.groupId, committedOf(simulation.cluster, at)]),
  );
  expect(before.size).toBeGreaterThan(0);
  for (const broker of [1, 2, 3]) {
    act(simulation, { do: 'stopBroker', broker, how: 'kill' });
    advanceTo(simulation, simulation.cluster.nowUs + 15_000_000);
    act(simulation, { do: 'startBroker', broker });
    advanceTo(simulation, simulation.cluster.nowUs + 15_000_000);
  }
  const after = new Map(
    groupsOf(simulation.cluster).map((at) => [at.group.groupId, committedOf(simulation.cluster, at)]),
  );
  for (const [group, offsets] of before) {
    for (const [row, offset] of offsets)
      expect(after.get(group)?.get(row), `${group} ${row} in ${OFFSETS_TOPIC}`).toBeGreaterThanOrEqual(
        offset,
      );
  }
});
