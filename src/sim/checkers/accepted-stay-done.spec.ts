import { beforeAll, describe, expect, it } from 'vitest';
import type { Effects } from '../../engine/step.ts';
import { brokersOf } from '../leaders.ts';
import { randomRun } from '../random-run.ts';
import { advanceTo, createSimulation, type Simulation } from '../simulation.ts';
import { runCheckers } from './checkers.ts';

const REQUEST_ID = -1;

let simulation: Simulation;
let key: string;

/** A topic that three members share, nothing else. */
beforeAll(() => {
  const run = randomRun(2);
  const { consumers, producers, topics, cluster } = run.scenario;
  const sharing = consumers.filter(({ share }) => share);
  const topic = { ...topics[0]!, name: sharing[0]!.topics[0]!, partitions: 1 };
  const scenario = {
    ...run.scenario,
    cluster: {
      ...cluster,
      brokers: [{ id: 1, configs: {} }],
      configs: { 'offsets.topic.replication.factor': 1 },
    },
    topics: [{ ...topic, replicationFactor: 1, configs: {} }],
    producers: producers.map((producer) => ({ ...producer, topic: topic.name, configs: {} })),
    consumers: sharing,
    script: [],
  };
  simulation = createSimulation({ ...run, scenario });
  advanceTo(simulation, 30_000_000);
  key = [...simulation.checkers.shares.partitions.keys()][0]!;
});

const partition = () => brokersOf(simulation.cluster)[0]!.share!.partitions.get(key)!;

/** As a member hears of the partition, with what it has accepted since it last heard of it. */
function findingsOf(accepted: number[] = []): string[] {
  const { cluster, checkers } = simulation;
  const [group, topicId] = key.split(':');
  const acknowledgementBatches = accepted.map((offset) => ({
    firstOffset: offset,
    lastOffset: offset,
    acknowledgeTypes: [1],
  }));
  const topics = [{ topicId: topicId!, partitions: [{ partitionIndex: 0, acknowledgementBatches }] }];
  checkers.shares.asked.set(REQUEST_ID, { group: group!, topics });
  const response = {
    kind: 'response',
    api: 'ShareAcknowledge',
    requestId: REQUEST_ID,
    from: brokersOf(cluster)[0]!.id,
    body: { responses: [{ topicId, partitions: [{ partitionIndex: 0, errorCode: 0 }] }] },
  };
  const effects = { atUs: cluster.nowUs, item: null, notes: [], sends: [response] } as unknown as Effects;
  return runCheckers(checkers, cluster, effects).map(({ invariant }) => invariant);
}

describe('of records that members were told are done', () => {
  it('all are done in a sound run', () => {
    expect(simulation.violations).toEqual([]);
    expect(partition().startOffset).toBeGreaterThan(0);
    expect(findingsOf([partition().startOffset - 1])).toEqual([]);
  });

  it('one that its leader would give out again is noticed', () => {
    expect(findingsOf([partition().endOffset + 1])).toEqual(['accepted-stay-done']);
  });

  it('a start that goes back is noticed', () => {
    partition().startOffset -= 2;
    expect(findingsOf()).toEqual(['accepted-stay-done']);
  });
});
