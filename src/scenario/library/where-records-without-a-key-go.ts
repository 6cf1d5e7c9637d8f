import type { ScenarioDocument } from '../schema.ts';

const configs = { 'batch.size': 400, 'linger.ms': 100, 'max.in.flight.requests.per.connection': 1 };
const workload = { type: 'steady', perSecond: 20, keys: null } as const;

export const whereRecordsWithoutAKeyGo: ScenarioDocument = {
  version: 1,
  title: { en: 'Where records without a key go', ko: '키 없는 레코드가 가는 곳' },
  description: {
    en: 'Records without a key stay with one partition until a batch is full, then all go to another, picked by chance. At 14 s broker 3 becomes slow: each request to it takes more than a second. “adaptive” sees a queue grow for its partition and picks it less often. “evenly” has partitioner.adaptive.partitioning.enable=false: no fewer of its records go there than before, and ever more of them wait in the producer.',
    ko: '키 없는 레코드는 배치가 찰 때까지 한 파티션에 머물고, 그다음에는 모두 무작위로 고른 다른 파티션으로 갑니다. 14초에 브로커 3이 느려져 요청 하나에 1초가 넘게 걸립니다. “adaptive”는 그 파티션의 대기열이 길어지는 것을 보고 덜 고릅니다. “evenly”는 partitioner.adaptive.partitioning.enable=false라서 그곳으로 가는 레코드가 전혀 줄지 않고, 프로듀서에서 기다리는 레코드만 점점 늘어납니다.',
  },
  openAt: '11s',
  topics: [
    { name: 'adaptive', partitions: 3, replicationFactor: 1 },
    { name: 'evenly', partitions: 3, replicationFactor: 1 },
  ],
  producers: [
    { name: 'app 1', topic: 'adaptive', startAt: '7s', configs, workload },
    {
      name: 'app 2',
      topic: 'evenly',
      startAt: '7s',
      configs: { ...configs, 'partitioner.adaptive.partitioning.enable': false },
      workload,
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'dashboard', topics: ['adaptive', 'evenly'] }],
  script: [
    { at: '14s', do: 'setLink', a: 'app 1', b: 'broker-3', latency: '700ms' },
    { at: '14s', do: 'setLink', a: 'app 2', b: 'broker-3', latency: '700ms' },
  ],
};
