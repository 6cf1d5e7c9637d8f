import type { ScenarioDocument } from '../schema.ts';

const classic = {
  group: 'classic',
  topics: ['orders'],
  processing: '1ms',
  configs: { 'group.protocol': 'classic', 'partition.assignment.strategy': ['range'] },
};
const consumer = {
  group: 'consumer',
  topics: ['orders'],
  processing: '1ms',
  configs: { 'group.protocol': 'consumer' },
};

export const classicBesideKip848: ScenarioDocument = {
  version: 1,
  title: { en: 'A KIP-848 group beside a classic one', ko: 'KIP-848 그룹과 클래식 그룹' },
  description: {
    en: 'Both groups get a third member at 15 s. In classic everyone gives up everything and waits until all have joined and their leader has shared it out anew. In consumer nobody waits: the coordinator decides, and each member hears at its next heartbeat what to give up or take. Two partitions change hands, the rest are read all the time.',
    ko: '15초에 두 그룹에 세 번째 멤버가 들어옵니다. classic에서는 모두가 전부 놓고, 다 합류해 리더가 다시 나눌 때까지 기다립니다. consumer에서는 아무도 기다리지 않습니다. 코디네이터가 정하고, 멤버는 다음 하트비트에서 무엇을 놓고 받을지 듣습니다. 파티션 둘만 주인이 바뀌고 나머지는 계속 읽습니다.',
  },
  openAt: '13s',
  topics: [{ name: 'orders', partitions: 6 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 18, keys: { count: 12, prefix: 'client-' } },
    },
  ],
  consumers: [
    { name: 'Classic 1', ...classic },
    { name: 'Classic 2', ...classic },
    { name: 'New 1', ...consumer },
    { name: 'New 2', ...consumer },
  ],
  script: [
    { at: '15s', do: 'addConsumer', name: 'Classic 3', ...classic },
    { at: '15s', do: 'addConsumer', name: 'New 3', ...consumer },
  ],
};
