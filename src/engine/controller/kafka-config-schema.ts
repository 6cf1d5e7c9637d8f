/** A topic's effective configs as the controller tells them, each with where it comes from. After Kafka's KafkaConfigSchema. */
import { ALL_TOPIC_CONFIGS } from '../../protocol/config/all-topic-configs.ts';
import { BROKER_CONFIGS, type BrokerConfig } from '../../protocol/config/broker-config.ts';
import type { ConfigDefs, ConfigValue } from '../../protocol/config/config-def.ts';
import { configText } from '../../protocol/config/config-text.ts';
import type { CreatedTopicConfig } from '../../protocol/messages/19-create-topics.ts';
import { ConfigSource } from '../../protocol/messages/32-describe-configs.ts';
import { RESOURCE_BROKER } from '../../protocol/messages/44-incremental-alter-configs.ts';
import { configResourceKey, type MetadataImage } from './metadata-image.ts';

/** `given` is what the topic itself sets, as text. */
export function resolveEffectiveTopicConfigs(
  image: MetadataImage,
  staticConfigs: BrokerConfig,
  given: ReadonlyMap<string, string>,
): CreatedTopicConfig[] {
  const clusterWide = image.configs.get(configResourceKey(RESOURCE_BROKER, ''));
  return Object.keys(ALL_TOPIC_CONFIGS)
    .sort()
    .map((name) => {
      const { value, source } = resolve(name, given, clusterWide, staticConfigs);
      return { name, value, readOnly: false, configSource: source, isSensitive: false };
    });
}

function resolve(
  name: string,
  given: ReadonlyMap<string, string>,
  clusterWide: ReadonlyMap<string, string> | undefined,
  staticConfigs: BrokerConfig,
): { value: string | null; source: ConfigSource } {
  const own = given.get(name);
  if (own !== undefined) return { value: own, source: ConfigSource.TOPIC_CONFIG };
  const ofCluster = clusterWide?.get(name);
  if (ofCluster !== undefined)
    return { value: ofCluster, source: ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG };
  const defs: ConfigDefs = BROKER_CONFIGS;
  const def = ALL_TOPIC_CONFIGS[name]!;
  const ofBroker = (staticConfigs as Readonly<Record<string, ConfigValue>>)[name];
  if (ofBroker !== undefined && ofBroker !== defs[name]?.default)
    return { value: configText(def, ofBroker), source: ConfigSource.STATIC_BROKER_CONFIG };
  return { value: configText(def, def.default), source: ConfigSource.DEFAULT_CONFIG };
}
