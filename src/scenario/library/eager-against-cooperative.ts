import type { ScenarioDocument } from '../schema.ts';

const eager = {
  group: 'eager',
  topics: ['orders'],
  processing: '1ms',
  configs: { 'partition.assignment.strategy': ['range'] },
};
const cooperative = {
  group: 'cooperative',
  topics: ['orders'],
  processing: '1ms',
  configs: { 'partition.assignment.strategy': ['cooperative-sticky'] },
};

export const eagerAgainstCooperative: ScenarioDocument = {
  version: 1,
  title: { en: 'A rebalance, eager against cooperative', ko: '리밸런스: eager와 cooperative' },
  description: {
    en: 'Two groups read the same six partitions, and each gets a third member at the same moment. In eager everyone lets go of everything and reads nothing until all have joined. In cooperative only the partitions that change hands pause, in two short rounds; the others read on.',
    ko: '두 그룹이 같은 파티션 여섯 개를 읽고 있고, 같은 순간에 세 번째 멤버가 하나씩 들어옵니다. eager에서는 모두가 모든 파티션을 놓고, 다 합류할 때까지 아무것도 읽지 않습니다. cooperative에서는 주인이 바뀌는 파티션만 짧은 두 번의 라운드 동안 멈추고 나머지는 계속 읽습니다.',
  },
  openAt: '11s',
  topics: [{ name: 'orders', partitions: 6 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 18, keys: { count: 6, prefix: 'client-' } },
    },
  ],
  consumers: [
    { name: 'Eager 1', ...eager },
    { name: 'Eager 2', ...eager },
    { name: 'Coop 1', ...cooperative },
    { name: 'Coop 2', ...cooperative },
  ],
  script: [
    { at: '15s', do: 'addConsumer', name: 'Eager 3', ...eager },
    { at: '15s', do: 'addConsumer', name: 'Coop 3', ...cooperative },
  ],
};
