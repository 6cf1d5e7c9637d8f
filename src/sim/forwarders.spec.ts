/** Applications that read, process and write, in whole runs: exactly once with transactions, at least once without. */
import { describe, expect, it } from 'vitest';
import type { ConsumerNode } from '../engine/client/consumer.ts';
import { createFetchBuffer } from '../engine/client/fetch-buffer.ts';
import type { Note, NoteCode } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { readScenario } from '../scenario/validate.ts';
import { contentOf, sourceOf } from './content-of.ts';

import { findConsumer, findProducer } from './named.ts';
import { act, advanceTo, createSimulation, type Simulation, toMicros } from './simulation.ts';

type Consumer = NonNullable<ScenarioDocument['consumers']>[number];

/** Reads `orders` from 5 s on, a tenth of a second each, and sends on to `invoices`. */
const worker = (name: string, id: string | null = `${name}-id`, more: Partial<Consumer> = {}): Consumer => ({
  name,
  group: 'workers',
  topics: ['orders'],
  startAt: '5s',
  processing: '100ms',
  ...more,
  configs: { 'auto.offset.reset': 'earliest', 'session.timeout.ms': 6000, ...more.configs },
  forwards: { topic: 'invoices', ...(id === null ? {} : { transactionalId: id }), ...more.forwards },
});

const reader: Consumer = {
  name: 'reader',
  group: 'readers',
  topics: ['invoices'],
  startAt: '5s',
  configs: { 'auto.offset.reset': 'earliest', 'isolation.level': 'read_committed' },
};

class Played {
  readonly simulation: Simulation;
  readonly notes: Note[] = [];

  constructor(document: Partial<ScenarioDocument>) {
    const whole: ScenarioDocument = {
      version: 1,
      topics: [
        { name: 'orders', partitions: 2 },
        { name: 'invoices', partitions: 2 },
      ],
      producers: [
        {
          name: 'shop',
          topic: 'orders',
          startAt: '5s',
          workload: { type: 'steady', perSecond: 8, limit: 80 },
        },
      ],
      ...document,
      consumers: [...(document.consumers ?? []), reader],
    };
    const read = readScenario(whole);
    expect('errors' in read ? read.errors : []).toEqual([]);
    const scenario = normalise(whole);
    this.simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  }

  to(ms: number): this {
    advanceTo(this.simulation, toMicros(ms), ({ effects }) => this.notes.push(...effects.notes));
    expect(this.simulation.violations).toEqual([]);
    return this;
  }

  notesOf<Code extends NoteCode>(code: Code): Extract<Note, { code: Code }>[] {
    return this.notes.filter((note): note is Extract<Note, { code: Code }> => note.code === code);
  }

  /** Numbers of the shop's records whose results the reader was handed, in order of number. */
  results(): number[] {
    const { streams } = this.simulation.applications;
    return this.notesOf('records-delivered')
      .filter(({ consumer }) => consumer === 'reader')
      .flatMap(({ batches, fromOffset, toOffset }) =>
        batches.flatMap(({ baseOffset, records }) =>
          records.kind === 'data'
            ? records.indexes
                .filter((_, i) => baseOffset + i >= fromOffset && baseOffset + i < toOffset)
                .map((index) => sourceOf(streams[records.stream]!, index).index)
            : [],
        ),
      )
      .sort((a, b) => a - b);
  }
}

const all = Array.from({ length: 80 }, (_, i) => i);

/** Gives a record up within four seconds, which its brokers then take ten to hear of. */
const impatient = {
  configs: { 'session.timeout.ms': 45_000 },
  forwards: {
    topic: 'invoices',
    configs: { 'delivery.timeout.ms': 4000, 'request.timeout.ms': 3000 },
  },
};
const slowLinks: ScenarioDocument['script'] = [1, 2, 3].flatMap((broker) => [
  { at: '9s', do: 'setLink', a: 'w', b: `broker-${broker}`, latency: '10s' } as const,
  { at: '40s', do: 'setLink', a: 'w', b: `broker-${broker}`, latency: '1ms' } as const,
]);

