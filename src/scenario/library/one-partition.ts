import type { ScenarioDocument } from '../schema.ts';

export const onePartition: ScenarioDocument = {
  version: 1,
  title: { en: 'One partition', ko: '파티션 하나' },
  description: {
    en: 'Each record goes to the end of the tape and gets the next offset. The consumer reads them in that order, and reading takes nothing away: the tape only grows. The caret is the committed offset; it jumps every five seconds, when the consumer commits where it has got to.',
    ko: '레코드는 언제나 테이프 끝에 붙고 다음 오프셋을 받습니다. 컨슈머는 그 순서대로 읽으며, 읽어도 레코드는 사라지지 않습니다. 테이프 아래의 표시는 커밋된 오프셋입니다. 컨슈머가 5초마다 어디까지 읽었는지 커밋할 때 한꺼번에 옮겨 갑니다.',
  },
  openAt: '8s',
  cluster: { brokers: 1 },
  topics: [{ name: 'orders' }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '4s',
      workload: { type: 'steady', perSecond: 2, keys: { count: 5, prefix: 'user-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['orders'], processing: '100ms' }],
};
