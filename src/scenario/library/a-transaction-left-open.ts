import type { ScenarioDocument } from '../schema.ts';

export const aTransactionLeftOpen: ScenarioDocument = {
  version: 1,
  title: { en: 'A transaction left open', ko: '열린 채 남은 트랜잭션' },
  description: {
    en: 'At 14 s “checkout” dies in the middle of a transaction. Nobody ends it, so the last stable offset stands still: “billing”, which reads committed, waits for it, also for what “clicks” has written since without any transaction. After transaction.timeout.ms, here 15 seconds, the next check of the coordinator (every ten seconds) aborts it and writes the markers: billing passes over what was aborted, and catches up.',
    ko: '14초에 “checkout”이 트랜잭션 도중에 죽습니다. 끝내 줄 이가 없으므로 마지막 안정 오프셋(LSO)이 멈춥니다. 커밋된 것만 읽는 “billing”은 그동안 기다리고, “clicks”가 트랜잭션 없이 쓴 레코드도 읽지 못합니다. transaction.timeout.ms(여기서는 15초)가 지나면 10초마다 살피는 코디네이터가 그 트랜잭션을 중단시키고 표시를 씁니다. billing은 중단된 레코드를 건너뛰고 따라잡습니다.',
  },
  openAt: '11s',
  topics: [{ name: 'orders', partitions: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      configs: { 'transactional.id': 'checkout-1', 'transaction.timeout.ms': 15_000 },
      transactions: { records: 6 },
      workload: { type: 'steady', perSecond: 3, keys: { count: 4, prefix: 'client-' } },
    },
    {
      name: 'clicks',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 2, keys: { count: 3, prefix: 'page-' } },
    },
  ],
  consumers: [
    {
      name: 'Consumer 1',
      group: 'billing',
      topics: ['orders'],
      configs: { 'isolation.level': 'read_committed' },
    },
  ],
  script: [{ at: '14s', do: 'killProducer', producer: 'checkout' }],
};
