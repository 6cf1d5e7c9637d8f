/** Each checker must notice what it is there for: a sound run is spoilt by hand, in the way that a fault would. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ConsumerNode } from '../../engine/client/consumer.ts';
import type { NoteBody } from '../../engine/note.ts';
import type { Effects } from '../../engine/step.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
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

  describe('of a transaction', () => {
    const records = {
      kind: 'data',
      stream: 0,
      indexes: [0, 1],
      keyIds: [],
      keySizes: [],
      valueSizes: [],
    } as const;
    const written = (baseOffset: number, producerId: number): RecordBatch => ({
      baseOffset,
      lastOffset: baseOffset + 1,
      partitionLeaderEpoch: 0,
      producerId,
      producerEpoch: 0,
      baseSequence: 0,
      timestampType: 'CreateTime',
      baseTimestamp: 0,
      maxTimestamp: 0,
      sizeInBytes: 100,
      isTransactional: true,
      records: { ...records, timestampDeltas: [0, 0] },
    });
    const marker = (baseOffset: number, producerId: number, kind: 'COMMIT' | 'ABORT'): RecordBatch => ({
      ...written(baseOffset, producerId),
      lastOffset: baseOffset,
      records: { kind: 'control', marker: kind, coordinatorEpoch: 0 },
    });
    const appended = (batch: RecordBatch): NoteBody => ({
      code: 'batch-appended',
      ...row,
      broker: leader(),
      batch,
    });
    const delivered = (from: number, to: number, ...batches: RecordBatch[]): NoteBody => ({
      code: 'records-delivered',
      ...row,
      consumer: 'reader',
      group: 'g',
      fromOffset: from,
      toOffset: to,
      batches,
    });
    const at = 1000;
    const kept = written(at, 1);
    const dropped = written(at + 2, 2);

    beforeEach(() => {
      const reader = { kind: 'consumer', configs: { 'isolation.level': 'read_committed' }, share: null };
      simulation.cluster.nodes.set('reader', reader as unknown as ConsumerNode);
      expect(findingsOf(appended(kept), appended(dropped))).toEqual([]);
    });

    it('a record that is not decided yet', () => {
      expect(findingsOf(delivered(at, at + 2, kept))).toEqual(['aborted-stay-unread']);
    });

    it('a record that was aborted', () => {
      findingsOf(appended(marker(at + 4, 2, 'ABORT')), appended(marker(at + 5, 1, 'COMMIT')));
      expect(findingsOf(delivered(at, at + 2, kept))).toEqual([]);
      expect(findingsOf(delivered(at + 2, at + 4, dropped))).toEqual(['aborted-stay-unread']);
    });

    it('a committed record that is passed by, in one poll or between two', () => {
      findingsOf(appended(marker(at + 4, 2, 'ABORT')), appended(marker(at + 5, 1, 'COMMIT')));
      const next = written(at + 6, 1);
      findingsOf(appended(next), appended(marker(at + 8, 1, 'COMMIT')));
      expect(findingsOf(delivered(at, at + 8, next))).toEqual(['aborted-stay-unread']);
      const last = written(at + 9, 1);
      findingsOf(appended(last), appended(marker(at + 11, 1, 'COMMIT')));
      expect(findingsOf(delivered(at + 9, at + 11, last))).toEqual([]);
      const after = written(at + 14, 1);
      findingsOf(appended(written(at + 12, 1)), appended(after), appended(marker(at + 16, 1, 'COMMIT')));
      expect(findingsOf(delivered(at + 14, at + 16, after))).toEqual(['aborted-stay-unread']);
    });

    it('nothing where a consumer reads uncommitted', () => {
      const reader = { kind: 'consumer', configs: { 'isolation.level': 'read_uncommitted' }, share: null };
      simulation.cluster.nodes.set('reader', reader as unknown as ConsumerNode);
      expect(findingsOf(delivered(at, at + 4, kept, dropped))).toEqual([]);
    });
  });
});
