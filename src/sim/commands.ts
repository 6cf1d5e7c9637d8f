/** What each command of a script or of the user's hands does to the world. */

import { shutDownBroker } from '../engine/broker/broker-lifecycle-manager.ts';
import { type AdminApi, submitAdminRequest } from '../engine/client/admin-client.ts';
import { type Ctx, note } from '../engine/ctx.ts';
import { type LinkSettings, setLink } from '../engine/network/network.ts';
import { endProcess, freeze, thaw } from '../engine/process.ts';
import { BROKER_CONFIGS } from '../protocol/config/broker-config.ts';
import {
  RESOURCE_BROKER,
  RESOURCE_GROUP,
  RESOURCE_TOPIC,
} from '../protocol/messages/44-incremental-alter-configs.ts';
import type { RequestOf } from '../protocol/messages/index.ts';
import type { Command } from '../scenario/scenario.ts';
import { haltStream, sendByHand, setLoad } from './applications.ts';
import { addBroker, startBroker } from './boot.ts';
import { refusalOf } from './command-check.ts';
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
import { createTopicsRequest } from './create-topics.ts';
import { adminOf, brokerNamed, clientNamed, inProcessOf, producerNamed, streamNamed } from './named.ts';
import { resetGroupOffsets } from './offset-reset.ts';
import {
  addProducer,
  changeProducerConfig,
  killProducer,
  removeProducer,
  restartProducer,
} from './producer-commands.ts';
import type { Simulation } from './simulation.ts';

type Rules = {
  readonly [Name in Command['do']]: (
    ctx: Ctx,
    simulation: Simulation,
    command: Extract<Command, { do: Name }>,
  ) => void;
};

const RULES: Rules = {
  addBroker: (ctx, simulation, { broker, configs }) => addBroker(ctx, simulation, broker, configs ?? {}),
  stopBroker(ctx, _simulation, { broker: id, how }) {
    const broker = brokerNamed(ctx, id);
    if (how === 'shutdown' && broker.process === 'running') shutDownBroker(ctx, broker);
    else if (broker.process !== 'stopped') endProcess(ctx, broker, 'kill');
  },
  startBroker: (ctx, _simulation, { broker }) => startBroker(ctx, brokerNamed(ctx, broker)),
  removeBroker: (ctx, simulation, { broker }) => removeBroker(ctx, simulation, broker),
  freezeBroker: (ctx, _simulation, { broker }) => freeze(ctx, brokerNamed(ctx, broker)),
  thawBroker: (ctx, _simulation, { broker }) => thaw(ctx, brokerNamed(ctx, broker)),
  setBrokerConfig,
  addTopic: (ctx, _simulation, topic) => submit(ctx, 'CreateTopics', createTopicsRequest(topic), topic.name),
  deleteTopic: (ctx, _simulation, { topic }) =>
    submit(
      ctx,
      'DeleteTopics',
      { topics: [{ name: topic, topicId: ZERO_UUID }], timeoutMs: TIMEOUT_MS },
      topic,
    ),
  setPartitions(ctx, _simulation, { topic, partitions }) {
    const topics = [{ name: topic, count: partitions, assignments: null }];
    submit(ctx, 'CreatePartitions', { topics, timeoutMs: TIMEOUT_MS, validateOnly: false }, topic);
  },
  setTopicConfig: (ctx, _simulation, { topic, name, value }) =>
    alterConfig(ctx, RESOURCE_TOPIC, topic, name, configText(value)),
  setGroupConfig: (ctx, _simulation, { group, name, value }) =>
    alterConfig(ctx, RESOURCE_GROUP, group, name, configText(value)),
  deleteRecords(ctx, _simulation, { topic, partition, beforeOffset }) {
    const partitions = [{ partitionIndex: partition, offset: beforeOffset }];
    const body = { topics: [{ name: topic, partitions }], timeoutMs: TIMEOUT_MS };
    submit(ctx, 'DeleteRecords', body, `${topic}-${partition}`);
  },
  resetOffsets: (ctx, _simulation, command) => resetGroupOffsets(ctx, command),
  reassignPartitions(ctx, _simulation, { topic, partition, replicas }) {
    const topics = [{ name: topic, partitions: [{ partitionIndex: partition, replicas }] }];
    const body = { timeoutMs: TIMEOUT_MS, allowReplicationFactorChange: true, topics };
    submit(ctx, 'AlterPartitionReassignments', body, `${topic}-${partition}`);
  },
  electPreferredLeaders: (ctx) =>
    submit(ctx, 'ElectLeaders', { electionType: 0, topicPartitions: null, timeoutMs: TIMEOUT_MS }, ''),
  addProducer,
  removeProducer: (ctx, simulation, { producer }) => removeProducer(ctx, simulation, producer),
  killProducer: (ctx, simulation, { producer }) => killProducer(ctx, simulation, producer),
  startProducer: (ctx, simulation, { producer }) => restartProducer(ctx, simulation, producer),
  pauseProducer: (_ctx, simulation, { producer }) =>
    haltStream(simulation, streamNamed(simulation, producer), 'paused', true),
  resumeProducer: (_ctx, simulation, { producer }) =>
    haltStream(simulation, streamNamed(simulation, producer), 'paused', false),
  setWorkload: (_ctx, simulation, { producer, workload }) =>
    setLoad(simulation, streamNamed(simulation, producer), workload),
  setTransactions: (ctx, _simulation, { producer, transactions }) => {
    producerNamed(ctx, producer).transactions = transactions;
  },
  setProducerConfig: (ctx, simulation, { producer, name, value }) =>
    changeProducerConfig(ctx, simulation, producer, name, value),
  produce: (ctx, simulation, { producer, key, value, partition }) =>
    sendByHand(ctx, simulation, streamNamed(simulation, producer), key, value, partition ?? null),
  addConsumer,
  moveConsumer,
  closeConsumer: (ctx, _simulation, { consumer }) => closeConsumerClient(ctx, consumer),
  killConsumer: (ctx, _simulation, { consumer }) => killConsumer(ctx, consumer),
  startConsumer: (ctx, simulation, { consumer }) => restartConsumer(ctx, simulation, consumer),
  removeConsumer: (ctx, simulation, { consumer }) => removeConsumer(ctx, simulation, consumer),
  freezeConsumer: (ctx, _simulation, { consumer }) => eachInProcess(ctx, consumer, freeze),
  thawConsumer: (ctx, _simulation, { consumer }) => eachInProcess(ctx, consumer, thaw),
  setProcessing: (ctx, simulation, { consumer, processingMs }) =>
    setProcessing(ctx, simulation, consumer, processingMs),
  setConsumerConfig: (ctx, simulation, { consumer, name, value }) =>
    changeConsumerConfig(ctx, simulation, consumer, name, value),
  cutLink: (ctx, _simulation, { a, b }) => changeLink(ctx, a, b, { cut: true }),
  healLink: (ctx, _simulation, { a, b }) => changeLink(ctx, a, b, { cut: false }),
  setLink: (ctx, _simulation, command) => changeLink(ctx, command.a, command.b, linkChange(command)),
};

