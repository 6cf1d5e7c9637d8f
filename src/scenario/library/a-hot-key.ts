import type { ScenarioDocument } from '../schema.ts';

const member = {
  group: 'alerts',
  topics: ['strikes'],
  processing: '100ms',
  configs: { 'max.poll.records': 10 },
};

export const aHotKey: ScenarioDocument = {
  version: 1,
  title: { en: 'Real events with a hot key', ko: '실제 이벤트와 핫 키' },
  description: {
    en: 'Bird strikes reported to the FAA from 1990 on, twenty days a second, keyed by airline. One airline has a third of them in those years, and a key lives on one partition: that partition’s lag grows while the others keep up. One more consumer changes nothing; the key is what would have to change.',
    ko: '1990년부터 FAA에 보고된 조류 충돌을 항공사를 키로 삼아 1초에 20일씩 재생합니다. 그 무렵에는 한 항공사가 전체의 3분의 1을 차지하는데 키 하나는 파티션 하나에만 놓이므로, 그 파티션의 lag만 늘고 나머지는 따라잡습니다. 컨슈머를 더해도 달라지지 않습니다. 바꿔야 할 것은 키입니다.',
  },
  openAt: '20s',
  topics: [{ name: 'strikes', partitions: 6 }],
  producers: [
    {
      name: 'faa',
      topic: 'strikes',
      startAt: '7s',
      workload: {
        type: 'data',
        source: { dataset: 'birdstrikes' },
        keyColumn: 'airline',
        timeColumn: 'date',
        speed: 1_728_000,
        repeat: true,
      },
    },
  ],
  consumers: [
    { name: 'Consumer 1', ...member },
    { name: 'Consumer 2', ...member },
    { name: 'Consumer 3', ...member },
    { name: 'Consumer 4', ...member },
    { name: 'Consumer 5', ...member },
    { name: 'Consumer 6', ...member },
  ],
  script: [{ at: '32s', do: 'addConsumer', name: 'Consumer 7', ...member }],
};
