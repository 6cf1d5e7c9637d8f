/** Consumers with group.protocol=consumer and the brokers that coordinate them, in whole runs. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { Configs, Run } from '../scenario/scenario.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { checkWhole } from './checkers/checkers.ts';
import { randomRun } from './random-run.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from './simulation.ts';
import { stateDocument } from './state-document.ts';

const NEW_PROTOCOL = { 'group.protocol': 'consumer', 'auto.offset.reset': 'earliest' };

interface Played {
  readonly simulation: Simulation;
  readonly notes: Note[];
}

type Document = Partial<ScenarioDocument>;
type Script = NonNullable<Document['script']>;

function play(document: Document, untilMs: number): Played {
  const scenario = normalise({
    version: 1,
    topics: [{ name: 'orders', partitions: 6 }],
    producers: [{ name: 'p', topic: 'orders', workload: { type: 'steady', perSecond: 40 } }],
    ...document,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(untilMs), ({ effects }) => notes.push(...effects.notes));
  return { simulation, notes };
}

const consumer = (name: string, more: object = {}) => ({
  name,
  group: 'g',
  topics: ['orders'],
  configs: NEW_PROTOCOL,
  ...more,
});

function groupOf({ simulation }: Played) {
  const { type, state, members } = stateDocument(simulation).groups[0]!;
  const shares = Object.fromEntries(members.map((member) => [member.consumer, member.assignment.orders]));
  return { type, state, shares };
}

/** What happened to partitions, in order: who gave up or got which. */
function moves({ notes }: Played): string[] {
  return notes.flatMap((note) => {
    if (note.code !== 'partitions-assigned' && note.code !== 'partitions-revoked') return [];
    const what = note.code === 'partitions-assigned' ? 'gets' : note.lost ? 'loses' : 'gives up';
    const partitions = note.partitions.map(({ partition }) => partition);
    return partitions.length === 0 ? [] : `${note.consumer} ${what} ${partitions.join()}`;
  });
}

