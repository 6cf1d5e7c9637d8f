/** One command: are its configs legal, and, in a script, is what it names there when its time comes? */
import { parseDatetime } from '../datetime.ts';
import { errorAt, pathOf, type ScenarioError, shown } from '../errors.ts';
import { parseResetPlan } from '../reset-plan.ts';
import type { CommandDocument } from '../schema-commands.ts';
import { checkConfig, checkConfigs } from './configs.ts';
import { checkConsumerTopics } from './consumer-topics.ts';
import { checkConsumerParts, checkProducerParts, checkTopicParts, checkWorkload } from './parts.ts';
import {
  addConsumer,
  checkBroker,
  checkConsumer,
  checkLink,
  checkNamedTopic,
  checkNewBroker,
  checkNewClient,
  checkNewTopic,
  checkPartition,
  checkProducer,
  checkTopic,
  checkTransactional,
  enterProducer,
  noteTransactionalId,
  removeConsumer,
  type World,
} from './world.ts';

export function checkCommand(command: CommandDocument, path: string, world: World): ScenarioError[] {
  return [...checkCommandParts(command, path, world.brokers.size), ...checkReferences(command, path, world)];
}

/** What can be told of a command by itself. */
export function checkCommandParts(command: CommandDocument, path: string, brokers: number): ScenarioError[] {
  switch (command.do) {
    case 'addBroker':
      return checkConfigs('broker', command.configs, pathOf(path, 'configs'));
    case 'addTopic':
      return checkTopicParts(command, brokers, path);
    case 'addProducer':
      return checkProducerParts(command, path);
    case 'addConsumer':
      return checkConsumerParts(command, path);
    case 'setWorkload':
      return checkWorkload(command.workload, pathOf(path, 'workload'));
    case 'setBrokerConfig':
      return checkConfig('broker', command.name, command.value, path);
    case 'setTopicConfig':
      return checkConfig('topic', command.name, command.value, path);
    case 'setGroupConfig':
      return command.value === null ? [] : checkConfig('group', command.name, command.value, path);
    case 'setProducerConfig':
      return checkConfig('producer', command.name, command.value, path);
    case 'setConsumerConfig':
      return checkConfig('consumer', command.name, command.value, path);
    case 'resetOffsets':
      return checkResetTarget(command.to, pathOf(path, 'to'));
    case 'cutLink':
    case 'healLink':
    case 'setLink':
      return command.a === command.b
        ? [errorAt(pathOf(path, 'b'), 'link-to-itself', { node: command.a })]
        : [];
    default:
      return [];
  }
}

function checkReferences(command: CommandDocument, path: string, world: World): ScenarioError[] {
  switch (command.do) {
    case 'addBroker':
      return checkNewBroker(world, command.broker, pathOf(path, 'broker'));
    case 'stopBroker':
    case 'startBroker':
    case 'removeBroker':
    case 'freezeBroker':
    case 'thawBroker':
    case 'setBrokerConfig':
      return checkBroker(world, command.broker, path);
    case 'addTopic':
      return checkNewTopic(world, command.name, path);
    case 'deleteTopic':
    case 'setPartitions':
    case 'setTopicConfig':
      return checkTopic(world, command.topic, path);
    case 'deleteRecords':
      return [
        ...checkTopic(world, command.topic, path),
        ...checkPartition(world, command.topic, command.partition, pathOf(path, 'partition')),
      ];
    case 'reassignPartitions':
      return [
        ...checkTopic(world, command.topic, path),
        ...checkPartition(world, command.topic, command.partition, pathOf(path, 'partition')),
        ...checkReplicas(world, command.replicas ?? [], pathOf(path, 'replicas')),
      ];
    case 'resetOffsets':
      return checkPartitionsToReset(command, path, world);
    case 'addProducer':
      return [
        ...checkNewClient(world, command.name, path),
        ...checkNamedTopic(world, command.topic, pathOf(path, 'topic')),
      ];
    case 'removeProducer':
    case 'pauseProducer':
    case 'resumeProducer':
    case 'killProducer':
    case 'startProducer':
    case 'setWorkload':
    case 'setProducerConfig':
      return checkProducer(world, command.producer, path);
    case 'setTransactions':
      return checkTransactional(world, command.producer, path);
    case 'produce':
      return [...checkProducer(world, command.producer, path), ...checkProduced(command, path, world)];
    case 'addConsumer':
      return [
        ...checkNewClient(world, command.name, path, command.forwards),
        ...checkConsumerTopics(world, command, path),
      ];
    case 'moveConsumer':
      return [
        ...checkConsumer(world, command.consumer, path),
        ...(command.topics ?? []).flatMap((topic, index) =>
          checkNamedTopic(world, topic, pathOf(path, 'topics', index)),
        ),
      ];
    case 'closeConsumer':
    case 'killConsumer':
    case 'startConsumer':
    case 'removeConsumer':
    case 'freezeConsumer':
    case 'thawConsumer':
    case 'setProcessing':
    case 'setConsumerConfig':
      return checkConsumer(world, command.consumer, path);
    case 'cutLink':
    case 'healLink':
    case 'setLink':
      return checkLink(world, command.a, command.b, path);
    case 'electPreferredLeaders':
    case 'setGroupConfig':
      return [];
  }
}

