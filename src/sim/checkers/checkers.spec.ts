/** Each checker must notice what it is there for: a sound run is spoilt by hand, in the way that a fault would. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { NoteBody } from '../../engine/note.ts';
import type { Effects } from '../../engine/step.ts';
import { brokerOf, leaderLog, registrationOf, topicNamed } from '../leaders.ts';
import { randomRun } from '../random-run.ts';
import { advanceTo, createSimulation, type Simulation } from '../simulation.ts';
import { checkWhole, runCheckers } from './checkers.ts';

let simulation: Simulation;

beforeEach(() => {
  const run = randomRun(5004);
  const brokers = [1, 2, 3].map((id) => ({ id, configs: {} }));
  const topics = [{ name: 'topic-0', partitions: 1, replicationFactor: 3, configs: {} }];
  const producers = run.scenario.producers.map((producer) => ({
    ...producer,
    topic: 'topic-0',
    configs: {},
  }));
  const scenario = {
    ...run.scenario,
    script: [],
    topics,
    producers,
    consumers: [],
    cluster: { ...run.scenario.cluster, brokers },
  };
  simulation = createSimulation({ ...run, scenario });
  advanceTo(simulation, 10_000_000);
  expect([...simulation.violations, ...checkWhole(simulation.cluster)]).toEqual([]);
});

function findingsOf(...notes: NoteBody[]): string[] {
  const { cluster, checkers } = simulation;
  const effects: Effects = {
    event: 1,
    atUs: cluster.nowUs,
    item: null,
    taken: true,
    sends: [],
    notes: notes.map((note) => ({ ...note, atUs: cluster.nowUs, event: 1 })),
  };
  return runCheckers(checkers, cluster, effects).map(({ invariant }) => invariant);
}

const row = { topic: 'topic-0', partition: 0 };
const leader = (): number => registrationOf(simulation.cluster, 'topic-0', 0)!.leader;
const log = () => leaderLog(simulation.cluster, 'topic-0', 0)!;

describe('a checker notices', () => {
  it('a high watermark that goes back on one leader', () => {
    const { highWatermark } = log();
    expect(
      findingsOf({ code: 'high-watermark', broker: leader(), ...row, highWatermark: highWatermark - 1 }),
    ).toContain('high-watermark-is-monotonic');
  });

  it('a high watermark beyond the log of an in-sync replica', () => {
    const highWatermark = log().logEndOffset + 1;
    expect(findingsOf({ code: 'high-watermark', broker: leader(), ...row, highWatermark })).toContain(
      'high-watermark-within-isr',
    );
  });

  it('a new leader without a committed record', () => {
    const next = registrationOf(simulation.cluster, 'topic-0', 0)!.isr.find((id) => id !== leader())!;
    const topicId = topicNamed(simulation.cluster, 'topic-0')!.topicId;
    brokerOf(simulation.cluster, next)!.disk.logs.get(`${topicId}:0`)!.logEndOffset = 1;
    const elected = { leader: next, previousLeader: leader(), leaderEpoch: 9, isr: [next], unclean: false };
    expect(findingsOf({ code: 'leader-elected', ...row, ...elected })).toContain('committed-records-survive');
  });

  it('nothing wrong in an unclean election, which may lose records', () => {
    const elected = { leader: 1, previousLeader: 2, leaderEpoch: 9, isr: [1], unclean: true };
    expect(findingsOf({ code: 'leader-elected', ...row, ...elected })).toEqual([]);
  });

  it('two owners of a partition in one generation', () => {
    const assigned = { code: 'partitions-assigned', group: 'g', generation: 3, partitions: [row] } as const;
    expect(findingsOf({ ...assigned, consumer: 'one' }, { ...assigned, consumer: 'two' })).toContain(
      'one-owner-per-partition',
    );
    expect(
      findingsOf(
        { ...assigned, consumer: 'one', generation: 4 },
        { ...assigned, consumer: 'two', generation: 5 },
      ),
    ).toEqual([]);
  });

  it('a hole in a log', () => {
    const [segment] = log().segments;
    (segment!.chunk.batches as unknown[]).splice(1, 1);
    segment!.batchCount--;
    expect(checkWhole(simulation.cluster).map(({ invariant }) => invariant)).toContain(
      'offsets-are-contiguous',
    );
  });
});
