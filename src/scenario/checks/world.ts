/**
 * What exists at a moment of the script, by name: a scenario's things first, then what its commands add and take
 * away. A command that names what is not there is found before the run begins.
 */

import { errorAt, pathOf, type ScenarioError } from '../errors.ts';
import { forwarderName } from '../forwarder-name.ts';
import type { ConfigInput, Configs } from '../scenario.ts';

export interface World {
  /** Brokers that are part of the cluster, running or not. */
  readonly brokers: Set<number>;
  readonly topics: Set<string>;
  /** Topics that are or will be, with the most partitions they get: clients may ask for one before it is made. */
  readonly topicsEver: Map<string, number>;
  readonly producers: Set<string>;
  /** Those of them that have a `transactional.id`. */
  readonly transactional: Set<string>;
  /** The topic that each producer writes to. */
  readonly topicOf: Map<string, string>;
  readonly consumers: Set<string>;
  /** The producers of consumers that send on what they read, by the consumer. */
  readonly forwarders: Map<string, string>;
}

const RESERVED = /^(broker|controller)-\d+$/;
const CONTROLLER = 'controller-101';

export function createWorld(): World {
  return {
    brokers: new Set(),
    topics: new Set(),
    topicsEver: new Map(),
    producers: new Set(),
    transactional: new Set(),
    topicOf: new Map(),
    consumers: new Set(),
    forwarders: new Map(),
  };
}

/** `forwards`: of a consumer, whose producer for it needs a name too. */
export function checkNewClient(
  world: World,
  name: string,
  path: string,
  forwards?: { readonly topic: string } | undefined,
): ScenarioError[] {
  const place = pathOf(path, 'name');
  if (RESERVED.test(name)) return [errorAt(place, 'reserved-name', { name })];
  const names = forwards ? [name, forwarderName(name, forwards.topic)] : [name];
  const taken = names.find((each) => clientNames(world).includes(each));
  return taken === undefined ? [] : [errorAt(place, 'duplicate-name', { name: taken })];
}

function clientNames({ producers, consumers, forwarders }: World): string[] {
  return [...producers, ...consumers, ...forwarders.values()];
}

export function addConsumer(
  world: World,
  { name, forwards }: { readonly name: string; readonly forwards?: { readonly topic: string } | undefined },
): void {
  world.consumers.add(name);
  if (forwards) world.forwarders.set(name, forwarderName(name, forwards.topic));
}

export function removeConsumer(world: World, name: string): void {
  world.consumers.delete(name);
  world.forwarders.delete(name);
}

export function checkNewTopic(world: World, name: string, path: string): ScenarioError[] {
  return world.topics.has(name) ? [errorAt(pathOf(path, 'name'), 'duplicate-name', { name })] : [];
}

export function checkNewBroker(world: World, broker: number, path: string): ScenarioError[] {
  return world.brokers.has(broker) ? [errorAt(path, 'duplicate-broker', { broker })] : [];
}

/** A topic that a client names: one that will be made later is good enough, as in Kafka. */
export function checkNamedTopic(world: World, topic: string, path: string): ScenarioError[] {
  if (world.topicsEver.has(topic)) return [];
  return [errorAt(path, 'unknown-topic', { topic, known: [...world.topicsEver.keys()] })];
}

/** A topic that a command changes: it has to be there. */
export function checkTopic(world: World, topic: string, path: string): ScenarioError[] {
  if (world.topics.has(topic)) return [];
  return [errorAt(pathOf(path, 'topic'), 'unknown-topic', { topic, known: [...world.topics] })];
}

export function checkPartition(
  world: World,
  topic: string,
  partition: number,
  path: string,
): ScenarioError[] {
  const partitions = world.topicsEver.get(topic);
  if (partitions === undefined || partition < partitions) return [];
  return [errorAt(path, 'unknown-partition', { topic, partition, partitions })];
}

export function checkBroker(world: World, broker: number, path: string): ScenarioError[] {
  if (world.brokers.has(broker)) return [];
  return [errorAt(pathOf(path, 'broker'), 'unknown-broker', { broker, known: [...world.brokers] })];
}

export function checkProducer(world: World, producer: string, path: string): ScenarioError[] {
  if (world.producers.has(producer)) return [];
  return [errorAt(pathOf(path, 'producer'), 'unknown-producer', { producer, known: [...world.producers] })];
}

/** Only a producer with a `transactional.id` has transactions. */
export function checkTransactional(world: World, producer: string, path: string): ScenarioError[] {
  if (!world.producers.has(producer)) return checkProducer(world, producer, path);
  if (world.transactional.has(producer)) return [];
  return [errorAt(pathOf(path, 'transactions'), 'transactions-without-id', {})];
}

/** A producer as it is added, with its configs. */
export function enterProducer(
  world: World,
  {
    name,
    topic,
    configs,
  }: { readonly name: string; readonly topic: string; readonly configs?: Configs | undefined },
): void {
  world.producers.add(name);
  world.topicOf.set(name, topic);
  noteTransactionalId(world, name, configs?.['transactional.id'] ?? null);
}

export function noteTransactionalId(world: World, producer: string, id: ConfigInput): void {
  if (id === null) world.transactional.delete(producer);
  else world.transactional.add(producer);
}

export function checkConsumer(world: World, consumer: string, path: string): ScenarioError[] {
  if (world.consumers.has(consumer)) return [];
  return [errorAt(pathOf(path, 'consumer'), 'unknown-consumer', { consumer, known: [...world.consumers] })];
}

export function checkLink(world: World, a: string, b: string, path: string): ScenarioError[] {
  return [...checkNode(world, a, pathOf(path, 'a')), ...checkNode(world, b, pathOf(path, 'b'))];
}

function checkNode(world: World, node: string, path: string): ScenarioError[] {
  const known = [
    CONTROLLER,
    ...[...world.brokers].map((broker) => `broker-${broker}`),
    ...world.producers,
    ...world.consumers,
  ];
  return known.includes(node) ? [] : [errorAt(path, 'unknown-node', { node, known })];
}
