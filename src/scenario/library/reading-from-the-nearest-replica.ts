import type { ScenarioDocument } from '../schema.ts';

export const readingFromTheNearestReplica: ScenarioDocument = {
  version: 1,
  title: { en: 'Reading from the nearest replica', ko: '가까운 레플리카에서 읽기' },
  description: {
    en: 'Each broker is in a rack of its own, and so is “in rack b”, by client.rack. The leaders name it broker 2, the replica in its rack (KIP-392), and from then on it reads everything there; the other consumer reads from the leaders. Broker 2 is killed: its reader goes back to the leaders until broker 2 is in sync again.',
    ko: '브로커마다 랙이 다르고, “in rack b”는 client.rack으로 자기 랙을 알립니다. 리더들이 같은 랙의 레플리카인 브로커 2를 알려 주면(KIP-392) 그때부터 모두 그곳에서 읽고, 다른 컨슈머는 리더에게서 읽습니다. 브로커 2가 죽으면, 다시 동기화될 때까지 리더에게서 읽습니다.',
  },
  openAt: '11s',
  cluster: {
    brokers: [
      { id: 1, configs: { 'broker.rack': 'a' } },
      { id: 2, configs: { 'broker.rack': 'b' } },
      { id: 3, configs: { 'broker.rack': 'c' } },
    ],
    configs: { 'replica.selector.class': 'org.apache.kafka.common.replica.RackAwareReplicaSelector' },
  },
  topics: [{ name: 'orders', partitions: 3 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 9, keys: { count: 6, prefix: 'client-' } },
    },
  ],
  consumers: [
    { name: 'in rack b', group: 'near', topics: ['orders'], configs: { 'client.rack': 'b' } },
    { name: 'in no rack', group: 'far', topics: ['orders'] },
  ],
  script: [
    { at: '20s', do: 'stopBroker', broker: 2, how: 'kill' },
    { at: '35s', do: 'startBroker', broker: 2 },
  ],
};
