import type { ScenarioDocument } from '../schema.ts';

export const aFetchNamesWhatIsNew: ScenarioDocument = {
  version: 1,
  title: { en: 'A fetch names only what is new', ko: '새로운 것만 말하는 Fetch' },
  description: {
    en: 'Consumer 1 reads six partitions, of which one gets records. Only its first Fetch named all six: since then the broker keeps them in a fetch session (KIP-227). A later request names just the partition whose position has moved, and an answer holds just those with news. Step from message to message, and open a Fetch as bytes to compare its topics, session id and session epoch.',
    ko: 'Consumer 1은 파티션 여섯 개를 읽지만 레코드는 그중 하나에만 들어옵니다. 여섯 개를 모두 적은 것은 첫 Fetch뿐이고, 그 뒤로는 브로커가 그 목록을 fetch 세션(KIP-227)에 기억합니다. 이후의 요청은 위치가 움직인 파티션만, 응답은 새 소식이 있는 파티션만 담습니다. 메시지 단위로 한 걸음씩 가며 Fetch를 바이트로 열어 topics, session id, session epoch를 견주어 보세요.',
  },
  openAt: '12s',
  cluster: { brokers: 1 },
  topics: [{ name: 'orders', partitions: 6, replicationFactor: 1 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '9s',
      workload: { type: 'steady', perSecond: 1, keys: { count: 1, prefix: 'client-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['orders'] }],
};
