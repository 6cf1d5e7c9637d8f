/**
 * What is told of a resource's configs: each one's value, where it comes from, and what stands behind it (synonyms,
 * strongest first). After Kafka's ConfigHelper.
 */
import type { ConfigDef, ConfigDefs, ConfigType } from '../../../protocol/config/config-def.ts';
import { int, list, parseConfig } from '../../../protocol/config/config-def.ts';
import { configText } from '../../../protocol/config/config-text.ts';
import { groupConfigSynonym } from '../../../protocol/config/group-config.ts';
import { KAFKA_CONFIGS } from '../../../protocol/config/kafka-configs.ts';
import {
  brokerConfigSynonyms,
  topicConfigSynonym,
} from '../../../protocol/config/server-topic-config-synonyms.ts';
import { Errors } from '../../../protocol/errors.ts';
import {
  ConfigSource,
  type ConfigSynonym,
  type DescribedConfig,
} from '../../../protocol/messages/32-describe-configs.ts';
import {
  RESOURCE_BROKER,
  RESOURCE_CLIENT_METRICS,
  RESOURCE_GROUP,
  RESOURCE_TOPIC,
} from '../../../protocol/messages/44-incremental-alter-configs.ts';
import { type ApiError, apiError } from '../../controller/api-error.ts';
import { configResourceKey } from '../../controller/metadata-image.ts';
import { invalidTopicName } from '../../controller/topic-name.ts';
import type { BrokerNode } from '../broker.ts';
import { staticTexts } from './static-broker-configs.ts';

/** All configs of the resource, or why they can't be told. */
export function describeResource(
  broker: BrokerNode,
  resourceType: number,
  name: string,
): DescribedConfig[] | ApiError {
  switch (resourceType) {
    case RESOURCE_TOPIC:
      return describeTopic(broker, name);
    case RESOURCE_BROKER:
      return name === '' ? describeClusterDefaults(broker) : describeBroker(broker, name);
    case RESOURCE_CLIENT_METRICS:
      return describeClientMetrics(broker, name);
    default:
      return describeGroup(broker, name);
  }
}

