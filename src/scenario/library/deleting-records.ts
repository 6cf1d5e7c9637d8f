import type { ScenarioDocument } from '../schema.ts';

export const deletingRecords: ScenarioDocument = {
  version: 1,
  title: { en: 'Deleting records by hand', ko: '직접 지우는 레코드' },
  description: {
    en: 'At 25 s somebody deletes all that is committed in P0, as kafka-delete-records.sh does. The log start moves to the high watermark, on the leader and then on the followers; the segment stays until all of it is gone. report was still reading there: its next fetch is out of range, and auto.offset.reset=earliest takes it to the new start. P1 is as it was.',
    ko: '25초에 누군가 kafka-delete-records.sh처럼 P0의 커밋된 레코드를 모두 지웁니다. 로그 시작이 하이 워터마크까지 옮겨 가고, 팔로워가 뒤따릅니다. 세그먼트는 전부 지워질 때까지 남습니다. 아직 그 앞을 읽던 report의 다음 fetch는 범위를 벗어나고, auto.offset.reset=earliest에 따라 새 시작으로 갑니다. P1은 그대로입니다.',
  },
  openAt: '15s',
  topics: [{ name: 'clicks', partitions: 2 }],
  producers: [
    {
      name: 'web',
      topic: 'clicks',
      startAt: '7s',
      workload: { type: 'steady', perSecond: 8, keys: { count: 12, prefix: 'page-' } },
    },
  ],
  consumers: [
    {
      name: 'Consumer 1',
      group: 'report',
      topics: ['clicks'],
      processing: '160ms',
      configs: { 'auto.offset.reset': 'earliest' },
    },
  ],
  script: [{ at: '25s', do: 'deleteRecords', topic: 'clicks', partition: 0 }],
};
