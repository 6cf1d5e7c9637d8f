/**
 * The way to the rules of consumer groups (KIP-848): the coordinator's in consumer/, and the members' heartbeats and
 * reconciliation in client/. They are a sixth of the engine's code, and most runs do without: whoever runs one that
 * needs them brings them along first, see sim/engine-parts.ts. This is code that is there or not, and no state of a
 * run.
 */
import type { Timer } from '../../behaviour.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { Ctx } from '../../ctx.ts';

export type ConsumerGroupRules = typeof import('./consumer/index.ts');

let installed: ConsumerGroupRules | null = null;

export function installConsumerGroups(rules: ConsumerGroupRules): void {
  installed = rules;
}

export function areConsumerGroupsInstalled(): boolean {
  return installed !== null;
}

/** A consumer group exists only where its rules are. */
export function consumerGroupRules(): ConsumerGroupRules {
  if (!installed) throw new Error('the rules of consumer groups have not been loaded');
  return installed;
}

const TIMERS = ['consumer-session', 'consumer-rebalance', 'consumer-join', 'consumer-sync', 'consumer-regex'];

/** The groups' timers by the names that consumer/member-timers.ts gives them. */
export const consumerGroupTimers: Readonly<Record<string, Timer<BrokerNode>>> = Object.fromEntries(
  TIMERS.map((name) => [
    name,
    {
      due: (broker: BrokerNode, key: string) =>
        consumerGroupRules().consumerGroupTimers[name]!.due(broker, key),
      fire(ctx: Ctx, broker: BrokerNode, key: string) {
        consumerGroupRules().consumerGroupTimers[name]!.fire(ctx, broker, key);
      },
    },
  ]),
);