function eachInProcess(ctx: Ctx, consumer: string, rule: typeof freeze): void {
  for (const each of inProcessOf(ctx, consumer)) rule(ctx, clientNamed(ctx, each));
}

/** A command that speaks of what is not there changes nothing, and is told. */
export function applyCommand(ctx: Ctx, simulation: Simulation, command: Command): void {
  const refusal = refusalOf(simulation, command);
  if (refusal) {
    note(ctx, { code: 'command-refused', command: command.do, field: refusal.field, detail: refusal.detail });
    return;
  }
  const rule = RULES[command.do] as (ctx: Ctx, simulation: Simulation, command: Command) => void;
  rule(ctx, simulation, command);
}

const TIMEOUT_MS = 30_000;
const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

function submit<Api extends AdminApi>(ctx: Ctx, api: Api, body: RequestOf<Api>, subject: string): void {
  submitAdminRequest(ctx, adminOf(ctx), api, body, { subject });
}

function alterConfig(
  ctx: Ctx,
  resourceType: number,
  resourceName: string,
  name: string,
  value: string | null,
): void {
  const configs = [{ name, configOperation: value === null ? (1 as const) : (0 as const), value }];
  submit(
    ctx,
    'IncrementalAlterConfigs',
    { resources: [{ resourceType, resourceName, configs }], validateOnly: false },
    name,
  );
}

/** A dynamic config is altered as an admin does it; a read-only one is written to server.properties, with a restart. */
function setBrokerConfig(
  ctx: Ctx,
  simulation: Simulation,
  command: Extract<Command, { do: 'setBrokerConfig' }>,
): void {
  const def = (BROKER_CONFIGS as Record<string, { updateMode?: string; default: unknown }>)[command.name];
  if (def?.updateMode === 'cluster-wide') {
    alterConfig(ctx, RESOURCE_BROKER, '', command.name, configText(command.value));
    return;
  }
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
  for (const each of inProcessOf(ctx, a))
    for (const other of inProcessOf(ctx, b)) setLink(ctx.cluster.network, each, other, change);
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
