import type { ScenarioDocument } from '../schema.ts';
import { ordersToInvoices } from './orders-to-invoices.ts';

export const exactlyOnce: ScenarioDocument = {
  version: 1,
  title: { en: 'Read, process, write: exactly once', ko: '읽고 처리하고 쓰기: 정확히 한 번' },
  description: {
    en: '“worker” reads orders and sends an invoice for each, by a producer in the same process. What it makes of one poll() and the group’s offsets are one transaction (sendOffsetsToTransaction). At 15 s it is killed in the middle of one; started again at 18 s, its initTransactions() has the coordinator abort what was left open, and it reads on from the last committed offsets. So “accounting”, which reads committed, gets one invoice for each order.',
    ko: '“worker”는 orders를 읽고, 같은 프로세스에 있는 프로듀서로 주문마다 청구서를 하나씩 보냅니다. 한 번의 poll()로 만든 결과와 그룹의 오프셋이 한 트랜잭션에 들어갑니다(sendOffsetsToTransaction). 15초에 트랜잭션 도중 강제 종료되고 18초에 다시 시작하면, initTransactions()가 열린 채 남은 트랜잭션을 코디네이터에게 중단시키고 마지막으로 커밋된 오프셋부터 다시 읽습니다. 그래서 커밋된 것만 읽는 “accounting”은 주문마다 청구서를 하나씩 받습니다.',
  },
  ...ordersToInvoices,
  consumers: [
    {
      name: 'worker',
      group: 'invoicing',
      topics: ['orders'],
      processing: '120ms',
      configs: {
        'isolation.level': 'read_committed',
        // It comes back to its partitions at once, and nobody else is there to take them.
        'group.instance.id': 'worker-1',
        'max.poll.records': 8,
      },
      forwards: { topic: 'invoices', transactionalId: 'worker-1' },
    },
    {
      name: 'Consumer 1',
      group: 'accounting',
      topics: ['invoices'],
      configs: { 'isolation.level': 'read_committed' },
    },
  ],
};
