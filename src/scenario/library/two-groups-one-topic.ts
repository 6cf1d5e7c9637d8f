import type { ScenarioDocument } from '../schema.ts';

export const twoGroupsOneTopic: ScenarioDocument = {
  version: 1,
  title: { en: 'Two groups, one topic', ko: '토픽 하나, 그룹 둘' },
  description: {
    en: 'billing reads orders and keeps up. Then audit begins with auto.offset.reset=earliest and reads the same records again from offset 0, while billing notices nothing. Each group has offsets of its own; reading removes nothing from the log.',
    ko: 'billing은 orders를 뒤처지지 않고 읽고 있습니다. 그때 audit이 auto.offset.reset=earliest로 들어와 같은 레코드를 오프셋 0부터 다시 읽지만 billing에는 아무 영향이 없습니다. 오프셋은 그룹마다 따로 있고, 읽는다고 로그에서 지워지는 것은 없습니다.',
  },
  openAt: '12s',
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
    { name: 'Consumer 1', group: 'billing', topics: ['orders'], processing: '30ms' },
    { name: 'Consumer 2', group: 'billing', topics: ['orders'], processing: '30ms' },
  ],
  script: [
    {
      at: '16s',
      do: 'addConsumer',
      name: 'Consumer 3',
      group: 'audit',
      topics: ['orders'],
      processing: '60ms',
      configs: { 'auto.offset.reset': 'earliest' },
    },
  ],
};
