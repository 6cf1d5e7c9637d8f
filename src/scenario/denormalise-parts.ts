/** Topics, producers, consumers and workloads without what goes without saying. */
import {
  DEFAULT_DUTY,
  DEFAULT_KEYS,
  DEFAULT_PARTITIONS,
  DEFAULT_PER_SECOND,
  DEFAULT_SPEED,
  DEFAULT_TRANSACTIONS,
  DEFAULT_VALUE_BYTES,
  type DefaultsContext,
  defaultCommit,
  defaultReplicationFactor,
} from './defaults.ts';
import { given, unless, unlessEmpty, unlessNone } from './leave-out.ts';
import type {
  Configs,
  ConsumerSpec,
  KeySpec,
  ProducerSpec,
  SyntheticWorkload,
  TopicSpec,
  TransactionsSpec,
  WorkloadSpec,
} from './scenario.ts';
import type { ConsumerDocument, ProducerDocument, TopicDocument } from './schema-parts.ts';
import type { WorkloadDocument } from './schema-workload.ts';
import { formatTime } from './time.ts';

export function denormaliseTopic(topic: TopicSpec, context: DefaultsContext): TopicDocument {
  return given<TopicDocument>({
    name: topic.name,
    partitions: unless(DEFAULT_PARTITIONS, topic.partitions),
    replicationFactor: unless(defaultReplicationFactor(context), topic.replicationFactor),
    configs: copied(topic.configs),
  });
}

export function denormaliseProducer(
  producer: Omit<ProducerSpec, 'startAtMs'>,
): Omit<ProducerDocument, 'startAt'> {
  const workload = denormaliseWorkload(producer.workload);
  return given<Omit<ProducerDocument, 'startAt'>>({
    name: producer.name,
    topic: producer.topic,
    configs: copied(producer.configs),
    workload: workload.type === 'steady' && Object.keys(workload).length === 1 ? undefined : workload,
    transactions: producer.transactions && denormaliseTransactions(producer.transactions),
  });
}

export function denormaliseTransactions({ records, abortEvery, holdMs }: TransactionsSpec) {
  return given<NonNullable<ProducerDocument['transactions']>>({
    records: unless(DEFAULT_TRANSACTIONS.records, records),
    abortEvery: unless(DEFAULT_TRANSACTIONS.abortEvery, abortEvery),
    hold: holdMs === DEFAULT_TRANSACTIONS.holdMs ? undefined : formatTime(holdMs),
  });
}

export function denormaliseConsumer(
  consumer: Omit<ConsumerSpec, 'startAtMs'>,
): Omit<ConsumerDocument, 'startAt'> {
  return given<Omit<ConsumerDocument, 'startAt'>>({
    name: consumer.name,
    group: unless(null, consumer.group),
    topics: unlessNone(consumer.topics),
    pattern: consumer.pattern,
    assign: consumer.assign?.map(({ topic, partitions }) => ({ topic, partitions: [...partitions] })),
    configs: copied(consumer.configs),
    processing: unless(0, formatTime(consumer.processingMs)),
    commit: unless(defaultCommit(consumer.configs, consumer.forwards), consumer.commit),
    forwards:
      consumer.forwards &&
      given<NonNullable<ConsumerDocument['forwards']>>({
        ...consumer.forwards,
        configs: copied(consumer.forwards.configs),
      }),
    share: consumer.share,
  });
}

export function denormaliseWorkload(workload: WorkloadSpec): WorkloadDocument {
  switch (workload.type) {
    case 'manual':
      return { type: 'manual' };
    case 'data':
      return given<Extract<WorkloadDocument, { type: 'data' }>>({
        type: 'data',
        source: workload.source,
        keyColumn: unless(null, workload.keyColumn),
        timeColumn: unless(null, workload.timeColumn),
        speed: unless(DEFAULT_SPEED, workload.speed),
        perSecond: unless(DEFAULT_PER_SECOND, workload.perSecond),
        repeat: unless(false, workload.repeat),
      });
    default:
      return denormaliseSynthetic(workload);
  }
}

function denormaliseSynthetic(workload: SyntheticWorkload): WorkloadDocument {
  const { type, toPerSecond, periodMs, duty } = workload;
  // Which of these a type has is what `normalise` made sure of.
  return given({
    type,
    perSecond: unless(DEFAULT_PER_SECOND, workload.perSecond),
    limit: workload.limit,
    keys: denormaliseKeys(workload.keys),
    valueBytes: unless(DEFAULT_VALUE_BYTES, workload.valueBytes),
    toPerSecond,
    period: periodMs === undefined ? undefined : formatTime(periodMs),
    duty: unless(DEFAULT_DUTY, duty),
  }) as WorkloadDocument;
}

function denormaliseKeys(keys: KeySpec | null): Partial<KeySpec> | null | undefined {
  return (
    keys &&
    unlessEmpty(
      given<Partial<KeySpec>>({
        count: unless(DEFAULT_KEYS.count, keys.count),
        skew: unless(DEFAULT_KEYS.skew, keys.skew),
        prefix: unless(DEFAULT_KEYS.prefix, keys.prefix),
      }),
    )
  );
}

type ConfigsDocument = NonNullable<TopicDocument['configs']>;

/** Configs are kept as they are: to set one to its default is not the same as to leave it out. */
export function copied(configs: Configs): ConfigsDocument | undefined {
  return unlessEmpty(
    Object.fromEntries(
      Object.entries(configs).map(([name, value]) => [
        name,
        typeof value === 'object' && value ? [...value] : value,
      ]),
    ),
  );
}
