import type { ScenarioDocument } from '../schema.ts';
import { ordersToInvoices } from './orders-to-invoices.ts';

export const atLeastOnce: ScenarioDocument = {
  version: 1,
  title: { en: 'Read, process, write: at least once', ko: '읽고 처리하고 쓰기: 최소 한 번' },
  description: {
    en: 'The same “worker” without transactions waits until the invoices of one poll() are acknowledged, and then commits the offsets. At 15 s it is killed in between. Started again at 18 s, it reads on from the last committed offsets: orders whose invoices are written already get another one. Nothing is missing, but “accounting” reads some invoices twice.',
    ko: '트랜잭션을 쓰지 않는 같은 “worker”입니다. 한 번의 poll()에서 나온 청구서가 모두 확인 응답(ack)을 받으면 그때 오프셋을 커밋합니다. 15초에 그 사이에서 강제 종료됩니다. 18초에 다시 시작하면 마지막으로 커밋된 오프셋부터 읽으므로, 청구서가 이미 쓰인 주문에 청구서가 하나 더 생깁니다. 빠지는 것은 없지만 “accounting”은 청구서 몇 개를 두 번 읽습니다.',
  },
  ...ordersToInvoices,
  consumers: [
    {
      name: 'worker',
      group: 'invoicing',
      topics: ['orders'],
      processing: '120ms',
      configs: { 'group.instance.id': 'worker-1', 'max.poll.records': 8 },
      forwards: { topic: 'invoices' },
    },
    { name: 'Consumer 1', group: 'accounting', topics: ['invoices'] },
  ],
};
