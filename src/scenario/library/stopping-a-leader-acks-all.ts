import type { ScenarioDocument } from '../schema.ts';

export const stoppingALeaderAcksAll: ScenarioDocument = {
  version: 1,
  title: { en: 'Stopping a leader with acks=all', ko: '리더를 멈춰도: acks=all' },
  description: {
    en: 'Broker 1 is killed. For up to nine seconds its partitions have no leader and the producer’s batches wait; then the controller fences it and elects a replica from the ISR. With acks=all every acknowledged record is already there: nothing is lost. When broker 1 comes back it catches up and joins the ISR again.',
    ko: '브로커 1이 죽습니다. 최대 9초 동안 그 파티션에는 리더가 없고 프로듀서의 배치는 기다립니다. 그 뒤 컨트롤러가 그 브로커를 격리(fence)하고 ISR에서 새 리더를 뽑습니다. acks=all이라 응답받은 레코드는 모두 그곳에 이미 있어 하나도 잃지 않습니다. 돌아온 브로커 1은 따라잡은 뒤 다시 ISR에 들어갑니다.',
  },
  openAt: '11s',
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
    { name: 'Consumer 1', group: 'billing', topics: ['orders'], processing: '20ms' },
    { name: 'Consumer 2', group: 'billing', topics: ['orders'], processing: '20ms' },
  ],
  script: [
    { at: '15s', do: 'stopBroker', broker: 1, how: 'kill' },
    { at: '35s', do: 'startBroker', broker: 1 },
  ],
};
