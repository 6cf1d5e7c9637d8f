import type { ScenarioDocument } from '../schema.ts';

export const keysAndOrder: ScenarioDocument = {
  version: 1,
  title: { en: 'Keys and order', ko: '키와 순서' },
  description: {
    en: 'checkout gives each record a key, and a colour always lands on the same tape: records of one key stay in order. clicks gives none: its grey records stay on one partition until a batch’s worth of bytes is there, then move to another. Across partitions Kafka promises no order.',
    ko: 'checkout은 레코드마다 키를 붙이므로 같은 색은 언제나 같은 파티션에 놓이고, 같은 키의 레코드는 순서가 지켜집니다. clicks는 키를 붙이지 않아 회색 레코드가 배치 하나 분량만큼 한 파티션에 쌓인 뒤 다른 파티션으로 옮겨 갑니다. 서로 다른 파티션 사이의 순서는 Kafka가 보장하지 않습니다.',
  },
  openAt: '10s',
  topics: [{ name: 'orders', partitions: 3 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 6, keys: { prefix: 'user-' } },
    },
    {
      name: 'clicks',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 6, keys: null, valueBytes: 2000 },
    },
  ],
  consumers: [
    { name: 'Consumer 1', group: 'billing', topics: ['orders'], processing: '20ms' },
    { name: 'Consumer 2', group: 'billing', topics: ['orders'], processing: '20ms' },
    { name: 'Consumer 3', group: 'billing', topics: ['orders'], processing: '20ms' },
  ],
};