function checkReplicas(world: World, replicas: readonly number[], path: string): ScenarioError[] {
  const known = [...world.brokers];
  return replicas.flatMap((broker, index) =>
    world.brokers.has(broker) ? [] : [errorAt(pathOf(path, index), 'unknown-broker', { broker, known })],
  );
}

type ResetOffsets = Extract<CommandDocument, { do: 'resetOffsets' }>;

function checkResetTarget(to: ResetOffsets['to'], path: string): ScenarioError[] {
  if (typeof to === 'string') return [];
  if ('datetime' in to && parseDatetime(to.datetime) === null)
    return [errorAt(pathOf(path, 'datetime'), 'not-a-datetime', { value: shown(to.datetime) })];
  const plan = 'file' in to ? parseResetPlan(to.file) : [];
  return typeof plan === 'number' ? [errorAt(pathOf(path, 'file'), 'not-a-reset-plan', { line: plan })] : [];
}

/** The group need not be there: its offsets may be set before anybody joins it. */
function checkPartitionsToReset({ topics = [] }: ResetOffsets, path: string, world: World): ScenarioError[] {
  return topics.flatMap(({ topic, partitions = [] }, index) => {
    const place = pathOf(path, 'topics', index);
    return [
      ...checkTopic(world, topic, place),
      ...partitions.flatMap((partition, at) =>
        checkPartition(world, topic, partition, pathOf(place, 'partitions', at)),
      ),
    ];
  });
}

function checkProduced(
  { producer, partition }: Extract<CommandDocument, { do: 'produce' }>,
  path: string,
  world: World,
): ScenarioError[] {
  const topic = world.topicOf.get(producer);
  if (partition === undefined || topic === undefined) return [];
  return checkPartition(world, topic, partition, pathOf(path, 'partition'));
}

/** What the world consists of after the command. */
export function obey(world: World, command: CommandDocument): void {
  switch (command.do) {
    case 'addBroker':
      world.brokers.add(command.broker);
      break;
    case 'removeBroker':
      world.brokers.delete(command.broker);
      break;
    case 'addTopic':
      world.topics.add(command.name);
      break;
    case 'deleteTopic':
      world.topics.delete(command.topic);
      break;
    case 'addProducer':
      enterProducer(world, command);
      break;
    case 'setProducerConfig':
      if (command.name === 'transactional.id') noteTransactionalId(world, command.producer, command.value);
      break;
    case 'removeProducer':
      world.producers.delete(command.producer);
      break;
    case 'addConsumer':
      addConsumer(world, command);
      break;
    case 'removeConsumer':
      removeConsumer(world, command.consumer);
      break;
  }
}
