import type { ScenarioDocument } from '../schema.ts';

const configs = { 'transactional.id': 'worker' };
const transactions = { records: 5, hold: '400ms' };
const workload = { type: 'steady', perSecond: 4, keys: { count: 4, prefix: 'job-' } } as const;

export const twoWithOneTransactionalId: ScenarioDocument = {
  version: 1,
  title: { en: 'Two with one transactional.id', ko: '하나의 transactional.id, 두 프로듀서' },
  description: {
    en: 'At 15 s somebody starts “worker 2”, taking worker 1 for dead. Both have the same transactional.id: the coordinator raises the producer’s epoch and aborts what worker 1 has open. Whatever worker 1 sends from then on bears the old epoch and is refused: it is fenced, and gives up for good. So no two processes ever write as the same producer, and no half of a transaction is left.',
    ko: '15초에 누군가 worker 1이 죽은 줄 알고 “worker 2”를 시작합니다. 둘의 transactional.id가 같으므로 코디네이터는 프로듀서 epoch를 올리고 worker 1이 열어 둔 트랜잭션을 중단시킵니다. 그 뒤로 worker 1이 보내는 것은 옛 epoch라서 거절됩니다. worker 1은 격리되어(fenced) 영영 그만둡니다. 그래서 두 프로세스가 같은 프로듀서로 쓰는 일도, 반쪽 트랜잭션이 남는 일도 없습니다.',
  },
  openAt: '11s',
  topics: [{ name: 'results', partitions: 2 }],
  producers: [
    { name: 'worker 1', topic: 'results', startAt: '7s', configs, transactions, workload },
    { name: 'worker 2', topic: 'results', startAt: '15s', configs, transactions, workload },
  ],
  consumers: [
    {
      name: 'Consumer 1',
      group: 'reports',
      topics: ['results'],
      configs: { 'isolation.level': 'read_committed' },
    },
  ],
};
