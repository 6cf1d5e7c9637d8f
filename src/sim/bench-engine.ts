/** How fast the engine alone is: simulated records per second of wall time, and how that grows. */
import type { Scenario } from '../scenario/scenario.ts';
import { readScenario } from '../scenario/validate.ts';
import { advanceTo, createSimulation } from './simulation.ts';

export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

interface Shape {
  readonly brokers: number;
  readonly partitions: number;
  /** In all, over `producers`. */
  readonly recordsPerSecond: number;
  readonly producers?: number;
  readonly consumers?: number;
}

const VALUE_BYTES = 100;

function scenarioOf({
  brokers,
  partitions,
  recordsPerSecond,
  producers = 1,
  consumers = 0,
}: Shape): Scenario {
  const read = readScenario({
    version: 1,
    title: 'bench',
    cluster: { brokers },
    topics: [{ name: 'orders', partitions, replicationFactor: Math.min(3, brokers) }],
    producers: Array.from({ length: producers }, (_, i) => ({
      name: `producer ${i}`,
      topic: 'orders',
      configs: { 'batch.size': 16_384 },
      workload: {
        type: 'steady',
        perSecond: recordsPerSecond / producers,
        keys: null,
        valueBytes: VALUE_BYTES,
      },
    })),
    consumers: Array.from({ length: consumers }, (_, i) => ({
      name: `consumer ${i}`,
      group: 'billing',
      topics: ['orders'],
      configs: { 'auto.offset.reset': 'earliest' },
    })),
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return read.scenario;
}

/** Records acknowledged per second of wall time, after a warm-up; and events, since work is not only records. */
function measure(shape: Shape, simulatedSeconds: number): { records: number; events: number } {
  const scenario = scenarioOf(shape);
  const simulation = createSimulation({ scenario, seed: 1, actions: [] });
  let events = 0;
  advanceTo(simulation, 2_000_000);
  const before = simulation.ledger.counts.acknowledged;
  const start = performance.now();
  advanceTo(simulation, (2 + simulatedSeconds) * 1_000_000, () => events++);
  const seconds = (performance.now() - start) / 1000;
  return { records: (simulation.ledger.counts.acknowledged - before) / seconds, events: events / seconds };
}

const rounded = (value: number): number => Number(value.toPrecision(3));

export function benchEngine(): Measurement[] {
  const base: Shape = { brokers: 3, partitions: 6, recordsPerSecond: 200_000 };
  measure(base, 2);
  const results: Measurement[] = [
    {
      name: 'engine: 3 brokers, rf 3, 6 partitions, 100 B',
      value: rounded(measure(base, 6).records),
      unit: 'records/s',
    },
    {
      name: '… read by 6 consumers of a group',
      value: rounded(measure({ ...base, consumers: 6 }, 4).records),
      unit: 'records/s',
    },
  ];
  for (const partitions of [6, 24, 96, 384]) {
    const { events } = measure({ ...base, partitions, recordsPerSecond: 4000, producers: 4 }, 4);
    results.push({
      name: `… ${partitions} partitions, 4,000 records/s`,
      value: rounded(events),
      unit: 'events/s',
    });
  }
  for (const brokers of [1, 3, 6, 9]) {
    const { events } = measure({ ...base, brokers, partitions: 36, recordsPerSecond: 4000, producers: 4 }, 4);
    results.push({
      name: `… ${brokers} brokers, 36 partitions, 4,000 records/s`,
      value: rounded(events),
      unit: 'events/s',
    });
  }
  return results;
}
