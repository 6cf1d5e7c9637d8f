import type { ScenarioDocument } from '../schema.ts';

const member = { group: 'billing', topics: ['orders'], processing: '10ms' };
const upgrade = (at: string, consumer: string) =>
  ({ at, do: 'setConsumerConfig', consumer, name: 'group.protocol', value: 'consumer' }) as const;

export const upgradingAGroup: ScenarioDocument = {
  version: 1,
  title: { en: 'Upgrading a group while it reads', ko: '읽는 중에 그룹 업그레이드' },
  description: {
    en: 'The members of billing are restarted one by one with group.protocol=consumer. The first who comes back so makes it a consumer group, and the coordinator goes on talking to the others in the classic protocol. The group never stands still for long: who is not being restarted keeps its partitions, and nothing is read twice.',
    ko: 'billing의 멤버를 하나씩 group.protocol=consumer로 다시 시작합니다. 처음 돌아온 멤버가 그룹을 컨슈머 그룹으로 바꾸고, 코디네이터는 나머지와는 계속 클래식 프로토콜로 이야기합니다. 그룹은 오래 멈추지 않습니다. 다시 시작하지 않는 멤버는 파티션을 그대로 갖고, 두 번 읽는 레코드도 없습니다.',
  },
  openAt: '12s',
  topics: [{ name: 'orders', partitions: 6 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 12, keys: { count: 12, prefix: 'client-' } },
    },
  ],
  consumers: ['Consumer 1', 'Consumer 2', 'Consumer 3'].map((name) => ({ name, ...member })),
  script: [upgrade('16s', 'Consumer 1'), upgrade('26s', 'Consumer 2'), upgrade('36s', 'Consumer 3')],
};
