import type { ScenarioDocument } from '../schema.ts';

export const aBatchTooLarge: ScenarioDocument = {
  version: 1,
  title: { en: 'A batch too large', ko: '너무 큰 배치' },
  description: {
    en: 'The topic takes batches of at most max.message.bytes, here 2,000. The batches of “bursts” are larger: the leader refuses them with MESSAGE_TOO_LARGE, and the producer splits each and sends the parts. “images” sends single records that are too large, and one record can’t be split: the send fails, and no broker ever has it.',
    ko: '이 토픽은 max.message.bytes(여기서는 2,000)보다 큰 배치를 받지 않습니다. “bursts”의 배치는 그보다 커서 리더가 MESSAGE_TOO_LARGE로 거절하고, 프로듀서는 배치를 나누어 다시 보냅니다. “images”는 레코드 하나가 너무 큽니다. 레코드 하나는 나눌 수 없으므로 send가 실패하고, 어느 브로커에도 저장되지 않습니다.',
  },
  openAt: '12s',
  topics: [{ name: 'uploads', partitions: 1, configs: { 'max.message.bytes': 2000 } }],
  producers: [
    {
      name: 'bursts',
      topic: 'uploads',
      startAt: '7s',
      configs: { 'linger.ms': 100 },
      workload: {
        type: 'bursty',
        perSecond: 8,
        period: '3s',
        duty: 0.02,
        keys: { count: 5 },
        valueBytes: 200,
      },
    },
    {
      name: 'images',
      topic: 'uploads',
      startAt: '14s',
      workload: { type: 'steady', perSecond: 0.3, valueBytes: 3000 },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'thumbnails', topics: ['uploads'] }],
};
