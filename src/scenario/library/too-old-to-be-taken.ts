import type { ScenarioDocument } from '../schema.ts';

export const tooOldToBeTaken: ScenarioDocument = {
  version: 1,
  title: { en: 'Too old to be taken', ko: '너무 오래되어 받지 않는 레코드' },
  description: {
    en: 'A record bears the time of its send(), however long it waits in the producer. This topic takes none older than ten seconds (message.timestamp.before.max.ms); by default Kafka takes any. Broker 2, and with it the only replica of a partition, is away for eighteen seconds. Then the batches that waited longest are refused with INVALID_TIMESTAMP, each as a whole for its oldest record; younger ones are stored late.',
    ko: '레코드에는 send()를 부른 시각이 찍히고, 프로듀서 안에서 오래 기다려도 바뀌지 않습니다. 이 토픽은 10초보다 오래된 레코드를 받지 않습니다(message.timestamp.before.max.ms). Kafka 기본값으로는 모두 받습니다. 한 파티션의 유일한 레플리카를 가진 브로커 2가 18초 동안 자리를 비웁니다. 그 뒤 가장 오래 기다린 배치는 가장 오래된 레코드 하나 때문에 통째로 INVALID_TIMESTAMP로 거절되고, 덜 오래된 배치는 늦게나마 저장됩니다.',
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
