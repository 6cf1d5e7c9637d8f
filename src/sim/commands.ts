/** What each command of a script or of the user's hands does to the world. */

import { shutDownBroker } from '../engine/broker/broker-lifecycle-manager.ts';
import { submitAdminRequest } from '../engine/client/admin-client.ts';
import { type Ctx, note } from '../engine/ctx.ts';
import { type LinkSettings, setLink } from '../engine/network/network.ts';
import { endProcess, freeze, thaw } from '../engine/process.ts';
import { BROKER_CONFIGS } from '../protocol/config/broker-config.ts';
import { RESOURCE_BROKER, RESOURCE_TOPIC } from '../protocol/messages/44-incremental-alter-configs.ts';
import type { Command, TimedCommand } from '../scenario/scenario.ts';
import { pauseStream, sendByHand, setLoad } from './applications.ts';
import { addBroker, startBroker } from './boot.ts';
import { configText } from './configs.ts';
import {
  addConsumer,
  changeConsumerConfig,
  closeConsumerClient,
  killConsumer,
  moveConsumer,
  removeConsumer,
  restartConsumer,
  setProcessing,
} from './consumer-commands.ts';
import { adminOf, brokerNamed, clientNamed, streamNamed } from './named.ts';
import {
  addProducer,
  changeProducerConfig,
  killProducer,
  removeProducer,
  restartProducer,
} from './producer-commands.ts';
import type { Simulation } from './simulation.ts';

export function applyCommand(
  ctx: Ctx,
  simulation: Simulation,
  command: Command | Omit<TimedCommand, 'atMs'>,
): void {
  apply(ctx, simulation, command as Command);
}

function apply(ctx: Ctx, simulation: Simulation, command: Command): void {
  switch (command.do) {
    case 'addBroker':
      return addBroker(ctx, simulation, command.broker, command.configs ?? {});
    case 'stopBroker': {
      const broker = brokerNamed(ctx, command.broker);
      if (command.how === 'shutdown' && broker.process === 'running') shutDownBroker(ctx, broker);
      else if (broker.process !== 'stopped') endProcess(ctx, broker, 'kill');
      return;
    }
    case 'startBroker':
      return startBroker(ctx, brokerNamed(ctx, command.broker));
    case 'removeBroker':
      // Kafka forgets a broker only once it is down: stop it in order, then unregister it.
      return removeBroker(ctx, simulation, command.broker);
    case 'freezeBroker':
      return freeze(ctx, brokerNamed(ctx, command.broker));
    case 'thawBroker':
      return thaw(ctx, brokerNamed(ctx, command.broker));
    case 'setBrokerConfig':
      return setBrokerConfig(ctx, simulation, command);
    case 'addTopic':
      return submitAdminRequest(ctx, adminOf(ctx), 'CreateTopics', createTopics(command), {
        subject: command.name,
      });
    case 'deleteTopic':
      return submitAdminRequest(
        ctx,
        adminOf(ctx),
        'DeleteTopics',
        { topics: [{ name: command.topic, topicId: ZERO_UUID }], timeoutMs: 30_000 },
        { subject: command.topic },
      );
    case 'setPartitions':
      return submitAdminRequest(
        ctx,
        adminOf(ctx),
        'CreatePartitions',
        {
          topics: [{ name: command.topic, count: command.partitions, assignments: null }],
          timeoutMs: 30_000,
          validateOnly: false,
        },
        { subject: command.topic },
      );
    case 'setTopicConfig':
      return alterConfig(ctx, RESOURCE_TOPIC, command.topic, command.name, configText(command.value));
    case 'electPreferredLeaders':
      return submitAdminRequest(
        ctx,
        adminOf(ctx),
        'ElectLeaders',
        { electionType: 0, topicPartitions: null, timeoutMs: 30_000 },
        { subject: '' },
      );
    case 'addProducer':
      return addProducer(ctx, simulation, command);
    case 'removeProducer':
      return removeProducer(ctx, simulation, command.producer);
    case 'killProducer':
      return killProducer(ctx, command.producer);
    case 'startProducer':
      return restartProducer(ctx, command.producer);
    case 'pauseProducer':
    case 'resumeProducer':
      return pauseStream(
        simulation,
        streamNamed(simulation, command.producer),
        command.do === 'pauseProducer',
      );
    case 'setWorkload':
      return setLoad(simulation, streamNamed(simulation, command.producer), command.workload);
    case 'setProducerConfig':
      return changeProducerConfig(ctx, simulation, command.producer, command.name, command.value);
    case 'produce':
      return sendByHand(
        ctx,
        simulation,
        streamNamed(simulation, command.producer),
        command.key,
        command.value,
        command.partition ?? null,
      );
    case 'addConsumer':
      return addConsumer(ctx, simulation, command);
    case 'moveConsumer':
      return moveConsumer(ctx, simulation, command);
    case 'closeConsumer':
      return closeConsumerClient(ctx, command.consumer);
    case 'killConsumer':
      return killConsumer(ctx, command.consumer);
    case 'startConsumer':
      return restartConsumer(ctx, simulation, command.consumer);
    case 'removeConsumer':
      return removeConsumer(ctx, simulation, command.consumer);
    case 'freezeConsumer':
      return freeze(ctx, clientNamed(ctx, command.consumer));
    case 'thawConsumer':
      return thaw(ctx, clientNamed(ctx, command.consumer));
    case 'setProcessing':
      return setProcessing(ctx, simulation, command.consumer, command.processingMs);
    case 'setConsumerConfig':
      return changeConsumerConfig(ctx, simulation, command.consumer, command.name, command.value);
    case 'cutLink':
    case 'healLink':
      return changeLink(ctx, command.a, command.b, { cut: command.do === 'cutLink' });
    case 'setLink':
      return changeLink(ctx, command.a, command.b, linkChange(command));
  }
}

