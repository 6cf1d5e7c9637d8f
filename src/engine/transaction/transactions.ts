/**
 * The way to transactions (KIP-98, KIP-447, KIP-890): their coordinators, their clients, and what partition leaders
 * and group coordinators do for them. Only producers with a `transactional.id` need them.
 */
import type { BrokerNode } from '../broker/broker.ts';
import { lazyTimers, part } from '../part.ts';

export const transactions = part<typeof import('./index.ts')>('transactions');

/** By the names that transaction-timers.ts gives them. */
export const transactionTimers = lazyTimers<BrokerNode>(
  [
    'transaction-append-timeout',
    'transaction-markers',
    'transaction-abort-timed-out',
    'transactional-id-expiration',
    'add-partitions-retry',
    'txn-marker-expiration',
  ],
  () => transactions.rules().transactionTimers,
);
