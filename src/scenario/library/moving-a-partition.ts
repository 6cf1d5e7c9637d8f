import type { ScenarioDocument } from '../schema.ts';

export const movingAPartition: ScenarioDocument = {
  version: 1,
  title: { en: 'Moving a partition to a new broker', ko: '새 브로커로 파티션 옮기기' },
  description: {
    en: 'Broker 4 joins at 15 s and stays empty, since what is there does not move by itself. At 25 s P2, the busiest, is given to brokers 4 and 2, as kafka-reassign-partitions.sh does it: broker 4 becomes a third replica and fetches all of the log, while broker 1 leads on. Once broker 4 is in the ISR the move is complete: broker 1 drops its copy, and broker 4, now the preferred replica, leads. Producer and consumer look up the new leader and go on; no record is lost.',
    ko: '브로커 4가 15초에 들어오지만 비어 있습니다. 이미 있는 것은 저절로 옮겨 가지 않기 때문입니다. 25초에 kafka-reassign-partitions.sh처럼 가장 바쁜 P2를 브로커 4와 2에 맡기면, 브로커 1이 계속 리더를 맡는 동안 브로커 4가 세 번째 레플리카가 되어 로그 전체를 가져옵니다. 브로커 4가 ISR에 들어가면 이동이 끝나, 브로커 1은 복사본을 지우고 우선 레플리카가 된 브로커 4가 리더를 맡습니다. 프로듀서와 컨슈머는 새 리더를 찾아 이어 가고, 잃는 레코드는 없습니다.',
  },
  openAt: '14s',
  topics: [{ name: 'orders', partitions: 3, replicationFactor: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 12, keys: { count: 30, prefix: 'C-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['orders'] }],
  script: [
    { at: '15s', do: 'addBroker', broker: 4 },
    { at: '25s', do: 'reassignPartitions', topic: 'orders', partition: 2, replicas: [4, 2] },
  ],
};