describe('exactly once', () => {
  it('makes one transaction of each poll, with the offsets in it', () => {
    const played = new Played({ consumers: [worker('w')] }).to(30_000);
    expect(played.results()).toEqual(all);
    const polls = played.notesOf('records-delivered').filter(({ consumer }) => consumer === 'w');
    const times = new Set(polls.map(({ atUs }) => atUs));
    expect(played.notesOf('transaction-begun').map(({ atUs }) => atUs)).toEqual([...times]);
    expect(played.notesOf('transaction-committed')).toHaveLength(times.size);
    expect(played.notesOf('offsets-committed').filter(({ group }) => group === 'workers')).toEqual([]);
    const committed = [...findConsumer(played.simulation.cluster, 'w')!.subscriptions.assignment.values()];
    expect(committed.reduce((sum, state) => sum + state.committed, 0)).toBe(80);
    expect(played.simulation.ledger.counts.produced).toBe(160);
  });

  it('keeps key, value and sizes of each record', () => {
    const { simulation } = new Played({ consumers: [worker('w')] }).to(30_000);
    const [shop, results] = simulation.applications.streams;
    const contents = (stream: number) =>
      all.map((index) => contentOf(simulation.applications, new Map(), stream, index));
    const byValue = (a: { value: string | null } | null, b: { value: string | null } | null) =>
      (a?.value ?? '').localeCompare(b?.value ?? '');
    expect(results!.producer).toBe('w → invoices');
    expect(contents(results!.id).sort(byValue)).toEqual(contents(shop!.id).sort(byValue));
  });

  it('killed with half of a poll sent and started again, has each result once', () => {
    const script: ScenarioDocument['script'] = [
      { at: '9s', do: 'killConsumer', consumer: 'w' },
      { at: '10s', do: 'startConsumer', consumer: 'w' },
    ];
    const played = new Played({ consumers: [worker('w')], script });
    played.to(8_990);
    const before = findProducer(played.simulation.cluster, 'w → invoices')!;
    expect(before.transactionManager!.transaction!.state).toBe('IN_TRANSACTION');
    expect(before.transactionManager!.transaction!.records).toBeGreaterThan(3);
    played.to(9_500);
    expect(findProducer(played.simulation.cluster, 'w → invoices')!.process).toBe('stopped');
    played.to(60_000);
    expect(played.notesOf('records-forwarded').length).toBeGreaterThan(83);
    expect(played.notesOf('transaction-state').map(({ state }) => state)).toContain('CompleteAbort');
    expect(played.results()).toEqual(all);
  });

  it('ends where another application takes its transactional.id', () => {
    const zombie = worker('w', 'same');
    const other = worker('v', 'same', { startAt: '10s' });
    const played = new Played({ consumers: [zombie, other] }).to(60_000);
    expect(played.notesOf('producer-fenced')).toMatchObject([{ producer: 'w → invoices' }]);
    expect(played.notesOf('consumer-error')).toMatchObject([
      { consumer: 'w', error: 'ProducerFencedException' },
    ]);
    expect(findProducer(played.simulation.cluster, 'w → invoices')!.process).toBe('stopped');
    expect(played.results()).toEqual(all);
  });

  it.each(['classic', 'consumer'])(
    'frozen for longer than its session (%s), may not commit for its old generation: it aborts and reads again',
    (protocol) => {
      // Only a classic member has a session.timeout.ms of its own.
      const ofProtocol: Consumer['configs'] =
        protocol === 'classic' ? { 'session.timeout.ms': 6000 } : { 'group.protocol': protocol };
      const patient = { topic: 'invoices', configs: { 'transaction.timeout.ms': 300_000 } };
      const consumers = ['w', 'v'].map((name) => ({
        ...worker(name),
        processing: '500ms',
        configs: { 'auto.offset.reset': 'earliest', ...ofProtocol },
        forwards: { ...patient, transactionalId: name },
      }));
      const script: ScenarioDocument['script'] = [
        { at: '24s', do: 'freezeConsumer', consumer: 'w' },
        { at: '80s', do: 'thawConsumer', consumer: 'w' },
      ];
      const played = new Played({ consumers, script }).to(79_000);
      const { cluster } = played.simulation;
      expect(findProducer(cluster, 'w → invoices')!.transactionManager!.transaction!.state).toBe(
        'IN_TRANSACTION',
      );
      expect(played.results().length).toBeLessThan(80);
      played.to(160_000);
      expect(played.notesOf('transaction-aborted')).toMatchObject([{ producer: 'w → invoices' }]);
      expect(played.notesOf('consumer-error')).toEqual([]);
      expect(played.results()).toEqual(all);
    },
  );

  it.each([1, 2, 3])('goes on when broker %i is killed, whatever it led and coordinated', (broker) => {
    const script: ScenarioDocument['script'] = [
      { at: '13s', do: 'stopBroker', broker },
      { at: '30s', do: 'startBroker', broker },
    ];
    const played = new Played({ consumers: [worker('w'), worker('v')], script }).to(120_000);
    expect(played.results()).toEqual(all);
  });

  it('aborts when records can not be sent, and sends them again', () => {
    const played = new Played({ consumers: [worker('w', 'w-id', impatient)], script: slowLinks }).to(150_000);
    expect(played.notesOf('transaction-aborted').length).toBeGreaterThan(0);
    expect(played.results()).toEqual(all);
  });
});

