import type { ScenarioDocument } from '../schema.ts';

export const retentionOvertakesASlowReader: ScenarioDocument = {
  version: 1,
  title: { en: 'Retention overtakes a slow reader', ko: '보존 기간이 느린 컨슈머를 앞지를 때' },
  description: {
    en: 'Records are kept for thirty seconds, and whole segments go at the check that comes every ten. report is too slow: the deleted edge creeps up to its caret and passes it. Its next fetch is answered OFFSET_OUT_OF_RANGE, and auto.offset.reset=latest lets it jump to the end: it never sees what lies between.',
    ko: '레코드는 30초 동안 보존되고, 10초마다 하는 검사 때 세그먼트가 통째로 지워집니다. report는 너무 느려서 지워진 경계가 커밋된 오프셋을 따라잡고 지나갑니다. 다음 fetch에는 OFFSET_OUT_OF_RANGE가 돌아오고, auto.offset.reset=latest에 따라 끝으로 건너뛰므로 그 사이의 레코드는 영영 읽지 못합니다.',
  },
  openAt: '50s',
  cluster: { configs: { 'log.retention.check.interval.ms': '10s' } },
  topics: [
    {
      name: 'clicks',
      configs: { 'retention.ms': '30s', 'internal.segment.bytes': 4000 },
    },
  ],
  producers: [
    {
      name: 'web',
      topic: 'clicks',
      startAt: '4s',
      workload: { type: 'steady', perSecond: 4, keys: { prefix: 'page-' } },
    },
  ],
  consumers: [
    { name: 'Consumer 1', group: 'billing', topics: ['clicks'], processing: '20ms' },
    {
      name: 'Consumer 2',
      group: 'report',
      topics: ['clicks'],
      processing: '1s',
      configs: { 'max.poll.records': 5, 'max.partition.fetch.bytes': 1500 },
    },
  ],
};
