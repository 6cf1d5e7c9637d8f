/**
 * The way to the rules of consumer groups (KIP-848): the coordinator's in consumer/, and the members' heartbeats and
 * reconciliation in client/. They are a sixth of the engine's code, and most runs do without.
 */
import type { Timer } from '../../behaviour.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { Ctx } from '../../ctx.ts';
import { part } from '../../part.ts';

/** A consumer group exists only where its rules are. */
export const consumerGroups = part<typeof import('./consumer/index.ts')>('the rules of consumer groups');

const TIMERS = ['consumer-session', 'consumer-rebalance', 'consumer-join', 'consumer-sync', 'consumer-regex'];

/** The groups' timers by the names that consumer/member-timers.ts gives them. */
export const consumerGroupTimers: Readonly<Record<string, Timer<BrokerNode>>> = Object.fromEntries(
  TIMERS.map((name) => [
    name,
    {
      due: (broker: BrokerNode, key: string) =>
        consumerGroups.rules().consumerGroupTimers[name]!.due(broker, key),
      fire(ctx: Ctx, broker: BrokerNode, key: string) {
        consumerGroups.rules().consumerGroupTimers[name]!.fire(ctx, broker, key);
      },
    },
  ]),
);
