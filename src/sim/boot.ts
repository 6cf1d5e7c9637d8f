/** The beginning of a run: the controller, the brokers, and an admin client that creates the topics. */

import { type BrokerNode, createBroker, memoryOfNewProcess } from '../engine/broker/broker.ts';
import { beginBroker } from '../engine/broker/broker-lifecycle-manager.ts';
import { createAdminClient, startAdminClient, submitAdminRequest } from '../engine/client/admin-client.ts';
import { beginController, createController } from '../engine/controller/controller.ts';
import { type Ctx, wallClockMs } from '../engine/ctx.ts';
import { brokerNode, type NodeId } from '../engine/node.ts';
import { beginProcess } from '../engine/process.ts';
import type { Configs, Scenario } from '../scenario/scenario.ts';
import { brokerConfigs } from './configs.ts';
import { createTopicsRequest } from './create-topics.ts';
import { ADMIN, adminOf } from './named.ts';
import type { Simulation } from './simulation.ts';

export function bootCluster(ctx: Ctx, scenario: Scenario): void {
  const { nodes } = ctx.cluster;
  const controller = createController(brokerConfigs(scenario.cluster.configs));
  nodes.set(controller.id, controller);
  beginProcess(ctx, controller, 'start');
  beginController(ctx, controller);
  for (const { id, configs } of scenario.cluster.brokers) {
    const broker = createBroker(id, brokerConfigs({ ...scenario.cluster.configs, ...configs }));
    nodes.set(broker.id, broker);
    startBroker(ctx, broker);
  }
  const admin = createAdminClient(
    ADMIN,
    scenario.cluster.brokers.map(({ id }) => brokerNode(id)),
  );
  nodes.set(ADMIN, admin);
  beginProcess(ctx, admin, 'start');
  startAdminClient(ctx, admin);
  for (const topic of scenario.topics) {
    submitAdminRequest(ctx, adminOf(ctx), 'CreateTopics', createTopicsRequest(topic), {
      subject: topic.name,
      waitForBrokers: true,
    });
  }
}

/** Starts a broker's process with an empty memory on the disk that it has. */
export function startBroker(ctx: Ctx, broker: BrokerNode): void {
  if (broker.process !== 'stopped') return;
  Object.assign(broker, memoryOfNewProcess());
  broker.startedAtMs = wallClockMs(ctx);
  beginProcess(ctx, broker, broker.incarnation === 0 ? 'start' : 'restart');
  beginBroker(ctx, broker);
}

export function addBroker(ctx: Ctx, simulation: Simulation, brokerId: number, configs: Configs): void {
  const broker = createBroker(
    brokerId,
    brokerConfigs({ ...simulation.run.scenario.cluster.configs, ...configs }),
  );
  ctx.cluster.nodes.set(broker.id, broker);
  startBroker(ctx, broker);
}

/** `bootstrap.servers` of every client: the brokers of the scenario, whatever has become of them since. */
export function bootstrapServers(simulation: Simulation): NodeId[] {
  return simulation.run.scenario.cluster.brokers.map(({ id }) => brokerNode(id));
}
