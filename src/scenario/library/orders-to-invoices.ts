/** What “exactly once” and “at least once” have in common: who orders, where to, and the death of the worker. */
import type { ScenarioDocument } from '../schema.ts';

export const ordersToInvoices = {
  openAt: '11s',
  topics: [{ name: 'orders' }, { name: 'invoices', partitions: 2 }],
  producers: [
    {
      name: 'shop',
      topic: 'orders',
      startAt: '6s',
      // Eight orders at once, every two seconds: so much is one poll().
      configs: { 'linger.ms': 300 },
      workload: {
        type: 'bursty',
        perSecond: 4,
        period: '2s',
        duty: 0.1,
        keys: { count: 6, prefix: 'client-' },
      },
    },
  ],
  script: [
    { at: '15s', do: 'killConsumer', consumer: 'worker' },
    { at: '18s', do: 'startConsumer', consumer: 'worker' },
  ],
} satisfies Partial<ScenarioDocument>;
