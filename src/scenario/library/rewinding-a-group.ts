import type { ScenarioDocument } from '../schema.ts';

const member = { group: 'billing', topics: ['orders'], processing: '20ms' };

export const rewindingAGroup: ScenarioDocument = {
  version: 1,
  title: { en: 'Rewinding a group', ko: '그룹 되감기' },
  description: {
    en: 'At 14 s an offset reset is asked for while billing reads, and refused: as long as a group has members its offsets are theirs. So they are closed, and asked again at 20 s Kafka’s tool commits the start of each log: the carets jump back. Started again, billing reads every record a second time.',
    ko: '14초에 billing이 읽는 도중 오프셋 재설정을 요청하면 거절됩니다. 멤버가 있는 동안 오프셋은 멤버의 것입니다. 그래서 모두 닫고 20초에 다시 요청하면 Kafka의 도구가 각 로그의 처음을 커밋하고 표시가 맨 앞으로 돌아갑니다. 다시 시작한 billing은 모든 레코드를 한 번 더 읽습니다.',
  },
  openAt: '12s',
  topics: [{ name: 'orders', partitions: 3 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 9, limit: 90, keys: { count: 6, prefix: 'client-' } },
    },
  ],
  consumers: [
    { name: 'Consumer 1', ...member },
    { name: 'Consumer 2', ...member },
  ],
  script: [
    { at: '14s', do: 'resetOffsets', group: 'billing', to: 'earliest' },
    { at: '18s', do: 'closeConsumer', consumer: 'Consumer 1' },
    { at: '18s', do: 'closeConsumer', consumer: 'Consumer 2' },
    { at: '20s', do: 'resetOffsets', group: 'billing', to: 'earliest' },
    { at: '22s', do: 'startConsumer', consumer: 'Consumer 1' },
    { at: '22s', do: 'startConsumer', consumer: 'Consumer 2' },
  ],
};
