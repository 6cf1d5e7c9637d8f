/** Small clusters for tests: little to simulate, and everything in its place when they open. */
import type { ScenarioDocument } from '../../src/scenario/schema.ts';

/** Two groups read one topic of three partitions; billing has two members, audit one. */
export const twoGroups: ScenarioDocument = {
  version: 1,
  title: { en: 'Two groups', ko: '두 그룹' },
  description: { en: 'Two groups read one topic.', ko: '두 그룹이 토픽 하나를 읽습니다.' },
  openAt: '10s',
  topics: [{ name: 'orders', partitions: 3 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '6s',
      workload: { type: 'steady', perSecond: 6, keys: { count: 20, prefix: 'user-' } },
    },
  ],
  consumers: [
    { name: 'Ada', group: 'billing', topics: ['orders'], processing: '5ms' },
    { name: 'Bob', group: 'billing', topics: ['orders'], processing: '5ms' },
    { name: 'Cyd', group: 'audit', topics: ['orders'], processing: '5ms' },
  ],
};

/** The same, with a third member for billing two seconds after it opens. */
export const rebalanceAtTwelve: ScenarioDocument = {
  ...twoGroups,
  title: { en: 'A rebalance at twelve', ko: '12초의 리밸런스' },
  script: [
    { at: '12s', do: 'addConsumer', name: 'Dan', group: 'billing', topics: ['orders'], processing: '5ms' },
    { at: '14s', do: 'resumeProducer', producer: 'checkout' },
  ],
};

/** As many partitions as one likes, read by two groups of several members. */
export function manyPartitions(partitions: number): ScenarioDocument {
  const consumer = (name: string, group: string) => ({ name, group, topics: ['orders'], processing: '2ms' });
  return {
    version: 1,
    title: 'Many partitions',
    openAt: '9s',
    topics: [{ name: 'orders', partitions }],
    producers: ['checkout', 'mobile app', 'call centre'].map((name) => ({
      name,
      topic: 'orders',
      startAt: '5s',
      workload: { type: 'steady', perSecond: 20, keys: { count: 200, prefix: 'user-' } },
    })),
    consumers: [
      consumer('Consumer 1', 'billing'),
      consumer('Consumer 2', 'billing'),
      consumer('Consumer 3', 'billing'),
      consumer('Consumer 4', 'warehouse-audit'),
      { name: 'Consumer 5' },
    ],
  };
}
