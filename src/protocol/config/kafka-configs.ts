/**
 * Every configuration definition of Kafka 4.3.1 but those of SASL, SSL, listener security, tiered storage and
 * telemetry: what the engine obeys and what it doesn't, with all that Kafka tells of each. Too much for the page's
 * first frame: import it lazily there.
 */

import { ADMIN_CONFIGS } from './admin-configs.ts';
import { ALL_TOPIC_CONFIGS } from './all-topic-configs.ts';
import { BROKER_CONFIGS } from './broker-config.ts';
import type { ConfigDef, ConfigDefs, ConfigType } from './config-def.ts';
import { configText } from './config-text.ts';
import { CONSUMER_CONFIGS } from './consumer-config.ts';
import { GROUP_CONFIGS } from './group-config.ts';
import { type Importance, importanceOf } from './importance.ts';
import { OTHER_BROKER_CONFIGS } from './other-broker-configs.ts';
import { OTHER_CONSUMER_CONFIGS } from './other-consumer-configs.ts';
import { OTHER_PRODUCER_CONFIGS } from './other-producer-configs.ts';
import { PRODUCER_CONFIGS } from './producer-config.ts';
import { BROKER_QUOTAS, IP_QUOTAS, USER_CLIENT_QUOTAS } from './quota-configs.ts';
import { type ValidValues, validValuesOf } from './valid-values.ts';

export type KafkaConfigScope =
  | 'topic'
  | 'broker'
  | 'group'
  | 'producer'
  | 'consumer'
  | 'admin'
  | 'quota-user-client'
  | 'quota-ip'
  | 'quota-broker';

export const KAFKA_CONFIGS: Readonly<Record<KafkaConfigScope, ConfigDefs>> = {
  topic: ALL_TOPIC_CONFIGS,
  broker: { ...OTHER_BROKER_CONFIGS, ...BROKER_CONFIGS },
  group: GROUP_CONFIGS,
  producer: { ...OTHER_PRODUCER_CONFIGS, ...PRODUCER_CONFIGS },
  consumer: { ...OTHER_CONSUMER_CONFIGS, ...CONSUMER_CONFIGS },
  admin: ADMIN_CONFIGS,
  'quota-user-client': USER_CLIENT_QUOTAS,
  'quota-ip': IP_QUOTAS,
  'quota-broker': BROKER_QUOTAS,
};

/** What the definitions here leave out, by the beginnings of their names. */
const LEFT_OUT =
  /^(ssl|sasl|security|listener\.(name|security)|remote\.(log|fetch|copy|list)|telemetry|metrics?)\./;

/** Whether Kafka knows the config, obeyed here or not. */
export function isConfigOfKafka(scope: KafkaConfigScope, name: string): boolean {
  return Object.hasOwn(KAFKA_CONFIGS[scope], name) || LEFT_OUT.test(name);
}

/** A definition as Kafka's documentation has it. */
export interface KafkaConfig {
  readonly name: string;
  readonly type: ConfigType;
  /** Kafka's string form; null: there is no value until one is given. */
  readonly default: string | null;
  /** Whether a value must be given, as there is no default at all. */
  readonly isRequired: boolean;
  /** Whether Kafka keeps it out of its documentation. */
  readonly isInternal: boolean;
  /** Null: whatever is of the type. */
  readonly validValues: ValidValues | null;
  readonly importance: Importance;
  /** Brokers' only. */
  readonly updateMode: ConfigDef['updateMode'];
}

const REQUIRED: Partial<Record<KafkaConfigScope, readonly string[]>> = {
  broker: ['controller.listener.names', 'node.id', 'process.roles'],
  consumer: ['bootstrap.servers', 'key.deserializer', 'value.deserializer'],
  producer: ['bootstrap.servers', 'key.serializer', 'value.serializer'],
};

const INTERNAL: Partial<Record<KafkaConfigScope, readonly string[]>> = {
  broker: [
    'controller.performance.always.log.threshold.ms',
    'controller.performance.sample.period.ms',
    'group.consumer.regex.refresh.interval.ms',
    'group.share.initialize.retry.interval.ms',
    'group.share.persister.class.name',
    'internal.metadata.delete.delay.millis',
    'internal.metadata.log.segment.bytes',
    'internal.metadata.max.batch.size.in.bytes',
    'log.initial.task.delay.ms',
    'producer.id.expiration.check.interval.ms',
    'server.max.startup.time.ms',
    'share.coordinator.cold.partition.snapshot.interval.ms',
    'share.coordinator.state.topic.prune.interval.ms',
    'unclean.leader.election.interval.ms',
  ],
  consumer: ['internal.throw.on.fetch.stable.offset.unsupported'],
  topic: ['internal.segment.bytes'],
};

/** Undefined: Kafka has no such config, or only where this simulator has nothing to say. */
export function kafkaConfig(scope: KafkaConfigScope, name: string): KafkaConfig | undefined {
  const defs = KAFKA_CONFIGS[scope];
  if (!Object.hasOwn(defs, name)) return undefined;
  const def = defs[name]!;
  return {
    name,
    type: def.type,
    default: defaultText(scope, name, def),
    isRequired: REQUIRED[scope]?.includes(name) ?? false,
    isInternal: INTERNAL[scope]?.includes(name) ?? false,
    validValues: validValuesOf(scope, name, def),
    importance: importanceOf(scope, name),
    updateMode: def.updateMode,
  };
}

const CONSUMER_ASSIGNORS: Readonly<Record<string, string>> = {
  range: 'RangeAssignor',
  roundrobin: 'RoundRobinAssignor',
  sticky: 'StickyAssignor',
  'cooperative-sticky': 'CooperativeStickyAssignor',
};

/** Scenarios name assignors by their short names, Kafka's consumers by their classes. */
function defaultText(scope: KafkaConfigScope, name: string, def: ConfigDef): string | null {
  if (scope !== 'consumer' || name !== 'partition.assignment.strategy') return configText(def, def.default);
  return (def.default as readonly string[])
    .map((assignor) => `class org.apache.kafka.clients.consumer.${CONSUMER_ASSIGNORS[assignor]}`)
    .join(',');
}
