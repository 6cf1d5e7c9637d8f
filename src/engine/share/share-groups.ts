/**
 * The way to the rules of share groups (KIP-932): share partitions at their leaders, sessions, the share coordinator.
 * Most runs do without.
 */
import type { Timer } from '../behaviour.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { part } from '../part.ts';

/** A share group exists only where its rules are. */
export const shareGroups = part<typeof import('./index.ts')>('the rules of share groups');

const TIMERS = [
  'share-lock',
  'share-fetch-expiration',
  'share-persister',
  'share-write-timeout',
  'share-pruning',
  'share-cold-snapshots',
];

/** By the names that share-timers.ts gives them. */
export const shareGroupTimers: Readonly<Record<string, Timer<BrokerNode>>> = Object.fromEntries(
  TIMERS.map((name) => [
    name,
    {
      due: (broker: BrokerNode, key: string) => shareGroups.rules().shareTimers[name]!.due(broker, key),
      fire(ctx: Ctx, broker: BrokerNode, key: string) {
        shareGroups.rules().shareTimers[name]!.fire(ctx, broker, key);
      },
    },
  ]),
);
