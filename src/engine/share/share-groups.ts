/**
 * The way to the rules of share groups (KIP-932): share partitions at their leaders, sessions, the share coordinator.
 * Most runs do without.
 */
import type { BrokerNode } from '../broker/broker.ts';
import { lazyTimers, part } from '../part.ts';

/** A share group exists only where its rules are. */
export const shareGroups = part<typeof import('./index.ts')>('the rules of share groups');

/** By the names that share-timers.ts gives them. */
export const shareGroupTimers = lazyTimers<BrokerNode>(
  [
    'share-lock',
    'share-fetch-expiration',
    'share-persister',
    'share-write-timeout',
    'share-pruning',
    'share-cold-snapshots',
  ],
  () => shareGroups.rules().shareTimers,
);
