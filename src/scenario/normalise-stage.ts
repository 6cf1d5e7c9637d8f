/** All of a document but its script, with nothing left out: the page's first scenario has none, and needs no more. */
import {
  DEFAULT_BROKERS,
  DEFAULT_EPOCH_MS,
  DEFAULT_NETWORK,
  DEFAULT_SEED,
  DEFAULT_TITLE,
  type DefaultsContext,
  defaultReplicationFactor,
  OFFSETS_REPLICATION,
} from './defaults.ts';
import { normaliseConfigs, normaliseConsumer, normaliseProducer, normaliseTopic } from './normalise-parts.ts';
import type { BrokerSpec, ClusterSpec, Scenario } from './scenario.ts';
import type { ScenarioDocument } from './schema.ts';
import { parseTime } from './time.ts';

type ClusterDocument = NonNullable<ScenarioDocument['cluster']>;

export function normaliseStage(document: ScenarioDocument): Omit<Scenario, 'script'> {
  const context = { brokers: brokerCount(document) };
  return {
    version: 1,
    title: document.title ?? DEFAULT_TITLE,
    ...(document.description === undefined ? {} : { description: document.description }),
    seed: document.seed ?? DEFAULT_SEED,
    openAtMs: parseTime(document.openAt ?? 0),
    cluster: normaliseCluster(document.cluster ?? {}, context),
    topics: (document.topics ?? []).map((topic) => normaliseTopic(topic, context)),
    producers: (document.producers ?? []).map((producer) => ({
      ...normaliseProducer(producer),
      startAtMs: parseTime(producer.startAt ?? 0),
    })),
    consumers: (document.consumers ?? []).map((consumer) => ({
      ...normaliseConsumer(consumer),
      startAtMs: parseTime(consumer.startAt ?? 0),
    })),
  };
}

export function brokerCount(document: ScenarioDocument): number {
  const brokers = document.cluster?.brokers ?? DEFAULT_BROKERS;
  return typeof brokers === 'number' ? brokers : brokers.length;
}

function normaliseCluster(cluster: ClusterDocument, context: DefaultsContext): ClusterSpec {
  const { network = {} } = cluster;
  return {
    brokers: normaliseBrokers(cluster.brokers ?? DEFAULT_BROKERS),
    configs: {
      [OFFSETS_REPLICATION]: defaultReplicationFactor(context),
      ...normaliseConfigs(cluster.configs),
    },
    network: {
      latencyMs: network.latency === undefined ? DEFAULT_NETWORK.latencyMs : parseTime(network.latency),
      jitterMs: network.jitter === undefined ? DEFAULT_NETWORK.jitterMs : parseTime(network.jitter),
      megabytesPerSecond: network.megabytesPerSecond ?? DEFAULT_NETWORK.megabytesPerSecond,
      loss: network.loss ?? DEFAULT_NETWORK.loss,
    },
    epochMs: cluster.epochMs ?? DEFAULT_EPOCH_MS,
  };
}

function normaliseBrokers(brokers: NonNullable<ClusterDocument['brokers']>): BrokerSpec[] {
  if (typeof brokers === 'number')
    return Array.from({ length: brokers }, (_, index) => ({ id: index + 1, configs: {} }));
  return brokers.map(({ id, configs }) => ({ id, configs: normaliseConfigs(configs) }));
}
