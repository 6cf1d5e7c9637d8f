/** A scenario's configs, which were validated when it was read, as the engine's typed values. */
import { BROKER_CONFIGS, type BrokerConfig } from '../protocol/config/broker-config.ts';
import {
  type ConfigDefs,
  type ConfigValue,
  parseConfig,
  withDefaults,
} from '../protocol/config/config-def.ts';
import { CONSUMER_CONFIGS, type ConsumerConfig } from '../protocol/config/consumer-config.ts';
import { PRODUCER_CONFIGS, type ProducerConfig } from '../protocol/config/producer-config.ts';
import type { ConfigInput, Configs } from '../scenario/scenario.ts';

function parsed(defs: ConfigDefs, given: Configs): Record<string, ConfigValue> {
  const values: Record<string, ConfigValue> = {};
  for (const [name, raw] of Object.entries(given)) {
    const result = parseConfig(defs, name, raw);
    if ('error' in result) throw new Error(`config ${name}: ${result.error.code}`);
    values[name] = result.value;
  }
  return values;
}

export function brokerConfigs(given: Configs): BrokerConfig {
  return withDefaults(BROKER_CONFIGS, parsed(BROKER_CONFIGS, given));
}

export function producerConfigs(given: Configs): ProducerConfig {
  return withDefaults(PRODUCER_CONFIGS, parsed(PRODUCER_CONFIGS, given));
}

export function consumerConfigs(given: Configs): ConsumerConfig {
  return withDefaults(CONSUMER_CONFIGS, parsed(CONSUMER_CONFIGS, given));
}

/** Kafka's string form, as it travels in admin requests; null removes the config. */
export function configText(value: ConfigInput): string | null {
  if (value === null) return null;
  return Array.isArray(value) ? value.join(',') : String(value);
}
