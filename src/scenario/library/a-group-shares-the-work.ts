import type { ScenarioDocument } from '../schema.ts';

/** One member handles twenty records a second, and thirty come in. */
const member = {
  group: 'billing',
  topics: ['orders'],
  processing: '50ms',
  configs: { 'max.poll.records': 10 },
};

export const aGroupSharesTheWork: ScenarioDocument = {
  version: 1,
  title: { en: 'A group shares the work', ko: '그룹은 일을 나눕니다' },
  description: {
    en: 'Thirty records a second come in, and one consumer manages twenty: its lag grows. A second member takes over one partition, and the growth all but stops. With the third each owns one partition, keeps up, and the lag melts away.',
    ko: '레코드는 초당 30개씩 들어오는데 컨슈머 하나는 20개밖에 처리하지 못해 lag이 늘어납니다. 두 번째 멤버가 들어와 파티션 하나를 넘겨받으면 거의 늘지 않습니다. 세 번째가 들어와 파티션을 하나씩 맡게 되면 모두 따라잡고 lag이 사라집니다.',
  },
  openAt: '8s',
  topics: [{ name: 'orders', partitions: 3 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '4s',
      workload: { type: 'steady', perSecond: 30, keys: { count: 6, prefix: 'client-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', ...member }],
  script: [
    { at: '14s', do: 'addConsumer', name: 'Consumer 2', ...member },
    { at: '28s', do: 'addConsumer', name: 'Consumer 3', ...member },
  ],
};
