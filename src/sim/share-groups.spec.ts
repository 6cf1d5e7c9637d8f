/** Share consumers, the brokers that share partitions out to them, and their coordinators, in whole runs. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { sharePartitionsOf } from './groups.ts';
import { findConsumer } from './named.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from './simulation.ts';
import { stateDocument } from './state-document.ts';

interface Played {
  readonly simulation: Simulation;
  readonly notes: Note[];
}

const LOCK_3_S = {
  'group.share.min.record.lock.duration.ms': 1000,
  'group.share.record.lock.duration.ms': 3000,
};

/** Four records a second from 8 s on: then everybody has an assignment. */
function play(document: Partial<ScenarioDocument>, untilMs: number): Played {
  const scenario = normalise({
    version: 1,
    cluster: { brokers: 1, configs: LOCK_3_S },
    topics: [{ name: 'jobs' }],
    producers: [
      { name: 'p', topic: 'jobs', startAt: '8s', workload: { type: 'steady', perSecond: 4, limit: 40 } },
    ],
    ...document,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(untilMs), ({ effects }) => notes.push(...effects.notes));
  return { simulation, notes };
}

const worker = (name: string, more: object = {}) => ({
  name,
  group: 'g',
  topics: ['jobs'],
  share: {},
  ...more,
});

/** How often each offset was handed to an application, in its order. */
function deliveries({ notes }: Played): number[] {
  const counts: number[] = [];
  for (const note of notes) {
    if (note.code !== 'records-delivered') continue;
    for (let offset = note.fromOffset; offset < note.toOffset; offset++)
      counts[offset] = (counts[offset] ?? 0) + 1;
  }
  return counts;
}

const once = (count: number) => new Array<number>(count).fill(1);
const handled = ({ simulation }: Played, name: string) =>
  findConsumer(simulation.cluster, name)!.share!.handled;

describe('members of a share group', () => {
  it('have the same partition, and each record is with one of them', () => {
    const played = play({ consumers: [worker('a'), worker('b')] }, 25_000);
    const [group] = stateDocument(played.simulation).groups;
    expect(group).toMatchObject({ type: 'share', state: 'Stable', assignor: 'simple' });
    expect(group?.members.map(({ assignment }) => assignment)).toEqual([{ jobs: [0] }, { jobs: [0] }]);
    expect(deliveries(played)).toEqual(once(40));
    expect(handled(played, 'a')).toBeGreaterThan(5);
    expect(handled(played, 'b')).toBeGreaterThan(5);
    expect(played.simulation.violations).toEqual([]);
  });

  it('move the share-partition start past what all of them are done with', () => {
    const { simulation } = play({ consumers: [worker('a')] }, 25_000);
    expect(sharePartitionsOf(simulation.cluster)).toMatchObject([
      { startOffset: 40, endOffset: 40, available: 0 },
    ]);
  });

  it('begin at the end of the log: share.auto.offset.reset is latest', () => {
    const producers: ScenarioDocument['producers'] = [
      { name: 'p', topic: 'jobs', workload: { type: 'steady', perSecond: 4, limit: 40 } },
    ];
    const played = play({ producers, consumers: [worker('a', { startAt: '20s' })] }, 40_000);
    expect(deliveries(played)).toEqual([]);
    expect(sharePartitionsOf(played.simulation.cluster)).toMatchObject([{ startOffset: 40 }]);
  });

  it('or at its beginning, once the group says so', () => {
    const producers: ScenarioDocument['producers'] = [
      { name: 'p', topic: 'jobs', workload: { type: 'steady', perSecond: 4, limit: 40 } },
    ];
    const script: ScenarioDocument['script'] = [
      { at: '5s', do: 'setGroupConfig', group: 'g', name: 'share.auto.offset.reset', value: 'earliest' },
    ];
    const played = play({ producers, consumers: [worker('a', { startAt: '20s' })], script }, 40_000);
    expect(deliveries(played)).toEqual(once(40));
  });
});

describe('what the application says of a record', () => {
  it('rejected, nobody has it again', () => {
    const played = play({ consumers: [worker('a', { share: { rejectEvery: 2 } })] }, 30_000);
    expect(deliveries(played)).toEqual(once(40));
    expect(handled(played, 'a')).toBe(40);
  });

  it('released, it is delivered again, group.share.delivery.count.limit times at most', () => {
    const played = play({ consumers: [worker('a', { share: { releaseEvery: 1 } })] }, 60_000);
    expect(deliveries(played)).toEqual(new Array<number>(40).fill(5));
    expect(sharePartitionsOf(played.simulation.cluster)).toMatchObject([{ startOffset: 40 }]);
  });

  it('released, as often as the group itself has it', () => {
    const script: ScenarioDocument['script'] = [
      { at: '1s', do: 'setGroupConfig', group: 'g', name: 'share.delivery.count.limit', value: 2 },
    ];
    const played = play({ consumers: [worker('a', { share: { releaseEvery: 1 } })], script }, 60_000);
    expect(deliveries(played)).toEqual(new Array<number>(40).fill(2));
  });

  it('too late, counts for nothing: its lock has run out, and another has had it', () => {
    const played = play({ consumers: [worker('slow', { processing: '4s' }), worker('quick')] }, 60_000);
    const counts = deliveries(played);
    expect(counts.length).toBe(40);
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(1);
    expect(sharePartitionsOf(played.simulation.cluster)).toMatchObject([{ startOffset: 40 }]);
  });
});

describe('a member that goes', () => {
  it('killed, leaves its records to the others once their locks have run out', () => {
    const consumers = [worker('a', { processing: '2s' })];
    const script: ScenarioDocument['script'] = [
      { at: '9s', do: 'killConsumer', consumer: 'a' },
      { at: '10s', do: 'addConsumer', ...worker('b') },
    ];
    const played = play({ consumers, script }, 40_000);
    const [first, ...others] = deliveries(played);
    expect(first).toBe(2);
    expect(others.slice(3)).toEqual(once(36));
  });

  it('closed, releases at once what it has not acknowledged, and leaves', () => {
    const consumers = [worker('a', { processing: '500ms' })];
    const script: ScenarioDocument['script'] = [{ at: '10s', do: 'closeConsumer', consumer: 'a' }];
    const { simulation } = play({ consumers, script }, 12_000);
    expect(stateDocument(simulation).groups[0]).toMatchObject({ state: 'Empty', members: [] });
    const [partition] = sharePartitionsOf(simulation.cluster);
    expect(partition?.acquired.size).toBe(0);
    expect(partition?.available).toBeGreaterThan(0);
  });
});

describe('a broker that goes', () => {
  it('takes nothing with it: the next leader reads the state, and all is delivered', () => {
    const cluster = {
      brokers: 3,
      configs: { ...LOCK_3_S, 'offsets.topic.num.partitions': 1, 'default.replication.factor': 3 },
    };
    const topics = [{ name: 'jobs', replicationFactor: 3 }];
    const script: ScenarioDocument['script'] = [
      { at: '12s', do: 'stopBroker', broker: 1, how: 'shutdown' },
      { at: '30s', do: 'startBroker', broker: 1 },
    ];
    const played = play({ cluster, topics, consumers: [worker('a'), worker('b')], script }, 90_000);
    const counts = deliveries(played);
    expect(counts.length).toBe(40);
    expect(counts.every((count) => count >= 1)).toBe(true);
    expect(played.simulation.violations).toEqual([]);
    const started = sharePartitionsOf(played.simulation.cluster).map(({ startOffset }) => startOffset);
    expect(started).toContain(40);
  });
});

describe('consumers of another kind', () => {
  const failure = ({ simulation }: Played, name: string) =>
    findConsumer(simulation.cluster, name)!.application.failure;

  it('are refused in a share group as Kafka refuses them', () => {
    const consumers = [worker('a'), { name: 'c', group: 'g', topics: ['jobs'], startAt: '5s' }];
    expect(failure(play({ consumers }, 15_000), 'c')).toBe('InconsistentGroupProtocolException');
  });

  it('a consumer from the bench becomes a share consumer with a share group, since it is no client yet', () => {
    const consumers = [worker('a'), { name: 'c' }];
    const script: ScenarioDocument['script'] = [{ at: '6s', do: 'moveConsumer', consumer: 'c', group: 'g' }];
    const played = play({ consumers, script }, 30_000);
    expect(failure(played, 'c')).toBeNull();
    expect(handled(played, 'c')).toBeGreaterThan(5);
  });

  it('and a share consumer in theirs', () => {
    const consumers = [{ name: 'c', group: 'g', topics: ['jobs'] }, worker('a', { startAt: '6s' })];
    expect(failure(play({ consumers }, 15_000), 'a')).toBe('GroupIdNotFoundException');
  });
});