describe('group.protocol=consumer', () => {
  it('a second member gets its half when the first has let go of it, and the first reads on what it keeps', () => {
    const played = play({ consumers: [consumer('a'), consumer('b', { startAt: '20s' })] }, 40_000);
    const { type, state, shares } = groupOf(played);
    expect({ type, state }).toEqual({ type: 'consumer', state: 'Stable' });
    expect(moves(played)).toEqual([
      'a gets 0,1,2,3,4,5',
      `a gives up ${shares.b!.join()}`,
      `b gets ${shares.b!.join()}`,
    ]);
    expect(played.simulation.ledger.counts).toMatchObject({ redelivered: 0, outOfOrder: 0 });
  });

  it('group.remote.assignor=range: ranges in the order of member ids', () => {
    const configs = { ...NEW_PROTOCOL, 'group.remote.assignor': 'range' };
    const played = play({ consumers: [consumer('a', { configs }), consumer('b', { configs })] }, 30_000);
    const shares = Object.values(groupOf(played).shares).map((share) => share!.join());
    expect(shares.sort()).toEqual(['0,1,2', '3,4,5']);
  });

  it('a member that is closed commits and leaves: the other has its partitions a heartbeat later', () => {
    const played = play(
      {
        consumers: [consumer('a'), consumer('b')],
        script: [{ at: '20s', do: 'closeConsumer', consumer: 'b' }],
      },
      30_000,
    );
    expect(groupOf(played)).toMatchObject({ state: 'Stable', shares: { a: [0, 1, 2, 3, 4, 5] } });
    expect(played.simulation.ledger.counts.redelivered).toBe(0);
  });

  it('a member that is killed is given up after group.consumer.session.timeout.ms', () => {
    const document: Document = {
      consumers: [consumer('a'), consumer('b')],
      script: [{ at: '20s', do: 'killConsumer', consumer: 'b' }],
    };
    expect(Object.keys(groupOf(play(document, 59_000)).shares)).toHaveLength(2);
    expect(groupOf(play(document, 72_000)).shares).toEqual({ a: [0, 1, 2, 3, 4, 5] });
  });

  it('an application that does not poll for max.poll.interval.ms is out, and joins anew when it does', () => {
    const configs = { ...NEW_PROTOCOL, 'max.poll.interval.ms': 5000 };
    const slow = consumer('b', { configs, processing: '6s' });
    const played = play({ consumers: [consumer('a'), slow] }, 60_000);
    const codes = played.notes.map(({ code }) => code);
    expect(codes).toContain('poll-interval-exceeded');
    expect(moves(played).some((move) => move.startsWith('b loses'))).toBe(true);
    expect(moves(played).filter((move) => move.startsWith('b gets')).length).toBeGreaterThan(1);
  });

  it('a static member that restarts within its session finds its partitions as they were', () => {
    const configs = { ...NEW_PROTOCOL, 'group.instance.id': 'desk-1' };
    const played = play(
      {
        consumers: [consumer('a'), consumer('b', { configs })],
        script: [
          { at: '20s', do: 'closeConsumer', consumer: 'b' },
          { at: '25s', do: 'startConsumer', consumer: 'b' },
        ],
      },
      40_000,
    );
    expect(moves(played).filter((move) => move.startsWith('a'))).toHaveLength(2);
    expect(groupOf(played)).toMatchObject({ state: 'Stable' });
    expect(groupOf(played).shares.b).toHaveLength(3);
  });

  it('a classic group goes over to the new protocol, a member at a time, and back', () => {
    const classic = {
      'auto.offset.reset': 'earliest',
      'partition.assignment.strategy': 'cooperative-sticky',
    };
    const toNew = (at: string, name: string): Script => [
      { at, do: 'closeConsumer', consumer: name },
      { at, do: 'addConsumer', ...consumer(`${name}-new`) },
    ];
    const script: Script = [...toNew('20s', 'a'), ...toNew('40s', 'b')];
    const document: Document = {
      consumers: [consumer('a', { configs: classic }), consumer('b', { configs: classic })],
      script,
    };
    expect(groupOf(play(document, 19_000)).type).toBe('classic');
    const half = groupOf(play(document, 38_000));
    expect(half).toMatchObject({ type: 'consumer', state: 'Stable' });
    expect(Object.values(half.shares).flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const whole = groupOf(play(document, 70_000));
    expect(Object.keys(whole.shares).sort()).toEqual(['a-new', 'b-new']);
    expect(Object.values(whole.shares).flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const back: Document = {
      ...document,
      script: [
        ...script,
        { at: '80s', do: 'addConsumer', ...consumer('c', { configs: classic }) },
        { at: '90s', do: 'closeConsumer', consumer: 'a-new' },
        { at: '90s', do: 'closeConsumer', consumer: 'b-new' },
      ],
    };
    expect(groupOf(play(back, 120_000))).toEqual({
      type: 'classic',
      state: 'Stable',
      shares: { c: [0, 1, 2, 3, 4, 5] },
    });
  });
});

/** The random run of that seed with its consumers speaking the new protocol: all of them, or every other one. */
function inNewProtocol(seed: number, mixed: boolean): Run {
  const run = randomRun(seed);
  const { cluster } = run.scenario;
  const consumers = run.scenario.consumers.map((plan, index) =>
    mixed && (seed + index) % 2 === 0 ? plan : { ...plan, configs: migrated(plan.configs) },
  );
  const configs = { ...cluster.configs, 'group.consumer.session.timeout.ms': 10_000 };
  return { ...run, scenario: { ...run.scenario, consumers, cluster: { ...cluster, configs } } };
}

function migrated(configs: Configs): Configs {
  const {
    'partition.assignment.strategy': _,
    'session.timeout.ms': __,
    'heartbeat.interval.ms': ___,
    ...kept
  } = configs;
  return { ...kept, 'group.protocol': 'consumer' };
}

describe('random clusters with faults', () => {
  const seeds = Array.from({ length: 8 }, (_, index) => 4000 + index);

  it.each(seeds)('seed %i, all in the new protocol, breaks no invariant', (seed) => {
    const simulation = createSimulation(inNewProtocol(seed, false));
    advanceTo(simulation, 60_000_000);
    expect([...simulation.violations, ...checkWhole(simulation.cluster)]).toEqual([]);
  });

  it.each(seeds)('seed %i, both protocols mixed, breaks no invariant', (seed) => {
    const simulation = createSimulation(inNewProtocol(seed, true));
    advanceTo(simulation, 60_000_000);
    expect([...simulation.violations, ...checkWhole(simulation.cluster)]).toEqual([]);
  });
});