describe('while a transaction decides over offsets', () => {
  /** When the group's coordinator has them, as the transaction's second partition, and the end is not decided. */
  function offsetsAddedMs(): number {
    const { notes } = new Played({ consumers: [worker('w')] }).to(12_000);
    const added = notes.find((note) => note.code === 'transaction-state' && note.partitions === 2);
    return added!.atUs / 1000;
  }

  it('nobody goes on from them', () => {
    const diesAt = offsetsAddedMs() + 3;
    const script: ScenarioDocument['script'] = [{ at: diesAt, do: 'killConsumer', consumer: 'w' }];
    const forwards = {
      topic: 'invoices',
      transactionalId: 'w-id',
      configs: { 'transaction.timeout.ms': 30_000 },
    };
    const next = worker('v', 'v-id', { startAt: '11s' });
    const played = new Played({ consumers: [{ ...worker('w'), forwards }, next], script }).to(
      diesAt + 25_000,
    );
    const asked = () => findConsumer(played.simulation.cluster, 'v')!.committedOffsets.attempts;
    expect(asked()).toBeGreaterThan(3);
    expect(played.results()).toEqual([]);
    played.to(80_000);
    expect(played.notesOf('transaction-timed-out')).toMatchObject([{ transactionalId: 'w-id' }]);
    expect(played.notesOf('consumer-error')).toEqual([]);
    expect(played.results()).toEqual(all);
  });
});

