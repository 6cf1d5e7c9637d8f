/**
 * What follows the end of a process: a client or broker that was stopped in order to be started with other
 * settings, or to be removed. The end comes when it comes; what follows is a step of its own at that instant.
 */
import { submitAdminRequest } from '../engine/client/admin-client.ts';
import type { Ctx } from '../engine/ctx.ts';
import type { NodeId } from '../engine/node.ts';
import type { BrokerConfig } from '../protocol/config/broker-config.ts';
import { startBroker } from './boot.ts';
import { relaunchConsumer } from './consumer-commands.ts';
import { adminOf, brokerNamed, forgetClient } from './named.ts';
import { relaunchProducer } from './producer-commands.ts';
import type { Simulation } from './simulation.ts';

export type Restart =
  | { readonly kind: 'broker'; readonly configs: BrokerConfig }
  | { readonly kind: 'unregister' }
  | { readonly kind: 'producer' }
  | { readonly kind: 'consumer' }
  | { readonly kind: 'remove' };

/** The first node whose process has ended and that something is to follow for. */
export function nextRestart(simulation: Simulation): NodeId | undefined {
  if (simulation.restarts.size === 0) return undefined;
  for (const node of simulation.restarts.keys()) {
    if (simulation.cluster.nodes.get(node)?.process === 'stopped') return node;
  }
  return undefined;
}

export function restart(ctx: Ctx, simulation: Simulation, node: NodeId): void {
  const what = simulation.restarts.get(node)!;
  simulation.restarts.delete(node);
  switch (what.kind) {
    case 'broker': {
      const broker = brokerNamed(ctx, Number(node.slice('broker-'.length)));
      broker.configs = what.configs;
      startBroker(ctx, broker);
      break;
    }
    case 'unregister': {
      const brokerId = Number(node.slice('broker-'.length));
      submitAdminRequest(ctx, adminOf(ctx), 'UnregisterBroker', { brokerId }, { subject: String(brokerId) });
      ctx.cluster.nodes.delete(node);
      break;
    }
    case 'producer':
      relaunchProducer(ctx, simulation, node);
      break;
    case 'consumer':
      relaunchConsumer(ctx, simulation, node);
      break;
    case 'remove':
      forgetClient(ctx, node);
      break;
  }
}
