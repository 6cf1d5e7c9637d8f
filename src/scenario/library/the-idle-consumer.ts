import type { ScenarioDocument } from '../schema.ts';

const member = { group: 'billing', topics: ['orders'], processing: '50ms' };

export const theIdleConsumer: ScenarioDocument = {
  version: 1,
  title: { en: 'The idle consumer', ko: '노는 컨슈머' },
  description: {
    en: 'Four consumers, three partitions. In a group a partition has exactly one owner, so one member has nothing to do, however large the lag. It is not useless: when Consumer 3 leaves, its partition goes to the one that waited.',
    ko: '컨슈머는 넷이고 파티션은 셋입니다. 그룹 안에서 파티션의 주인은 정확히 하나라서, lag이 아무리 커도 멤버 하나는 할 일이 없습니다. 그래도 쓸모는 있습니다. Consumer 3이 나가면 기다리던 멤버가 그 파티션을 이어받습니다.',
  },
  openAt: '10s',
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
    { name: 'Consumer 1', ...member },
    { name: 'Consumer 2', ...member },
    { name: 'Consumer 3', ...member },
    { name: 'Consumer 4', ...member },
  ],
  script: [{ at: '15s', do: 'closeConsumer', consumer: 'Consumer 3' }],
};
