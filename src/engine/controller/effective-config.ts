/**
 * Which value of a config counts. A topic's own comes first, then the cluster-wide dynamic one, then the
 * static one in the broker's properties, then the default. After Kafka's KafkaConfigSchema.
 */
import { BROKER_CONFIGS, type BrokerConfig } from '../../protocol/config/broker-config.ts';
import {
  type ConfigDefs,
  type ConfigValue,
  type ConfigValues,
  parseConfig,
  withDefaults,
} from '../../protocol/config/config-def.ts';
import { TOPIC_CONFIGS, type TopicConfig } from '../../protocol/config/topic-config.ts';
import { RESOURCE_BROKER, RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { configResourceKey, type MetadataImage } from './metadata-image.ts';

/** Topic configs that take their default from a broker config of the same name, among those modelled here. */
const BROKER_SYNONYMS = ['min.insync.replicas', 'unclean.leader.election.enable'] as const;

/** A topic's effective configs on a broker with these static configs. */
export function topicConfigOf(
  image: MetadataImage,
  brokerConfigs: BrokerConfig,
  topicName: string,
): TopicConfig {
  const broker = brokerConfigOf(image, brokerConfigs);
  const given: Record<string, ConfigValue> = {};
  for (const name of BROKER_SYNONYMS) given[name] = broker[name];
  return withDefaults(TOPIC_CONFIGS, {
    ...given,
    ...parsed(TOPIC_CONFIGS, image.configs.get(configResourceKey(RESOURCE_TOPIC, topicName))),
  });
}

/** A broker's effective configs: what is set dynamically for itself and for the whole cluster over its static ones. */
export function brokerConfigOf(
  image: MetadataImage,
  staticConfigs: BrokerConfig,
  brokerId?: number,
): BrokerConfig {
  const clusterWide = image.configs.get(configResourceKey(RESOURCE_BROKER, ''));
  const own =
    brokerId === undefined
      ? undefined
      : image.configs.get(configResourceKey(RESOURCE_BROKER, String(brokerId)));
  return { ...staticConfigs, ...parsed(BROKER_CONFIGS, clusterWide), ...parsed(BROKER_CONFIGS, own) };
}

function parsed<Defs extends ConfigDefs>(
  defs: Defs,
  texts: ReadonlyMap<string, string> | undefined,
): Partial<ConfigValues<Defs>> {
  const values: Record<string, ConfigValue> = {};
  for (const [name, text] of texts ?? []) {
    const result = parseConfig(defs, name, text);
    // Only valid values are ever written to the log.
    if ('value' in result) values[name] = result.value;
  }
  return values as Partial<ConfigValues<Defs>>;
}

/** One of a topic's effective configs, without working out the others. */
export function topicConfigValue<Name extends (typeof BROKER_SYNONYMS)[number]>(
  image: MetadataImage,
  brokerConfigs: BrokerConfig,
  topicName: string,
  name: Name,
): TopicConfig[Name] {
  const text =
    image.configs.get(configResourceKey(RESOURCE_TOPIC, topicName))?.get(name) ??
    image.configs.get(configResourceKey(RESOURCE_BROKER, ''))?.get(name);
  const given = parseConfig(TOPIC_CONFIGS, name, text ?? brokerConfigs[name]);
  return ('value' in given ? given.value : TOPIC_CONFIGS[name].default) as TopicConfig[Name];
}
