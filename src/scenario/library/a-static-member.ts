import type { ScenarioDocument } from '../schema.ts';

const member = (name: string, group: string, configs = {}) => ({ name, group, topics: ['orders'], configs });

export const aStaticMember: ScenarioDocument = {
  version: 1,
  title: { en: 'A static member comes back', ko: '돌아온 정적 멤버' },
  description: {
    en: 'One consumer of each group is restarted, as in a deployment. The dynamic member leaves and joins again as a new one: two rebalances. The static member, the one with a group.instance.id, says no goodbye; back within session.timeout.ms it gets its partitions again, and nobody else notices. Meanwhile nobody reads them: that is the price.',
    ko: '배포할 때처럼 그룹마다 컨슈머 하나를 다시 시작합니다. 동적 멤버는 나갔다가 새 멤버로 다시 들어오므로 리밸런스가 두 번 일어납니다. group.instance.id가 있는 정적 멤버는 나간다고 알리지 않습니다. session.timeout.ms 안에 돌아오면 원래 파티션을 다시 받고, 다른 멤버에게는 아무 일도 없습니다. 대신 그동안 그 파티션은 아무도 읽지 않습니다.',
  },
  openAt: '12s',
  topics: [{ name: 'orders', partitions: 4 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 12, keys: { count: 12, prefix: 'C-' } },
    },
  ],
  consumers: [
    member('Dynamic 1', 'dynamic'),
    member('Dynamic 2', 'dynamic'),
    member('Static 1', 'static', { 'group.instance.id': 'static-1' }),
    member('Static 2', 'static', { 'group.instance.id': 'static-2' }),
  ],
  script: [
    { at: '15s', do: 'closeConsumer', consumer: 'Dynamic 1' },
    { at: '15s', do: 'closeConsumer', consumer: 'Static 1' },
    { at: '25s', do: 'startConsumer', consumer: 'Dynamic 1' },
    { at: '25s', do: 'startConsumer', consumer: 'Static 1' },
  ],
};
