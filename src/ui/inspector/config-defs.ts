/** Kafka's own definitions, for the editor: type, default, legal values. */
import { BROKER_CONFIGS } from '../../protocol/config/broker-config.ts';
import type { ConfigDef, ConfigDefs } from '../../protocol/config/config-def.ts';
import { CONSUMER_CONFIGS } from '../../protocol/config/consumer-config.ts';
import { PRODUCER_CONFIGS } from '../../protocol/config/producer-config.ts';
import { TOPIC_CONFIGS } from '../../protocol/config/topic-config.ts';
import type { ConfigLine } from '../../view/inspection.ts';

const DEFS: Readonly<Record<ConfigLine['scope'], ConfigDefs>> = {
  broker: BROKER_CONFIGS,
  topic: TOPIC_CONFIGS,
  producer: PRODUCER_CONFIGS,
  consumer: CONSUMER_CONFIGS,
};

export function definitionOf(scope: ConfigLine['scope'], name: string): ConfigDef | undefined {
  return DEFS[scope][name];
}

export function defaultOf(scope: ConfigLine['scope'], name: string): string {
  const value = definitionOf(scope, name)?.default ?? null;
  if (value === null) return 'null';
  return Array.isArray(value) ? value.join(',') : String(value);
}
