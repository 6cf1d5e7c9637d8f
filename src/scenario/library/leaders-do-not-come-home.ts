import type { ScenarioDocument } from '../schema.ts';

export const leadersDoNotComeHome: ScenarioDocument = {
  version: 1,
  title: { en: 'Leaders do not come home by themselves', ko: '저절로 돌아오지 않는 리더' },
  description: {
    en: 'Broker 1 shuts down in order: first its leaders move, so nobody notices. Started again it catches up and is in every ISR, yet it leads nothing, and the others do its work. Only an election of the preferred leaders, at 40 s here, gives each partition back to the first of its replicas. Kafka looks by itself every leader.imbalance.check.interval.seconds, 5 minutes.',
    ko: '브로커 1이 정상 종료합니다. 리더가 먼저 옮겨 가므로 아무도 눈치채지 못합니다. 다시 시작하면 따라잡아 모든 ISR에 들어가지만 리더는 하나도 맡지 않고, 그 몫은 다른 브로커가 합니다. 우선 리더 선출(여기서는 40초)을 해야 각 파티션이 첫 번째 레플리카로 돌아갑니다. Kafka는 leader.imbalance.check.interval.seconds(5분)마다 스스로 확인합니다.',
  },
  openAt: '12s',
  topics: [{ name: 'orders', partitions: 6 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 12, keys: { count: 30, prefix: 'C-' } },
    },
  ],
  consumers: [
    { name: 'Consumer 1', group: 'billing', topics: ['orders'] },
    { name: 'Consumer 2', group: 'billing', topics: ['orders'] },
  ],
  script: [
    { at: '15s', do: 'stopBroker', broker: 1, how: 'shutdown' },
    { at: '25s', do: 'startBroker', broker: 1 },
    { at: '40s', do: 'electPreferredLeaders' },
  ],
};
