import type { ScenarioDocument } from '../schema.ts';

export const newestButNotTooOld: ScenarioDocument = {
  version: 1,
  title: { en: 'The newest, but not too old', ko: '최신이라도 오래되면' },
  description: {
    en: 'cleanup.policy=compact,delete: the cleaner keeps the last record of each key, and retention.ms, 30 s here, deletes whole segments all the same. At 30 s the application goes on with two keys only. The last record of each of the others outlives every compaction, until the segment that holds it is too old: then nothing says any more that the key ever was.',
    ko: 'cleanup.policy=compact,delete면 클리너가 키마다 마지막 레코드를 남기는 한편, retention.ms(여기서는 30초)가 지난 세그먼트는 통째로 지워집니다. 30초부터 애플리케이션은 키 두 개만 씁니다. 다른 키의 마지막 레코드는 압축을 거듭해도 남지만, 그 레코드가 든 세그먼트가 오래되면 사라집니다. 그 뒤로는 그 키가 있었다는 흔적도 없습니다.',
  },
  openAt: '20s',
  cluster: {
    brokers: 1,
    configs: { 'log.retention.check.interval.ms': 5000, 'log.cleaner.backoff.ms': 5000 },
  },
  topics: [
    {
      name: 'sessions',
      configs: {
        'cleanup.policy': 'compact,delete',
        'retention.ms': 30_000,
        'internal.segment.bytes': 1200,
        'min.cleanable.dirty.ratio': 0.2,
      },
    },
  ],
  producers: [
    {
      name: 'web',
      topic: 'sessions',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 4, keys: { count: 8, prefix: 'user-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'cache', topics: ['sessions'] }],
  script: [
    {
      at: '30s',
      do: 'setWorkload',
      producer: 'web',
      workload: { type: 'steady', perSecond: 4, keys: { count: 2, prefix: 'user-' } },
    },
  ],
};
