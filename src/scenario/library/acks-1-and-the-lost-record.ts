import type { ScenarioDocument } from '../schema.ts';

export const acks1AndTheLostRecord: ScenarioDocument = {
  version: 1,
  title: { en: 'acks=1 and the lost record', ko: 'acks=1과 잃어버린 레코드' },
  description: {
    en: 'With acks=1 the leader answers before any copy exists. The links to its followers are cut, it goes on acknowledging, and then it is killed. A follower becomes leader without those records and gives their offsets to others. When broker 1 returns it truncates its tail: acknowledged records are gone.',
    ko: 'acks=1이면 리더는 복제본이 생기기도 전에 응답합니다. 팔로워로 가는 링크가 끊긴 채 계속 응답하던 리더가 죽습니다. 그 레코드가 없는 팔로워가 리더가 되어 같은 오프셋을 다른 레코드에 줍니다. 돌아온 브로커 1은 자기 로그의 끝을 잘라 내고, 응답까지 받은 레코드가 사라집니다.',
  },
  seed: 6, // broker 1 leads the partition
  openAt: '12s',
  topics: [{ name: 'orders' }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '4s',
      configs: { acks: 1 },
      workload: { type: 'steady', perSecond: 4, keys: { prefix: 'user-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['orders'], processing: '20ms' }],
  script: [
    { at: '15s', do: 'cutLink', a: 'broker-1', b: 'broker-2' },
    { at: '15s', do: 'cutLink', a: 'broker-1', b: 'broker-3' },
    { at: '18s', do: 'stopBroker', broker: 1, how: 'kill' },
    { at: '32s', do: 'healLink', a: 'broker-1', b: 'broker-2' },
    { at: '32s', do: 'healLink', a: 'broker-1', b: 'broker-3' },
    { at: '33s', do: 'startBroker', broker: 1 },
  ],
};
