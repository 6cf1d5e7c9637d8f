/** Transactional producers, coordinators, leaders and consumers that read committed, in whole runs. */
import { describe, expect, it } from 'vitest';
import type { Note, NoteCode } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { findProducer } from './named.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from './simulation.ts';

interface Played {
  readonly simulation: Simulation;
  readonly notes: Note[];
}

type Producer = NonNullable<ScenarioDocument['producers']>[number];

/** Five records in a transaction, ten a second from 5 s on, and not more than twenty. */
const payments = (name: string, more: Partial<Producer> = {}): Producer => ({
  name,
  topic: 'payments',
  startAt: '5s',
  workload: { type: 'steady', perSecond: 10, limit: 20 },
  transactions: { records: 5 },
  ...more,
  configs: { 'transactional.id': 'payments', ...more.configs },
});

const reader = (name: string, level: 'read_committed' | 'read_uncommitted') => ({
  name,
  group: name,
  topics: ['payments'],
  configs: { 'isolation.level': level, 'auto.offset.reset': 'earliest' },
  startAt: '5s',
});

function play(document: Partial<ScenarioDocument>, untilMs: number): Played {
  const scenario = normalise({
    version: 1,
    topics: [{ name: 'payments', partitions: 2 }],
    producers: [payments('p')],
    consumers: [reader('committed', 'read_committed'), reader('all', 'read_uncommitted')],
    ...document,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(untilMs), ({ effects }) => notes.push(...effects.notes));
  expect(simulation.violations).toEqual([]);
  return { simulation, notes };
}

function notesOf<Code extends NoteCode>({ notes }: Played, code: Code): Extract<Note, { code: Code }>[] {
  return notes.filter((note): note is Extract<Note, { code: Code }> => note.code === code);
}

/** Numbers of the records that a consumer's application was handed, in order of number. */
function readBy(played: Played, consumer: string): number[] {
  return notesOf(played, 'records-delivered')
    .filter((note) => note.consumer === consumer)
    .flatMap(({ batches, fromOffset, toOffset }) =>
      batches.flatMap(({ baseOffset, records }) =>
        records.kind === 'data'
          ? records.indexes.filter((_, i) => baseOffset + i >= fromOffset && baseOffset + i < toOffset)
          : [],
      ),
    )
    .sort((a, b) => a - b);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const transactionOf = ({ simulation }: Played, producer: string) =>
  findProducer(simulation.cluster, producer)!.transactionManager!.transaction!;

describe('a transactional producer', () => {
  it('commits, and what it aborts only read_uncommitted sees', () => {
    const played = play(
      { producers: [payments('p', { transactions: { records: 5, abortEvery: 2 } })] },
      20_000,
    );
    expect(notesOf(played, 'transaction-committed').map(({ records }) => records)).toEqual([5, 5]);
    expect(notesOf(played, 'transaction-aborted').map(({ records }) => records)).toEqual([5, 5]);
    expect(readBy(played, 'committed')).toEqual([...range(0, 5), ...range(10, 15)]);
    const aborted = notesOf(played, 'batch-failed').flatMap(({ batch }) =>
      batch.records.kind === 'data' ? batch.records.indexes : [],
    );
    expect(readBy(played, 'all')).toEqual(range(0, 20).filter((n) => !aborted.includes(n)));
    const { lost, outOfOrder, expiredUnread } = played.simulation.ledger.counts;
    expect({ lost, outOfOrder, expiredUnread }).toEqual({ lost: 0, outOfOrder: 0, expiredUnread: 0 });
  });

  it('is blocked while it holds a transaction open, and what is due meanwhile comes afterwards', () => {
    const hold = { records: 5, hold: '2s' };
    const played = play({ producers: [payments('p', { transactions: hold })] }, 30_000);
    const begun = notesOf(played, 'transaction-begun').map(({ atUs }) => atUs);
    const ended = notesOf(played, 'transaction-committed').map(({ atUs }) => atUs);
    expect(begun).toHaveLength(4);
    expect(ended).toHaveLength(4);
    for (const [i, atUs] of ended.entries()) expect(atUs - begun[i]!).toBeGreaterThan(2_000_000);
    expect(readBy(played, 'committed')).toEqual(range(0, 20));
  });

  it('is told to make them of something else, and ends the one that is open as it was begun', () => {
    const change = {
      do: 'setTransactions',
      producer: 'p',
      transactions: { records: 8, abortEvery: 3 },
    } as const;
    const played = play({ script: [{ at: '5800ms', ...change }] }, 20_000);
    expect(notesOf(played, 'transaction-committed').map(({ records }) => records)).toEqual([5, 5]);
    expect(notesOf(played, 'transaction-aborted').map(({ records }) => records)).toEqual([8]);
    expect(transactionOf(played, 'p')).toMatchObject({ state: 'IN_TRANSACTION', records: 2 });
  });

  it('does so after a restart and with other configs too', () => {
    const change = { do: 'setTransactions', producer: 'p', transactions: { records: 10 } } as const;
    const played = play(
      {
        script: [
          { at: '4s', ...change },
          { at: '4100ms', do: 'setProducerConfig', producer: 'p', name: 'linger.ms', value: 20 },
          { at: '6500ms', do: 'killProducer', producer: 'p' },
          { at: '6600ms', do: 'startProducer', producer: 'p' },
        ],
        producers: [payments('p', { startAt: '3s', workload: { type: 'steady', perSecond: 10 } })],
      },
      20_000,
    );
    const sizes = notesOf(played, 'transaction-committed').map(({ records }) => records);
    expect([sizes[0], ...new Set(sizes.slice(1))]).toEqual([5, 10]);
    expect(notesOf(played, 'process').filter(({ node }) => node === 'p')).not.toEqual([]);
  });

  it('holds back what others have written behind it, for those who read committed', () => {
    const open = payments('p', { workload: { type: 'steady', perSecond: 10, limit: 3 } });
    const plain = {
      name: 'q',
      topic: 'payments',
      startAt: '8s',
      workload: { type: 'steady' as const, limit: 5 },
    };
    const topics = [{ name: 'payments' }];
    const played = play({ topics, producers: [open, plain] }, 15_000);
    expect(readBy(played, 'committed')).toEqual([]);
    expect(readBy(played, 'all')).toEqual([0, 0, 1, 1, 2, 2, 3, 4]);
    // The transaction is aborted after its transaction.timeout.ms of a minute.
    const later = play({ topics, producers: [open, plain] }, 90_000);
    expect(notesOf(later, 'transaction-timed-out')).toHaveLength(1);
    expect(readBy(later, 'committed')).toEqual(range(0, 5));
  });

  it('may not commit what its coordinator has aborted after transaction.timeout.ms, and ends with that', () => {
    const slow = payments('p', {
      transactions: { records: 5, hold: '20s' },
      configs: { 'transaction.timeout.ms': 3000 },
    });
    const played = play({ producers: [slow] }, 60_000);
    expect(notesOf(played, 'transaction-timed-out')).toMatchObject([{ transactionalId: 'payments' }]);
    expect(notesOf(played, 'producer-error')).toMatchObject([{ producer: 'p', error: 'INVALID_TXN_STATE' }]);
    expect(transactionOf(played, 'p').state).toBe('FATAL_ERROR');
    expect(readBy(played, 'committed')).toEqual([]);
    expect(readBy(played, 'all')).toEqual(range(0, 5));
  });

  it('fails for good with a transaction.timeout.ms that brokers do not allow', () => {
    const configs = { 'transaction.timeout.ms': 1_000_000 };
    const played = play({ producers: [payments('p', { configs })] }, 20_000);
    expect(transactionOf(played, 'p')).toMatchObject({
      state: 'FATAL_ERROR',
      lastError: 'INVALID_TRANSACTION_TIMEOUT',
    });
    expect(played.simulation.ledger.counts.acknowledged).toBe(0);
  });

  it('fences whoever had its transactional.id before, and aborts what that has begun', () => {
    const first = payments('p', { transactions: { records: 5, hold: '20s' } });
    const second = payments('q', { startAt: '9s' });
    const played = play({ producers: [first, second] }, 40_000);
    expect(notesOf(played, 'producer-fenced')).toMatchObject([{ producer: 'p' }]);
    expect(notesOf(played, 'transaction-committed').every(({ producer }) => producer === 'q')).toBe(true);
    expect(readBy(played, 'committed')).toEqual(range(0, 20));
  });

  it('killed, leaves its transaction open; started again, it aborts it and goes on', () => {
    const hold = payments('p', {
      workload: { type: 'steady', perSecond: 10, limit: 10 },
      transactions: { records: 5, hold: '3s' },
    });
    const script: ScenarioDocument['script'] = [
      { at: '7s', do: 'killProducer', producer: 'p' },
      { at: '12s', do: 'startProducer', producer: 'p' },
    ];
    const before = play({ producers: [hold], script }, 11_500);
    expect(readBy(before, 'all')).toEqual(range(0, 5));
    expect(readBy(before, 'committed')).toEqual([]);
    const after = play({ producers: [hold], script }, 30_000);
    expect(notesOf(after, 'transaction-state').map(({ state }) => state)).toContain('CompleteAbort');
    expect(readBy(after, 'committed')).toEqual(range(5, 10));
  });

  it('closed for another config, aborts what it is in, and its load goes on', () => {
    const script: ScenarioDocument['script'] = [
      { at: '7s', do: 'setProducerConfig', producer: 'p', name: 'linger.ms', value: 20 },
    ];
    const hold = payments('p', { transactions: { records: 5, hold: '3s' } });
    const played = play({ producers: [hold], script }, 40_000);
    expect(notesOf(played, 'transaction-aborted')).toHaveLength(1);
    expect(readBy(played, 'committed')).toEqual(range(5, 20));
    expect(transactionOf(played, 'p').application.plan.holdMs).toBe(3000);
  });

  it('has none to change without a transactional.id', () => {
    const script: ScenarioDocument['script'] = [
      { at: '6s', do: 'setTransactions', producer: 'p', transactions: { records: 2 } },
    ];
    const played = play(
      { producers: [payments('p', { configs: { 'transactional.id': null } })], script },
      8000,
    );
    expect(notesOf(played, 'command-refused')).toMatchObject([
      { command: 'setTransactions', field: 'producer', detail: 'p has no transactional.id' },
    ]);
    expect(findProducer(played.simulation.cluster, 'p')!.transactions).not.toMatchObject({ records: 2 });
  });

  it('takes no config that a transactional.id does not go with', () => {
    const script: ScenarioDocument['script'] = [
      { at: '6s', do: 'setProducerConfig', producer: 'p', name: 'acks', value: '1' },
    ];
    const played = play({ script }, 20_000);
    expect(notesOf(played, 'command-refused')).toMatchObject([
      { command: 'setProducerConfig', field: 'value' },
    ]);
    expect(readBy(played, 'committed')).toEqual(range(0, 20));
  });

  it('becomes one when it is given a transactional.id while it runs', () => {
    const plain = {
      name: 'p',
      topic: 'payments',
      startAt: '5s',
      workload: { type: 'steady' as const, limit: 40 },
    };
    const script: ScenarioDocument['script'] = [
      { at: '8s', do: 'setProducerConfig', producer: 'p', name: 'transactional.id', value: 'later' },
    ];
    const played = play({ producers: [plain], script }, 20_000);
    expect(notesOf(played, 'transaction-committed').every(({ records }) => records === 10)).toBe(true);
    expect(readBy(played, 'committed')).toEqual(range(0, 36));
  });
});

describe('when a broker stops', () => {
  it.each([1, 2, 3])(
    'broker %i killed in the midst of it, transactions go on, each whole or not at all',
    (broker) => {
      const steady = payments('p', { workload: { type: 'steady', perSecond: 10, limit: 100 } });
      const script: ScenarioDocument['script'] = [
        { at: '8s', do: 'stopBroker', broker },
        { at: '30s', do: 'startBroker', broker },
      ];
      const played = play({ producers: [steady], script }, 90_000);
      const committed = notesOf(played, 'transaction-committed');
      expect(committed.length).toBeGreaterThan(10);
      const read = readBy(played, 'committed');
      expect(new Set(read).size).toBe(read.length);
      expect(read).toHaveLength(5 * committed.length);
      expect(played.simulation.ledger.counts.lost).toBe(0);
    },
  );
});