const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

export function createTopics(
  topic: Extract<Command, { do: 'addTopic' }> | Simulation['run']['scenario']['topics'][number],
) {
  return {
    topics: [
      {
        name: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: topic.replicationFactor,
        assignments: [],
        configs: Object.entries(topic.configs).map(([name, value]) => ({ name, value: configText(value) })),
      },
    ],
    timeoutMs: 30_000,
    validateOnly: false,
  };
}

function alterConfig(
  ctx: Ctx,
  resourceType: number,
  resourceName: string,
  name: string,
  value: string | null,
): void {
  const configs = [{ name, configOperation: value === null ? (1 as const) : (0 as const), value }];
  submitAdminRequest(
    ctx,
    adminOf(ctx),
    'IncrementalAlterConfigs',
    { resources: [{ resourceType, resourceName, configs }], validateOnly: false },
    { subject: name },
  );
}

/** A dynamic config is altered as an admin does it; a read-only one is written to server.properties, with a restart. */
function setBrokerConfig(
  ctx: Ctx,
  simulation: Simulation,
  command: Extract<Command, { do: 'setBrokerConfig' }>,
): void {
  const def = (BROKER_CONFIGS as Record<string, { updateMode?: string; default: unknown }>)[command.name];
  if (def?.updateMode === 'cluster-wide')
    return alterConfig(ctx, RESOURCE_BROKER, '', command.name, configText(command.value));
  const broker = brokerNamed(ctx, command.broker);
  const value = command.value ?? def?.default;
  const change = { ...broker.configs, [command.name]: value } as typeof broker.configs;
  if (broker.process === 'stopped') {
    broker.configs = change;
    return;
  }
  simulation.restarts.set(broker.id, { kind: 'broker', configs: change });
  if (broker.process === 'running') shutDownBroker(ctx, broker);
  else endProcess(ctx, broker, 'kill');
}

function removeBroker(ctx: Ctx, simulation: Simulation, brokerId: number): void {
  const broker = brokerNamed(ctx, brokerId);
  simulation.restarts.set(broker.id, { kind: 'unregister' });
  if (broker.process === 'running') shutDownBroker(ctx, broker);
  else if (broker.process === 'frozen') endProcess(ctx, broker, 'kill');
}

function changeLink(ctx: Ctx, a: string, b: string, change: Partial<LinkSettings>): void {
  setLink(ctx.cluster.network, a, b, change);
  if (change.cut !== undefined) note(ctx, { code: 'link', a, b, cut: change.cut });
}

function linkChange(command: Extract<Command, { do: 'setLink' }>): Partial<LinkSettings> {
  return {
    ...(command.latencyMs === undefined ? {} : { latencyUs: Math.round(command.latencyMs * 1000) }),
    ...(command.jitterMs === undefined ? {} : { jitterUs: Math.round(command.jitterMs * 1000) }),
    ...(command.megabytesPerSecond === undefined
      ? {}
      : { bytesPerSecond: Math.max(1, Math.round(command.megabytesPerSecond * 1e6)) }),
    ...(command.loss === undefined ? {} : { lossPerMillion: Math.round(command.loss * 1e6) }),
  };
}
