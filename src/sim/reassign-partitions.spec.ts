/** A partition that somebody moves, from the command to the last copy. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { checkWhole } from './checkers/checkers.ts';
import { advanceTo, createSimulation, toMicros } from './simulation.ts';
import { stateDocument } from './state-document.ts';

type Script = NonNullable<ScenarioDocument['script']>;

function play(script: Script) {
  const scenario = normalise({
    version: 1,
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 2 }],
    producers: [{ name: 'p', topic: 'orders', workload: { type: 'steady', perSecond: 20 } }],
    consumers: [{ name: 'c', group: 'g', topics: ['orders'] }],
    script,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(60_000), ({ effects }) => notes.push(...effects.notes));
  expect(simulation.violations).toEqual([]);
  expect(checkWhole(simulation.cluster)).toEqual([]);
  const state = stateDocument(simulation);
  return {
    partition: state.topics.find(({ name }) => name === 'orders')!.partitions[0]!,
    ledger: state.ledger,
    answers: notes.flatMap((note) =>
      note.code === 'admin-answered' && note.api === 'AlterPartitionReassignments'
        ? [`${note.subject}: ${note.error}`]
        : [],
    ),
  };
}

const moves = (at: string, replicas: number[] | null) =>
  ({ at, do: 'reassignPartitions', topic: 'orders', partition: 0, replicas }) as const;

describe('reassignPartitions', () => {
  it('moves a partition under load round the cluster, and no record is lost or given twice', () => {
    const { partition, ledger, answers } = play([
      moves('20s', [1, 2]),
      moves('25s', [2, 3]),
      moves('30s', [3]),
      moves('35s', [1]),
      moves('40s', [2, 1]),
    ]);
    expect(answers).toEqual(new Array(5).fill('orders-0: NONE'));
    expect(partition).toMatchObject({ replicas: [2, 1], isr: [1, 2], leader: 1 });
    expect(ledger).toMatchObject({ lost: 0, redelivered: 0, outOfOrder: 0 });
  });

  it('waits for a broker that is down, and is called off by null', () => {
    const whileDown = play([
      { at: '20s', do: 'stopBroker', broker: 3 },
      moves('35s', [1, 2]),
      moves('40s', [3]),
    ]);
    expect(whileDown.partition.replicas).toHaveLength(3);
    const calledOff = play([
      { at: '20s', do: 'stopBroker', broker: 3 },
      moves('35s', [1, 2]),
      moves('40s', [3]),
      moves('45s', null),
      moves('46s', null),
    ]);
    expect(calledOff.answers.slice(2)).toEqual(['orders-0: NONE', 'orders-0: NO_REASSIGNMENT_IN_PROGRESS']);
    expect(calledOff.partition).toMatchObject({ replicas: [1, 2], isr: [1, 2] });
  });
});
