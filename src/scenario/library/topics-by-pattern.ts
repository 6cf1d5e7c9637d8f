import type { ScenarioDocument } from '../schema.ts';

const member = {
  group: 'audit',
  pattern: 'orders-.*',
  configs: { 'group.protocol': 'consumer', 'auto.offset.reset': 'earliest' },
  processing: '5ms',
};
const steady = { type: 'steady', perSecond: 4, keys: { count: 6, prefix: 'client-' } } as const;

export const topicsByPattern: ScenarioDocument = {
  version: 1,
  title: { en: 'Topics by a pattern', ko: '패턴으로 고르는 토픽' },
  description: {
    en: 'audit names no topic: its members subscribe to whatever fits orders-.*, and the coordinator finds it (KIP-848). clicks does not fit, and nobody reads it. At 21 s orders-kr is created: the coordinator looks again, and both members are given a part of it with their next heartbeats.',
    ko: 'audit의 멤버는 토픽 이름 대신 orders-.* 패턴을 구독하고, 맞는 토픽은 코디네이터가 찾습니다(KIP-848). clicks는 맞지 않아 아무도 읽지 않습니다. 21초에 orders-kr이 생기면 코디네이터가 다시 찾고, 두 멤버는 다음 하트비트에서 그 일부를 받습니다.',
  },
  openAt: '18s',
  topics: ['orders-eu', 'orders-us', 'clicks'].map((name) => ({ name, partitions: 2 })),
  producers: ['orders-eu', 'orders-us', 'clicks'].map((topic) => ({
    name: `shop ${topic}`,
    topic,
    startAt: '7s',
    workload: steady,
  })),
  consumers: [
    { name: 'Consumer 1', ...member },
    { name: 'Consumer 2', ...member },
  ],
  script: [
    { at: '21s', do: 'addTopic', name: 'orders-kr', partitions: 2 },
    { at: '22s', do: 'addProducer', name: 'shop orders-kr', topic: 'orders-kr', workload: steady },
  ],
};
