/** Things by their names in the scenario. A name that nobody has makes a command impossible: see command-check.ts. */
import type { BrokerNode } from '../engine/broker/broker.ts';
import type { AdminNode } from '../engine/client/admin-client.ts';
import type { ConsumerNode } from '../engine/client/consumer.ts';
import type { ProducerNode } from '../engine/client/producer.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { Ctx } from '../engine/ctx.ts';
import { brokerNode } from '../engine/node.ts';
import type { Stream } from './applications.ts';
import type { Simulation } from './simulation.ts';

export const ADMIN = 'admin';

export function adminOf(ctx: Ctx): AdminNode {
  return ctx.cluster.nodes.get(ADMIN) as AdminNode;
}

function findBroker(cluster: Cluster, brokerId: number): BrokerNode | undefined {
  const node = cluster.nodes.get(brokerNode(brokerId));
  return node?.kind === 'broker' ? node : undefined;
}

export function findConsumer(cluster: Cluster, name: string): ConsumerNode | undefined {
  const node = cluster.nodes.get(name);
  return node?.kind === 'consumer' ? node : undefined;
}

export function findProducer(cluster: Cluster, name: string): ProducerNode | undefined {
  const node = cluster.nodes.get(name);
  return node?.kind === 'producer' ? node : undefined;
}

function present<T>(thing: T | undefined, name: string | number): T {
  if (thing === undefined) throw new Error(`nothing is called ${name}`);
  return thing;
}

export const brokerNamed = (ctx: Ctx, brokerId: number): BrokerNode =>
  present(findBroker(ctx.cluster, brokerId), brokerId);
export const consumerNamed = (ctx: Ctx, name: string): ConsumerNode =>
  present(findConsumer(ctx.cluster, name), name);
export const producerNamed = (ctx: Ctx, name: string): ProducerNode =>
  present(findProducer(ctx.cluster, name), name);
export const clientNamed = (ctx: Ctx, name: string) => present(ctx.cluster.nodes.get(name), name);

/** The client and whoever lives in the same process, by name. */
export function inProcessOf({ cluster }: Ctx, name: string): string[] {
  const forwarding = findConsumer(cluster, name)?.forwarding;
  return forwarding ? [name, forwarding.producer] : [name];
}

export function forgetClient(ctx: Ctx, name: string): void {
  for (const each of inProcessOf(ctx, name)) ctx.cluster.nodes.delete(each);
}

export function streamNamed(simulation: Simulation, producer: string): Stream {
  return present(simulation.applications.byProducer.get(producer), producer);
}
