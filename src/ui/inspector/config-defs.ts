/** Kafka's own definitions, for the editor: type, default, legal values. */
import type { ConfigDef } from '../../protocol/config/config-def.ts';
import { KAFKA_CONFIGS } from '../../protocol/config/kafka-configs.ts';
import type { ConfigLine } from '../../view/inspection.ts';

export function definitionOf(scope: ConfigLine['scope'], name: string): ConfigDef | undefined {
  return KAFKA_CONFIGS[scope][name];
}

export function defaultOf(scope: ConfigLine['scope'], name: string): string {
  const value = definitionOf(scope, name)?.default ?? null;
  if (value === null) return 'null';
  return Array.isArray(value) ? value.join(',') : String(value);
}
