import type { ScenarioDocument } from '../schema.ts';

export const tooOldToBeTaken: ScenarioDocument = {
  version: 1,
  title: { en: 'Too old to be taken', ko: '너무 오래되어 받지 않는 레코드' },
  description: {
    en: 'A record bears the time of its send(), however long it waits in the producer. This topic takes none that is more than ten seconds old (message.timestamp.before.max.ms). Broker 2 is away for eighteen seconds, and its partition, without another replica, with it. When it is back the batches that waited longest are refused with INVALID_TIMESTAMP, each as a whole for its oldest record, and their sends fail; younger ones are stored late. At Kafka’s default nothing is ever too old.',
    ko: '레코드에는 send()를 부른 시각이 찍히고, 프로듀서 안에서 얼마나 오래 기다리든 바뀌지 않습니다. 이 토픽은 10초보다 오래된 레코드를 받지 않습니다(message.timestamp.before.max.ms). 브로커 2가 18초 동안 자리를 비우고, 다른 레플리카가 없는 그 파티션도 함께 멈춥니다. 브로커가 돌아오면 가장 오래 기다린 배치는 INVALID_TIMESTAMP로 거절됩니다. 가장 오래된 레코드 하나 때문에 배치 전체가 거절되고 그 send는 실패하며, 덜 오래된 배치는 늦게나마 저장됩니다. Kafka 기본값에서는 아무리 오래되어도 받습니다.',
  },
  openAt: '11s',
  cluster: { brokers: 2 },
  topics: [
    {
      name: 'readings',
      partitions: 2,
      replicationFactor: 1,
      configs: { 'message.timestamp.before.max.ms': 10_000 },
    },
  ],
  producers: [
    {
      name: 'meters',
      topic: 'readings',
      startAt: '7s',
      configs: { 'batch.size': 400 },
      workload: { type: 'steady', perSecond: 4, keys: { count: 6, prefix: 'meter-' } },
    },
  ],
  consumers: [{ name: 'Consumer 1', group: 'dashboard', topics: ['readings'] }],
  script: [
    { at: '14s', do: 'stopBroker', broker: 2, how: 'kill' },
    { at: '32s', do: 'startBroker', broker: 2 },
  ],
};
