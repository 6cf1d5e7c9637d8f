import type { ScenarioDocument } from '../schema.ts';

const worker = {
  group: 'workers',
  topics: ['jobs'],
  processing: '200ms',
  configs: { 'max.poll.records': 3 },
};

export const aQueueOnALog: ScenarioDocument = {
  version: 1,
  title: { en: 'A share group: a queue on a log', ko: '공유 그룹: 로그 위의 큐' },
  description: {
    en: 'One partition, and all three members of a share group work on it: each record is locked for one of them, for 5 s. Slow needs longer, so its locks run out and its records are delivered again. Picky rejects one record in three, and nobody gets that again.',
    ko: '파티션 하나에서 공유 그룹의 멤버 셋이 함께 일합니다. 레코드는 5초 동안 한 멤버에게만 잠깁니다. Slow는 그보다 오래 걸려 잠금이 풀리고, 그 레코드는 다시 전달됩니다. Picky가 거부한 레코드는 아무도 다시 받지 않습니다.',
  },
  openAt: '10s',
  cluster: {
    brokers: 1,
    configs: {
      'group.share.min.record.lock.duration.ms': 5000,
      'group.share.record.lock.duration.ms': 5000,
    },
  },
  topics: [{ name: 'jobs' }],
  producers: [
    {
      name: 'orders',
      topic: 'jobs',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 8, keys: { count: 6, prefix: 'client-' } },
    },
  ],
  consumers: [
    { name: 'Quick', ...worker, share: {} },
    { name: 'Slow', ...worker, processing: '6s', share: {} },
    { name: 'Picky', ...worker, share: { rejectEvery: 3 } },
  ],
};
