import { beforeEach, describe, expect, it } from 'vitest';
import { readScenario } from '../scenario/validate.ts';
import { FLIGHT_KINDS, type Frame, readAnchor, TXN_CELLS } from '../view/frame.ts';
import type { Selection } from '../view/inspection.ts';
import { buildFrame } from './frame-builder.ts';
import { entryDetail } from './inspect/entry-detail.ts';
import { inspect } from './inspect/inspection-builder.ts';
import { advance, createSession, type Session, step } from './session.ts';

const never = (): boolean => false;

/** Four records to a transaction, which is then held open for two seconds; every second one is aborted. */
function watched(): Session {
  const read = readScenario({
    version: 1,
    topics: [{ name: 'orders', partitions: 1 }],
    producers: [
      {
        name: 'checkout',
        topic: 'orders',
        startAt: '5s',
        configs: { 'transactional.id': 'orders-tx' },
        transactions: { records: 4, abortEvery: 2, hold: '2s' },
        workload: { type: 'steady', perSecond: 4, keys: { count: 3 } },
      },
    ],
    consumers: ['billing', 'audit'].map((group) => ({
      name: `${group} 1`,
      group,
      topics: ['orders'],
      ...(group === 'billing' ? { configs: { 'isolation.level': 'read_committed' } } : {}),
    })),
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return createSession({ scenario: read.scenario, seed: 1, actions: [] }, new Map());
}

let session: Session;
beforeEach(() => {
  session = watched();
});

function frameAt(ms: number): Frame {
  advance(session, ms * 1000, never);
  return buildFrame(session, 0, true);
}

function explained(selection: Selection): Record<string, unknown> {
  const { explanations } = inspect(session.simulation, session.structure, selection)!;
  return Object.fromEntries(explanations.map(({ code, params }) => [code, params]));
}

function facts(selection: Selection): Record<string, unknown> {
  const { facts } = inspect(session.simulation, session.structure, selection)!;
  return Object.fromEntries(facts.map(({ code, value }) => [code, value]));
}

const partition: Selection = { kind: 'partition', topic: 'orders', partition: 0 };
const producer: Selection = { kind: 'producer', name: 'checkout' };

describe('while a transaction is held open', () => {
  it('its cells are open and the last stable offset stays before them', () => {
    const { rows } = frameAt(7000);
    expect([...rows.cellTxns].map((txn) => TXN_CELLS[txn])).toEqual(['open', 'open', 'open', 'open']);
    expect([rows.lastStable[0], rows.highWatermark[0]]).toEqual([0, 4]);
    expect(session.structure.producers[0]?.transaction).toEqual({
      id: 'orders-tx',
      phase: 'open',
      records: 4,
    });
  });

  it('it is said what holds back whom, and since where', () => {
    frameAt(7000);
    expect(explained(partition)).toMatchObject({
      'partition-lso-open': { transaction: 'orders-tx', lastStable: 0, behind: 4 },
    });
    expect(facts(partition)).toMatchObject({ 'last-stable-offset': 0, 'open-transactions': 'orders-tx 0' });
    expect(explained(producer)).toMatchObject({ 'producer-transaction-open': { records: 4 } });
    expect(facts(producer)).toMatchObject({ 'transaction-state': 'Ongoing', 'transaction-partitions': 1 });
    const coordinator = Number(facts(producer).coordinator);
    expect(facts({ kind: 'broker', id: coordinator })).toMatchObject({ 'coordinates-transactions': 1 });
  });

  it('a read_committed group has nothing to read, and so no lag', () => {
    frameAt(7000);
    expect(session.structure.groups.map(({ id, readCommitted }) => [id, readCommitted])).toEqual([
      ['billing', true],
      ['audit', false],
    ]);
    expect(facts({ kind: 'group', name: 'billing' }).lag).toBe(0);
    expect(explained({ kind: 'consumer', name: 'billing 1' })).toHaveProperty('consumer-read-committed');
    expect(explained({ kind: 'consumer', name: 'audit 1' })).not.toHaveProperty('consumer-read-committed');
  });
});

describe('the end of a transaction', () => {
  it('is gone to by a step, and takes an offset of its own', () => {
    expect(step(session, 'transaction-committed', never)).toBe(true);
    const { rows } = frameAt(session.simulation.cluster.nowUs / 1000 + 100);
    expect(
      [...rows.cellTxns]
        .map((txn) => TXN_CELLS[txn])
        .slice(0, 5)
        .join(),
    ).toBe('committed,committed,committed,committed,COMMIT');
    expect(entryDetail(session.simulation, 'orders', 0, 4)).toMatchObject({
      kind: 'marker',
      marker: 'COMMIT',
      transaction: { transactionalId: 'orders-tx', state: 'committed' },
    });
    expect(entryDetail(session.simulation, 'orders', 0, 3)).toMatchObject({
      kind: 'record',
      producer: 'checkout',
      transaction: { state: 'committed' },
    });
  });

  it('is a mark where the application aborted, and none where it committed', () => {
    frameAt(14_000);
    const kinds = session.marks.map(({ kind }) => kind);
    expect(kinds).not.toContain('transaction-committed');
    expect(session.marks.find(({ kind }) => kind === 'transaction-aborted')?.params).toMatchObject({
      producer: 'checkout',
      transactionalId: 'orders-tx',
      records: 4,
    });
    expect(entryDetail(session.simulation, 'orders', 0, 5)?.transaction?.state).toBe('aborted');
  });

  it('is seen going from the producer to its coordinator, and as markers to the partition', () => {
    frameAt(7000);
    const seen = new Set<string>();
    for (let ms = 7000; ms < 10_000; ms++) {
      const { flights } = frameAt(ms);
      flights.ids.forEach((_, at) => {
        const kind = FLIGHT_KINDS[flights.kinds[at]!]!;
        const ends = [flights.from[at]!, flights.to[at]!].map((end) => readAnchor(end).kind);
        if (kind.startsWith('txn')) seen.add(`${kind} ${ends.join(' → ')}`);
      });
    }
    expect([...seen].sort()).toEqual([
      'txn-request broker → row',
      'txn-request producer → broker',
      'txn-response broker → producer',
    ]);
  });
});
