import type { ScenarioDocument } from '../schema.ts';

export const onlyTheNewestOfEachKey: ScenarioDocument = {
  version: 1,
  title: { en: 'Only the newest of each key', ko: '키마다 가장 새것만' },
  description: {
    en: 'With cleanup.policy=compact the cleaner rewrites closed segments with only the newest record of each key: offsets stay, and the tape gets gaps. At 24 s a tombstone, a record without a value, says that user-3 is gone; delete.retention.ms later it goes, too. At 60 s late reads from offset 0, and finds little more than one record of each key.',
    ko: 'cleanup.policy=compact면 클리너가 닫힌 세그먼트를 키마다 가장 새 레코드만 남겨 다시 씁니다. 오프셋은 그대로라 테이프에 빈자리가 생깁니다. 24초에 값 없는 툼스톤이 user-3이 없어졌다고 알리고, delete.retention.ms 뒤에 함께 사라집니다. 60초에 온 late는 오프셋 0부터 읽어도 키마다 한 개 남짓만 만납니다.',
  },
  openAt: '12s',
  cluster: { configs: { 'log.cleaner.backoff.ms': '5s' } },
  topics: [
    {
      name: 'profiles',
      configs: {
        'cleanup.policy': 'compact',
        'internal.segment.bytes': 2000,
        'min.cleanable.dirty.ratio': 0.3,
        'delete.retention.ms': '10s',
      },
    },
  ],
  producers: [
    {
      name: 'accounts',
      topic: 'profiles',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 4, keys: { count: 7, prefix: 'user-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'cache', topics: ['profiles'] }],
  script: [
    { at: '23s', do: 'setWorkload', producer: 'accounts', workload: { type: 'manual' } },
    { at: '24s', do: 'produce', producer: 'accounts', key: 'user-3', value: null },
    {
      at: '25s',
      do: 'setWorkload',
      producer: 'accounts',
      workload: { type: 'steady', perSecond: 4, keys: { count: 3, prefix: 'user-' } },
    },
    {
      at: '60s',
      do: 'addConsumer',
      name: 'Consumer 2',
      group: 'late',
      topics: ['profiles'],
      configs: { 'auto.offset.reset': 'earliest' },
    },
  ],
};
