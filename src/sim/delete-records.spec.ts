/** Records that somebody deletes, from the command to the last replica. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { checkWhole } from './checkers/checkers.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from './simulation.ts';
import { stateDocument } from './state-document.ts';

type Script = NonNullable<ScenarioDocument['script']>;

function play(script: Script, more: Partial<ScenarioDocument> = {}) {
  const scenario = normalise({
    version: 1,
    topics: [{ name: 'orders' }],
    producers: [
      {
        name: 'p',
        topic: 'orders',
        workload: { type: 'steady', perSecond: 10, limit: 100 },
      },
    ],
    script,
    ...more,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(40_000), ({ effects }) => notes.push(...effects.notes));
  return { simulation, notes };
}

function logStarts({ cluster }: Simulation): number[] {
  return [...cluster.nodes.values()].flatMap((node) => {
    if (node.kind !== 'broker') return [];
    const orders = [...node.replicaManager.partitions.values()].find(({ topic }) => topic === 'orders');
    return orders ? [orders.log.logStartOffset] : [];
  });
}

function answers(notes: readonly Note[]): string[] {
  return notes.flatMap((note) =>
    note.code === 'admin-answered' && note.api === 'DeleteRecords' ? [`${note.subject}: ${note.error}`] : [],
  );
}

const deletes = (beforeOffset?: number, at = '25s') =>
  ({ at, do: 'deleteRecords', topic: 'orders', partition: 0, beforeOffset }) as const;

describe('deleteRecords', () => {
  it('moves the log start of the leader and of its followers', () => {
    const { simulation, notes } = play([deletes(40)]);
    expect(answers(notes)).toEqual(['orders-0: NONE']);
    expect(logStarts(simulation)).toEqual([40, 40, 40]);
    expect(stateDocument(simulation).topics[0]!.partitions[0]).toMatchObject({ logStartOffset: 40 });
    expect(checkWhole(simulation.cluster)).toEqual([]);
  });

  it('without an offset: all that is committed', () => {
    const { simulation } = play([deletes()]);
    expect(logStarts(simulation)).toEqual([100, 100, 100]);
    expect(simulation.ledger.counts).toMatchObject({ acknowledged: 100, lost: 0 });
  });

  it('beyond the high watermark is refused, and a partition that is not there is looked for in vain', () => {
    const missing = { ...deletes(1), at: '26s', partition: 7 } as const;
    const { simulation, notes } = play([deletes(101), missing]);
    expect(answers(notes)).toEqual(['orders-0: OFFSET_OUT_OF_RANGE']);
    expect(logStarts(simulation)).toEqual([0, 0, 0]);
  });

  it('finds the new leader when the one that it knew is gone', () => {
    const { simulation, notes } = play([
      deletes(10),
      { at: '26s', do: 'stopBroker', broker: 1 },
      { at: '26.001s', do: 'stopBroker', broker: 2 },
      deletes(20, '26.002s'),
    ]);
    expect(answers(notes)).toEqual(['orders-0: NONE', 'orders-0: NONE']);
    expect(stateDocument(simulation).topics[0]!.partitions[0]).toMatchObject({
      leader: 3,
      logStartOffset: 20,
    });
  });

  it('what a group had not read counts as gone unread, once', () => {
    const slow = { name: 'c', group: 'g', topics: ['orders'], processing: '1h' };
    const configs = { 'auto.offset.reset': 'earliest', 'max.poll.records': 1 };
    const { simulation } = play([deletes(50), deletes(60, '30s')], { consumers: [{ ...slow, configs }] });
    const { delivered, expiredUnread } = simulation.ledger.counts;
    expect({ delivered, expiredUnread }).toEqual({ delivered: 1, expiredUnread: 59 });
  });
});