describe('the checker notices', () => {
  /** What it says of a worker whose state is spoilt in the middle of a poll, or before the next. */
  function found(spoil: (consumer: ConsumerNode) => void): string[] {
    const { simulation } = new Played({ consumers: [worker('w')] }).to(9000);
    spoil(findConsumer(simulation.cluster, 'w')!);
    advanceTo(simulation, toMicros(30_000));
    return simulation.violations
      .filter(({ invariant }) => invariant === 'forwarded-exactly-once')
      .map(({ detail }) => detail);
  }

  it('a result that is made twice, or not at all, in one transaction', () => {
    const twice = found(({ forwarding }) => forwarding!.inHand.unshift({ ...forwarding!.inHand[0]! }));
    expect(twice[0]).toMatch(/two results of offset \d+ of orders-\d/);
    const none = found(({ forwarding }) => forwarding!.inHand.shift());
    expect(none[0]).toMatch(/results of orders-\d at \[.*\) instead of \[/);
  });

  it('positions that are committed without results, or results that a former transaction has made', () => {
    const skip = (by: number) => (consumer: ConsumerNode) => {
      consumer.fetchBuffer = createFetchBuffer();
      for (const state of consumer.subscriptions.assignment.values())
        if (state.position) state.position = { ...state.position, offset: state.position.offset + by };
    };
    expect(found(skip(1))[0]).toMatch(/positions of orders-\d beyond \d+, without results/);
    expect(found(skip(-1))[0]).toMatch(/results of orders-\d from \d+ on, done up to \d+ before/);
  });
});

describe('at least once', () => {
  it('waits for the acknowledgements, and then commits', () => {
    const played = new Played({ consumers: [worker('w', null)] }).to(30_000);
    expect(played.results()).toEqual(all);
    expect(played.notesOf('transaction-begun')).toEqual([]);
    const last = new Map<string, number>();
    for (const note of played.notes) {
      if (note.code === 'batch-acknowledged' && note.producer === 'w → invoices') last.set('ack', note.atUs);
      if (note.code === 'offsets-committed' && note.consumer === 'w')
        expect(note.atUs).toBeGreaterThan(last.get('ack')!);
    }
    expect(played.notesOf('offsets-committed').length).toBeGreaterThan(5);
  });

  it('killed between sending and committing, has results that stand twice', () => {
    const script: ScenarioDocument['script'] = [
      { at: '9s', do: 'killConsumer', consumer: 'w' },
      { at: '10s', do: 'startConsumer', consumer: 'w' },
    ];
    const played = new Played({ consumers: [worker('w', null)], script }).to(60_000);
    const results = played.results();
    expect([...new Set(results)]).toEqual(all);
    expect(results.length).toBeGreaterThan(81);
  });

  it('reads again what it could not send', () => {
    const played = new Played({ consumers: [worker('w', null, impatient)], script: slowLinks }).to(150_000);
    expect(played.notesOf('batch-failed').length).toBeGreaterThan(0);
    expect([...new Set(played.results())]).toEqual(all);
  });
});

describe('the two in one process', () => {
  it('freeze, thaw, close, move and go together', () => {
    const played = new Played({ consumers: [worker('w')] }).to(9000);
    const { simulation } = played;
    const processes = () => [
      findConsumer(simulation.cluster, 'w')?.process,
      findProducer(simulation.cluster, 'w → invoices')?.process,
    ];
    act(simulation, { do: 'freezeConsumer', consumer: 'w' });
    expect(processes()).toEqual(['frozen', 'frozen']);
    act(simulation, { do: 'thawConsumer', consumer: 'w' });
    expect(processes()).toEqual(['running', 'running']);
    act(simulation, { do: 'moveConsumer', consumer: 'w', group: 'others' });
    played.to(20_000);
    expect(processes()).toEqual(['running', 'running']);
    expect(findConsumer(simulation.cluster, 'w')?.groupId).toBe('others');
    act(simulation, { do: 'closeConsumer', consumer: 'w' });
    played.to(40_000);
    expect(processes()).toEqual(['stopped', 'stopped']);
    act(simulation, { do: 'removeConsumer', consumer: 'w' });
    expect(processes()).toEqual([undefined, undefined]);
  });

  it('go although no broker is there to begin with', () => {
    const script: ScenarioDocument['script'] = [1, 2, 3].map((broker) => ({
      at: '4s',
      do: 'stopBroker',
      broker,
    }));
    const played = new Played({ consumers: [worker('w')], script }).to(10_000);
    const { simulation } = played;
    act(simulation, { do: 'removeConsumer', consumer: 'w' });
    played.to(64_000);
    expect(findConsumer(simulation.cluster, 'w')).toBeDefined();
    played.to(66_000);
    expect(findConsumer(simulation.cluster, 'w')).toBeUndefined();
    expect(findProducer(simulation.cluster, 'w → invoices')).toBeUndefined();
  });

  it('are cut off together', () => {
    const { simulation } = new Played({ consumers: [worker('w')] }).to(9000);
    act(simulation, { do: 'cutLink', a: 'w', b: 'broker-1' });
    expect([...simulation.cluster.network.links].filter(([, { cut }]) => cut)).toHaveLength(2);
  });

  it('the producer takes no commands of its own', () => {
    const played = new Played({ consumers: [worker('w')] }).to(9000);
    const { simulation } = played;
    const refused: Note[] = [];
    act(simulation, { do: 'killProducer', producer: 'w → invoices' }, ({ effects }) =>
      refused.push(...effects.notes),
    );
    const taken = {
      name: 'w → invoices',
      group: 'g',
      topics: ['orders'],
      configs: {},
      processingMs: 0,
      commit: 'auto',
    } as const;
    act(simulation, { do: 'addConsumer', ...taken }, ({ effects }) => refused.push(...effects.notes));
    expect(refused.filter(({ code }) => code === 'command-refused')).toMatchObject([
      { command: 'killProducer', field: 'producer' },
      { command: 'addConsumer', field: 'name' },
    ]);
    expect(findProducer(simulation.cluster, 'w → invoices')?.process).toBe('running');
  });
});
