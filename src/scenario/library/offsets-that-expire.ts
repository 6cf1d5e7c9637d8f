import type { ScenarioDocument } from '../schema.ts';

export const offsetsThatExpire: ScenarioDocument = {
  version: 1,
  title: { en: 'Offsets that expire', ko: '만료되는 오프셋' },
  description: {
    en: 'nightly closes its only consumer. Its committed offsets stay, but no longer than offsets.retention.minutes, a week by default and one minute here. The consumer comes back later than that and finds no offset: auto.offset.reset decides, and latest skips all that came meanwhile. billing was never empty, and keeps its own.',
    ko: 'nightly 그룹이 하나뿐인 컨슈머를 닫습니다. 커밋된 오프셋은 남지만 offsets.retention.minutes(기본값은 일주일, 여기서는 1분)까지만입니다. 그보다 늦게 돌아온 컨슈머는 오프셋을 찾지 못해 auto.offset.reset을 따르고, latest면 그사이에 쌓인 레코드를 모두 건너뜁니다. 비어 있던 적이 없는 billing의 오프셋은 그대로입니다.',
  },
  openAt: '15s',
  cluster: {
    configs: { 'offsets.retention.minutes': 1, 'offsets.retention.check.interval.ms': 10_000 },
  },
  topics: [{ name: 'orders', partitions: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 5, keys: { count: 6, prefix: 'C-' } },
    },
  ],
  consumers: [
    { name: 'Consumer 1', group: 'billing', topics: ['orders'] },
    { name: 'Consumer 2', group: 'nightly', topics: ['orders'] },
  ],
  script: [
    { at: '20s', do: 'closeConsumer', consumer: 'Consumer 2' },
    { at: '110s', do: 'startConsumer', consumer: 'Consumer 2' },
  ],
};