function describeTopic(broker: BrokerNode, name: string): DescribedConfig[] | ApiError {
  const badName = invalidTopicName(name);
  if (badName !== null) return apiError(Errors.INVALID_TOPIC_EXCEPTION, badName);
  if (!broker.disk.image.topicIds.has(name)) return apiError(Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
  const own = textsOf(broker, RESOURCE_TOPIC, name);
  return describeAll(KAFKA_CONFIGS.topic, (config) => [
    ...ownSynonym(KAFKA_CONFIGS.topic, config, own, ConfigSource.TOPIC_CONFIG),
    ...brokerSynonyms(broker, topicConfigSynonym(config)),
  ]);
}

/** A group config that no broker has stands behind itself with its default. */
function describeGroup(broker: BrokerNode, name: string): DescribedConfig[] | ApiError {
  if (name === '') return apiError(Errors.INVALID_REQUEST, 'Group name must not be empty');
  const own = textsOf(broker, RESOURCE_GROUP, name);
  return describeAll(KAFKA_CONFIGS.group, (config, def) => {
    const ofBroker = groupConfigSynonym(config);
    const behind = ofBroker ? brokerSynonyms(broker, ofBroker) : defaultSynonym(config, def);
    return [...ownSynonym(KAFKA_CONFIGS.group, config, own, ConfigSource.GROUP_CONFIG), ...behind];
  });
}

const CLIENT_METRICS_CONFIGS: ConfigDefs = {
  'interval.ms': int(300_000, { min: 100, max: 3_600_000 }),
  match: list([]),
  metrics: list([]),
};

/** Its configs have no synonyms, not even those that are set. */
function describeClientMetrics(broker: BrokerNode, name: string): DescribedConfig[] | ApiError {
  if (name === '')
    return apiError(Errors.INVALID_REQUEST, 'Client metrics subscription name must not be empty');
  const own = textsOf(broker, RESOURCE_CLIENT_METRICS, name);
  return describeAll(CLIENT_METRICS_CONFIGS, (config) =>
    ownSynonym(CLIENT_METRICS_CONFIGS, config, own, ConfigSource.CLIENT_METRICS_CONFIG),
  ).map((config) => ({ ...config, synonyms: [] }));
}

function describeBroker(broker: BrokerNode, name: string): DescribedConfig[] | ApiError {
  if (!/^[-+]?\d+$/.test(name))
    return apiError(Errors.INVALID_REQUEST, `Broker id must be an integer, but it is: ${name}`);
  if (Number(name) !== broker.brokerId) {
    const expected = `expected ${broker.brokerId} or empty string`;
    return apiError(Errors.INVALID_REQUEST, `Unexpected broker id, ${expected}, but received ${name}`);
  }
  return describeAll(KAFKA_CONFIGS.broker, (config) => brokerSynonyms(broker, config));
}

/** Only what is set for the whole cluster. */
function describeClusterDefaults(broker: BrokerNode): DescribedConfig[] {
  return [...textsOf(broker, RESOURCE_BROKER, '')].map(([name, value]) => {
    const source = ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG;
    return described(name, KAFKA_CONFIGS.broker[name], [{ name, value, source }]);
  });
}

function textsOf(broker: BrokerNode, resourceType: number, name: string): ReadonlyMap<string, string> {
  return broker.disk.image.configs.get(configResourceKey(resourceType, name)) ?? new Map<string, string>();
}

function describeAll(
  defs: ConfigDefs,
  synonymsOf: (name: string, def: ConfigDef) => ConfigSynonym[],
): DescribedConfig[] {
  return Object.entries(defs).map(([name, def]) => described(name, def, synonymsOf(name, def)));
}

/** The first of the synonyms is the one that counts. */
function described(
  name: string,
  def: ConfigDef | undefined,
  synonyms: readonly ConfigSynonym[],
): DescribedConfig {
  const first = synonyms[0];
  return {
    name,
    value: first ? first.value : def ? configText(def, def.default) : null,
    readOnly: def?.updateMode === 'read-only',
    configSource: first?.source ?? ConfigSource.DEFAULT_CONFIG,
    isSensitive: false,
    synonyms,
    configType: def ? TYPES[def.type] : UNKNOWN_TYPE,
    documentation: null,
  };
}

const UNKNOWN_TYPE = 0;

/** DescribeConfigsResponse.ConfigType */
const TYPES: Readonly<Record<ConfigType, number>> = {
  BOOLEAN: 1,
  STRING: 2,
  INT: 3,
  SHORT: 4,
  LONG: 5,
  DOUBLE: 6,
  LIST: 7,
  CLASS: 8,
};

/** As the value is read, not as it was written: without the spaces around a number. */
function ownSynonym(
  defs: ConfigDefs,
  name: string,
  own: ReadonlyMap<string, string>,
  source: ConfigSource,
): ConfigSynonym[] {
  const text = own.get(name);
  if (text === undefined) return [];
  const parsed = parseConfig(defs, name, text);
  return [{ name, value: 'value' in parsed ? configText(defs[name]!, parsed.value) : text, source }];
}

function defaultSynonym(name: string, def: ConfigDef): ConfigSynonym[] {
  return [{ name, value: configText(def, def.default), source: ConfigSource.DEFAULT_CONFIG }];
}

/** What is set dynamically for this broker, for all of them, statically, and the default; each under all its names. */
function brokerSynonyms(broker: BrokerNode, name: string | undefined): ConfigSynonym[] {
  if (name === undefined) return [];
  const names = brokerConfigSynonyms(name);
  const layers = [
    [textsOf(broker, RESOURCE_BROKER, String(broker.brokerId)), ConfigSource.DYNAMIC_BROKER_CONFIG],
    [textsOf(broker, RESOURCE_BROKER, ''), ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG],
    [staticTexts(broker), ConfigSource.STATIC_BROKER_CONFIG],
    [defaultTexts(names), ConfigSource.DEFAULT_CONFIG],
  ] as const;
  const synonyms = layers.flatMap(([texts, source]) =>
    names.flatMap((each) => {
      const value = texts.get(each);
      return value === undefined ? [] : [{ name: each, value, source }];
    }),
  );
  // Kafka's rule: what another name says before this one says anything is not told.
  const from = synonyms.findIndex((synonym) => synonym.name === name);
  return from < 0 ? [] : synonyms.slice(from);
}

function defaultTexts(names: readonly string[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of names) {
    const def = KAFKA_CONFIGS.broker[name];
    const text = def && configText(def, def.default);
    if (text !== undefined && text !== null) texts.set(name, text);
  }
  return texts;
}
