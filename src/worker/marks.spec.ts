import { expect, it } from 'vitest';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { readScenario } from '../scenario/validate.ts';
import type { Mark } from '../view/codes.ts';
import { advance, createSession } from './session.ts';

function marksOf(scenario: Partial<ScenarioDocument>, untilMs: number): Mark[] {
  const read = readScenario({ version: 1, consumers: [], ...scenario });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  const session = createSession({ scenario: read.scenario, seed: 1, actions: [] }, new Map());
  advance(session, untilMs * 1000, () => false);
  return session.marks;
}

it('records that the producer gives up are marked, with why', () => {
  const marks = marksOf(
    {
      cluster: { brokers: 1 },
      topics: [{ name: 'orders', partitions: 1 }],
      producers: [
        {
          name: 'checkout',
          topic: 'orders',
          workload: { type: 'steady', perSecond: 20, valueBytes: 1000 },
          configs: { 'buffer.memory': 32768, 'max.block.ms': 500 },
        },
      ],
      script: [{ at: '5s', do: 'stopBroker', broker: 1, how: 'kill' }],
    },
    20_000,
  );
  expect(marks.find(({ kind }) => kind === 'send-failed')).toMatchObject({
    author: 'cluster',
    params: { producer: 'checkout', topic: 'orders', error: 'BUFFER_EXHAUSTED', count: 1 },
  });
});

it('a compacted log is marked, by its leader alone and only if it became smaller', () => {
  const marks = marksOf(
    {
      topics: [
        {
          name: 'profiles',
          partitions: 1,
          configs: {
            'cleanup.policy': 'compact',
            'internal.segment.bytes': 4096,
            'min.cleanable.dirty.ratio': 0.1,
          },
        },
      ],
      producers: [
        {
          name: 'accounts',
          topic: 'profiles',
          workload: { type: 'steady', perSecond: 20, keys: { count: 5 } },
        },
      ],
    },
    40_000,
  ).filter(({ kind }) => kind === 'log-cleaned');
  expect(marks.length).toBeGreaterThan(0);
  for (const { params } of marks) expect(Number(params.to)).toBeLessThan(Number(params.from));
  expect(new Set(marks.map(({ atUs }) => atUs)).size).toBe(marks.length);
});

it('the replicas that a partition is to move to are told, and none where the move is called off', () => {
  const move = { do: 'reassignPartitions', topic: 'orders', partition: 0 } as const;
  const marks = marksOf(
    {
      topics: [{ name: 'orders', partitions: 1, replicationFactor: 1 }],
      script: [
        { at: '5s', ...move, replicas: [3, 1] },
        { at: '6s', ...move, replicas: null },
      ],
    },
    7000,
  );
  const asked = marks.filter(({ kind }) => kind === 'action');
  expect(asked.map(({ params }) => params.replicas)).toEqual(['3, 1', '']);
});
