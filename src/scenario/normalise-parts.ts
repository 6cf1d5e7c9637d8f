/** Topics, producers, consumers and their configs with nothing left out. */
import {
  DEFAULT_PARTITIONS,
  DEFAULT_TRANSACTIONS,
  type DefaultsContext,
  defaultCommit,
  defaultReplicationFactor,
} from './defaults.ts';
import { normaliseWorkload } from './normalise-workload.ts';
import type {
  ConfigInput,
  Configs,
  ConsumerSpec,
  ProducerSpec,
  TopicSpec,
  TransactionsSpec,
} from './scenario.ts';
import type { ConsumerDocument, ProducerDocument, TopicDocument } from './schema-parts.ts';
import { parseTime, TIME_PATTERN } from './time.ts';

export function normaliseTopic(topic: TopicDocument, context: DefaultsContext): TopicSpec {
  return {
    name: topic.name,
    partitions: topic.partitions ?? DEFAULT_PARTITIONS,
    replicationFactor: topic.replicationFactor ?? defaultReplicationFactor(context),
    configs: normaliseConfigs(topic.configs),
  };
}

export function normaliseProducer(
  producer: Omit<ProducerDocument, 'startAt'>,
): Omit<ProducerSpec, 'startAtMs'> {
  return {
    name: producer.name,
    topic: producer.topic,
    configs: normaliseConfigs(producer.configs),
    workload: normaliseWorkload(producer.workload ?? { type: 'steady' }),
    ...(producer.transactions === undefined
      ? {}
      : { transactions: normaliseTransactions(producer.transactions) }),
  };
}

export function normaliseTransactions({
  records,
  abortEvery,
  hold,
}: NonNullable<ProducerDocument['transactions']>): TransactionsSpec {
  return {
    records: records ?? DEFAULT_TRANSACTIONS.records,
    abortEvery: abortEvery ?? DEFAULT_TRANSACTIONS.abortEvery,
    holdMs: hold === undefined ? DEFAULT_TRANSACTIONS.holdMs : parseTime(hold),
  };
}

export function normaliseConsumer(
  consumer: Omit<ConsumerDocument, 'startAt'>,
): Omit<ConsumerSpec, 'startAtMs'> {
  const configs = normaliseConfigs(consumer.configs);
  return {
    name: consumer.name,
    group: consumer.group ?? null,
    topics: consumer.topics ?? [],
    ...(consumer.pattern === undefined ? {} : { pattern: consumer.pattern }),
    ...(consumer.assign === undefined ? {} : { assign: consumer.assign }),
    configs,
    processingMs: parseTime(consumer.processing ?? 0),
    commit: consumer.commit ?? defaultCommit(configs, consumer.forwards),
    ...(consumer.forwards === undefined
      ? {}
      : { forwards: { ...consumer.forwards, configs: normaliseConfigs(consumer.forwards.configs) } }),
    ...(consumer.share === undefined ? {} : { share: consumer.share }),
  };
}

export function normaliseConfigs(configs: Configs = {}): Configs {
  const normalised: Record<string, ConfigInput> = {};
  for (const [name, value] of Object.entries(configs)) normalised[name] = normaliseConfig(name, value);
  return normalised;
}

/** Kafka's times are plain milliseconds; a person may write '7d'. */
export function normaliseConfig(name: string, value: ConfigInput): ConfigInput {
  return name.endsWith('.ms') && typeof value === 'string' && TIME_PATTERN.test(value)
    ? parseTime(value)
    : value;
}
