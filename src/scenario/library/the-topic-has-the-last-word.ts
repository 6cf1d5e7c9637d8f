import type { ScenarioDocument } from '../schema.ts';

const load = { type: 'steady', perSecond: 4, keys: { count: 5, prefix: 'C-' }, valueBytes: 200 } as const;

export const theTopicHasTheLastWord: ScenarioDocument = {
  version: 1,
  title: { en: 'The topic has the last word', ko: '결정은 토픽이 합니다' },
  description: {
    en: 'Both producers do the same, a tenth of a second away from their brokers. “as-sent” keeps each record as it came: with the time at which it was made, uncompressed. “changed” has message.timestamp.type=LogAppendTime and compression.type=zstd: its leader stamps each batch with the time of the append, and compresses it. Point at records to compare their times, and open a batch as bytes.',
    ko: '두 프로듀서는 똑같이 일하고, 브로커까지 10분의 1초가 걸립니다. “as-sent” 토픽은 받은 그대로, 레코드를 만든 시각으로 압축 없이 저장합니다. “changed” 토픽은 message.timestamp.type=LogAppendTime, compression.type=zstd라서 리더가 추가한 시각을 배치에 찍고 압축합니다. 레코드를 가리켜 시각을 견주어 보고, 배치를 바이트로 열어 보세요.',
  },
  openAt: '14s',
  cluster: { network: { latency: '100ms', jitter: '5ms' } },
  topics: [
    { name: 'as-sent', partitions: 1 },
    {
      name: 'changed',
      partitions: 1,
      configs: { 'message.timestamp.type': 'LogAppendTime', 'compression.type': 'zstd' },
    },
  ],
  producers: [
    { name: 'app 1', topic: 'as-sent', startAt: '9s', workload: load },
    { name: 'app 2', topic: 'changed', startAt: '9s', workload: load },
  ],
  consumers: [{ name: 'Consumer 1', group: 'billing', topics: ['as-sent', 'changed'] }],
};
