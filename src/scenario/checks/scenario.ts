/** What is wrong with a document of the right shape: names, references, configs, and the script step by step. */
import { BROKER_CONFIGS } from '../../protocol/config/broker-config.ts';
import { parseConfig } from '../../protocol/config/config-def.ts';
import { OFFSETS_REPLICATION } from '../defaults.ts';
import { errorAt, pathOf, type ScenarioError } from '../errors.ts';
import { brokerCount } from '../normalise-stage.ts';
import type { Configs } from '../scenario.ts';
import type { ScenarioDocument } from '../schema.ts';
import type { ConsumerDocument, ProducerDocument } from '../schema-parts.ts';
import { parseTime } from '../time.ts';
import { checkCommand, obey } from './command.ts';
import { checkConfigs, checkSession, sessionBounds } from './configs.ts';
import { checkConsumerTopics } from './consumer-topics.ts';
import { checkConsumerParts, checkProducerParts, checkTopicParts } from './parts.ts';
import {
  addConsumer,
  checkNamedTopic,
  checkNewBroker,
  checkNewClient,
  checkNewTopic,
  createWorld,
  enterProducer,
  type World,
} from './world.ts';

export function checkScenario(document: ScenarioDocument): ScenarioError[] {
  const world = createWorld();
  const errors = [...checkCluster(world, document), ...checkTopics(world, document)];
  for (const { command } of inOrder(document)) {
    if (command.do === 'addTopic') meetTopic(world, command.name, command.partitions ?? 1);
    if (command.do === 'setPartitions') meetTopic(world, command.topic, command.partitions);
  }
  const bounds = sessionBounds(document.cluster?.configs);
  for (const [index, producer] of (document.producers ?? []).entries())
    errors.push(...checkProducerOf(world, producer, pathOf('producers', index)));
  for (const [index, consumer] of (document.consumers ?? []).entries()) {
    const path = pathOf('consumers', index);
    errors.push(...checkConsumerOf(world, consumer, path));
    errors.push(...checkSession(consumer.configs, pathOf(path, 'configs'), bounds));
  }
  for (const { command, index } of inOrder(document)) {
    errors.push(...checkCommand(command, pathOf('script', index), world));
    obey(world, command);
  }
  return errors;
}

function meetTopic(world: World, name: string, partitions: number): void {
  world.topicsEver.set(name, Math.max(partitions, world.topicsEver.get(name) ?? 0));
}

/** The script by time, each command with its place in the document. */
function inOrder(document: ScenarioDocument) {
  return (document.script ?? [])
    .map((command, index) => ({ command, index, atMs: parseTime(command.at) }))
    .sort((a, b) => a.atMs - b.atMs);
}

function checkCluster(world: World, document: ScenarioDocument): ScenarioError[] {
  const { brokers, configs } = document.cluster ?? {};
  const count = brokerCount(document);
  const errors = checkConfigs('broker', configs, 'cluster.configs');
  errors.push(...checkOffsetsReplication(configs, count));
  if (!Array.isArray(brokers)) {
    for (let id = 1; id <= count; id++) world.brokers.add(id);
    return errors;
  }
  for (const [index, broker] of brokers.entries()) {
    const path = pathOf('cluster.brokers', index);
    errors.push(...checkNewBroker(world, broker.id, pathOf(path, 'id')));
    errors.push(...checkConfigs('broker', broker.configs, pathOf(path, 'configs')));
    world.brokers.add(broker.id);
  }
  return errors;
}

/** Kafka would refuse to make `__consumer_offsets`, and no group would ever form. */
function checkOffsetsReplication(configs: Configs | undefined, brokers: number): ScenarioError[] {
  const parsed = parseConfig(BROKER_CONFIGS, OFFSETS_REPLICATION, configs?.[OFFSETS_REPLICATION] ?? 1);
  if ('error' in parsed || Number(parsed.value) <= brokers) return [];
  const replicationFactor = Number(parsed.value);
  const path = pathOf('cluster.configs', OFFSETS_REPLICATION);
  return [errorAt(path, 'replication-factor-too-large', { replicationFactor, brokers })];
}

function checkTopics(world: World, document: ScenarioDocument): ScenarioError[] {
  const errors: ScenarioError[] = [];
  for (const [index, topic] of (document.topics ?? []).entries()) {
    const path = pathOf('topics', index);
    errors.push(
      ...checkNewTopic(world, topic.name, path),
      ...checkTopicParts(topic, world.brokers.size, path),
    );
    world.topics.add(topic.name);
    meetTopic(world, topic.name, topic.partitions ?? 1);
  }
  return errors;
}

function checkProducerOf(world: World, producer: ProducerDocument, path: string): ScenarioError[] {
  const errors = [
    ...checkNewClient(world, producer.name, path),
    ...checkNamedTopic(world, producer.topic, pathOf(path, 'topic')),
    ...checkProducerParts(producer, path),
  ];
  enterProducer(world, producer);
  return errors;
}

function checkConsumerOf(world: World, consumer: ConsumerDocument, path: string): ScenarioError[] {
  const errors = [
    ...checkNewClient(world, consumer.name, path, consumer.forwards),
    ...checkConsumerTopics(world, consumer, path),
    ...checkConsumerParts(consumer, path),
  ];
  addConsumer(world, consumer);
  return errors;
}
