/** One topic, producer or consumer: does what it says fit together? For documents and for commands alike. */
import { NOT_FOR_SHARE_CONSUMERS } from '../../protocol/config/share-consumer-configs.ts';
import { datasetIds } from '../data/datasets.ts';
import { defaultCommit } from '../defaults.ts';
import { errorAt, pathOf, type ScenarioError } from '../errors.ts';
import type { Configs } from '../scenario.ts';
import type { ConsumerDocument, ProducerDocument, TopicDocument } from '../schema-parts.ts';
import type { WorkloadDocument } from '../schema-workload.ts';
import { checkConfigs } from './configs.ts';

export function checkTopicParts(topic: TopicDocument, brokers: number, path: string): ScenarioError[] {
  const errors = checkConfigs('topic', topic.configs, pathOf(path, 'configs'));
  const { replicationFactor = 1 } = topic;
  if (replicationFactor > brokers)
    errors.push(
      errorAt(pathOf(path, 'replicationFactor'), 'replication-factor-too-large', {
        replicationFactor,
        brokers,
      }),
    );
  return errors;
}

export function checkProducerParts(producer: ProducerDocument, path: string): ScenarioError[] {
  return [
    ...checkConfigs('producer', producer.configs, pathOf(path, 'configs')),
    ...checkWorkload(producer.workload, pathOf(path, 'workload')),
    ...checkTransactions(producer, path),
  ];
}

function checkTransactions({ transactions, configs }: ProducerDocument, path: string): ScenarioError[] {
  if (!transactions || (configs?.['transactional.id'] ?? null) !== null) return [];
  return [errorAt(pathOf(path, 'transactions'), 'transactions-without-id', {})];
}

export function checkWorkload(workload: WorkloadDocument | undefined, path: string): ScenarioError[] {
  if (workload?.type !== 'data' || !('dataset' in workload.source)) return [];
  const { dataset } = workload.source;
  if (datasetIds.includes(dataset)) return [];
  return [errorAt(pathOf(path, 'source.dataset'), 'unknown-dataset', { dataset, known: datasetIds })];
}

export function checkConsumerParts(consumer: ConsumerDocument, path: string): ScenarioError[] {
  const { group = null, topics = [], pattern, assign } = consumer;
  const errors = checkConfigs('consumer', consumer.configs, pathOf(path, 'configs'));
  if (group === null && topics.length > 0)
    errors.push(errorAt(pathOf(path, 'topics'), 'topics-without-group', {}));
  if (pattern !== undefined) errors.push(...checkPattern(consumer, path));
  if (group !== null && topics.length === 0 && pattern === undefined)
    errors.push(errorAt(pathOf(path, 'topics'), 'group-without-topics', { group }));
  if (group !== null && assign !== undefined)
    errors.push(errorAt(pathOf(path, 'assign'), 'assign-in-a-group', { group }));
  return [
    ...errors,
    ...(consumer.forwards ? checkForwards(consumer, consumer.forwards, path) : checkCommit(consumer, path)),
    ...checkShare(consumer, path),
  ];
}

/** Offsets are committed by its producer's transactions, or once the results are acknowledged: in no other way. */
function checkForwards(
  { assign, commit, configs }: ConsumerDocument,
  forwards: NonNullable<ConsumerDocument['forwards']>,
  path: string,
): ScenarioError[] {
  const place = pathOf(path, 'forwards');
  const { transactionalId: id, configs: given = {} } = forwards;
  const errors: ScenarioError[] = assign ? [errorAt(place, 'forwards-without-group', {})] : [];
  const needed = defaultCommit({}, forwards);
  if (commit !== undefined && commit !== needed)
    errors.push(errorAt(pathOf(path, 'commit'), 'commit-not-with-forwards', { commit, needed }));
  if (autoCommit(configs))
    errors.push(
      errorAt(pathOf(path, 'configs', 'enable.auto.commit'), 'commit-not-with-forwards', {
        commit: 'auto',
        needed,
      }),
    );
  const producer = pathOf(place, 'configs');
  if ('transactional.id' in given)
    return [...errors, errorAt(pathOf(producer, 'transactional.id'), 'forwards-id-in-configs', {})];
  return [
    ...errors,
    ...checkConfigs('producer', id === undefined ? given : { ...given, 'transactional.id': id }, producer),
  ];
}

/** The broker gives a share consumer its partitions, and keeps account of them. */
function checkShare(
  { share, assign, commit, configs, forwards }: ConsumerDocument,
  path: string,
): ScenarioError[] {
  if (!share) return [];
  const names = NOT_FOR_SHARE_CONSUMERS.filter((name) => configs && name in configs);
  const places = names.map((name) => ({ name, place: pathOf(path, 'configs', name) }));
  if (assign) places.push({ name: 'assign', place: pathOf(path, 'assign') });
  if (commit) places.push({ name: 'commit', place: pathOf(path, 'commit') });
  if (forwards) places.push({ name: 'forwards', place: pathOf(path, 'forwards') });
  return places.map(({ name, place }) => errorAt(place, 'not-for-a-share-consumer', { name }));
}

function checkPattern(
  { group = null, topics = [], configs }: ConsumerDocument,
  path: string,
): ScenarioError[] {
  const place = pathOf(path, 'pattern');
  if (group === null) return [errorAt(place, 'topics-without-group', {})];
  if (topics.length > 0) return [errorAt(place, 'pattern-beside-topics', {})];
  const protocol = String(configs?.['group.protocol'] ?? 'classic').toLowerCase();
  return protocol === 'consumer' ? [] : [errorAt(place, 'pattern-needs-consumer-protocol', {})];
}

/** `commit: 'auto'` is enable.auto.commit=true, and the other two are false. */
function checkCommit({ commit, configs }: ConsumerDocument, path: string): ScenarioError[] {
  const auto = autoCommit(configs);
  if (commit === undefined || auto === undefined || auto === (commit === 'auto')) return [];
  return [errorAt(pathOf(path, 'commit'), 'commit-contradicts-config', { commit })];
}

function autoCommit(configs: Configs | undefined): boolean | undefined {
  const value = configs?.['enable.auto.commit'];
  return value === undefined ? undefined : value === true || value === 'true';
}
