import type { ScenarioDocument } from '../schema.ts';

export const onlyWhatIsCommitted: ScenarioDocument = {
  version: 1,
  title: { en: 'Only what is committed', ko: '커밋된 것만' },
  description: {
    en: '“checkout” sends four records in a transaction, waits half a second and commits; every third transaction it aborts. “audit” reads all records at once. “billing” has isolation.level=read_committed: it reads up to the last stable offset (LSO), where the first open transaction begins, and passes over what was aborted. Nothing is taken back: aborted records keep their offsets, and the marker that ends a transaction, ✓ or ×, takes one of its own.',
    ko: '“checkout”은 레코드 네 개를 한 트랜잭션으로 보내고 0.5초 뒤에 커밋합니다. 세 번째 트랜잭션마다 중단(abort)합니다. “audit”은 모든 레코드를 곧바로 읽습니다. “billing”은 isolation.level=read_committed라서, 처음 열린 트랜잭션이 시작하는 마지막 안정 오프셋(LSO)까지만 읽고 중단된 레코드는 건너뜁니다. 되돌려지는 것은 없습니다. 중단된 레코드도 오프셋을 그대로 차지하고, 트랜잭션을 끝내는 표시(✓ 또는 ×)도 오프셋 하나를 차지합니다.',
  },
  openAt: '11s',
  topics: [{ name: 'payments', partitions: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'payments',
      startAt: '7s',
      configs: { 'transactional.id': 'checkout-1' },
      transactions: { records: 4, abortEvery: 3, hold: '500ms' },
      workload: { type: 'steady', perSecond: 4, keys: { count: 4, prefix: 'client-' } },
    },
  ],
  consumers: [
    { name: 'Consumer 1', group: 'audit', topics: ['payments'] },
    {
      name: 'Consumer 2',
      group: 'billing',
      topics: ['payments'],
      configs: { 'isolation.level': 'read_committed' },
    },
  ],
};
