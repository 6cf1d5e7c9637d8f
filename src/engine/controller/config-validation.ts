/** Whether config values are legal, and Kafka's words when they are not (ConfigDef, LogConfig). */
import { ALL_TOPIC_CONFIGS } from '../../protocol/config/all-topic-configs.ts';
import { type ConfigDefs, type ConfigError, parseConfig } from '../../protocol/config/config-def.ts';
import { TOPIC_CONFIGS } from '../../protocol/config/topic-config.ts';
import { toolApis } from '../broker/tool-apis.ts';

/** Why the first illegal value is refused; null when all are legal. */
export function invalidTopicConfigs(configs: ReadonlyMap<string, string>): string | null {
  for (const name of configs.keys()) {
    if (!Object.hasOwn(ALL_TOPIC_CONFIGS, name)) return `Unknown topic config name: ${name}`;
  }
  const areObeyed = [...configs.keys()].every((name) => Object.hasOwn(TOPIC_CONFIGS, name));
  return (
    invalidValues(TOPIC_CONFIGS, configs) ??
    // Only tools set the others.
    (areObeyed ? null : toolApis.rules().invalidOtherTopicConfigs(configs)) ??
    invalidLags(configs)
  );
}

/** LogConfig.validateValues */
function invalidLags(configs: ReadonlyMap<string, string>): string | null {
  const min = valueOrDefault('min.compaction.lag.ms', configs);
  const max = valueOrDefault('max.compaction.lag.ms', configs);
  return min > max
    ? `conflict topic config setting min.compaction.lag.ms (${min}) > max.compaction.lag.ms (${max})`
    : null;
}

function valueOrDefault(name: keyof typeof TOPIC_CONFIGS, configs: ReadonlyMap<string, string>): number {
  const text = configs.get(name);
  const parsed = text === undefined ? undefined : parseConfig(TOPIC_CONFIGS, name, text);
  return (parsed && 'value' in parsed ? parsed.value : TOPIC_CONFIGS[name].default) as number;
}

/** As above, for any table; names that the table doesn't know are passed over. */
export function invalidValues(defs: ConfigDefs, configs: ReadonlyMap<string, string>): string | null {
  for (const [name, text] of configs) {
    const result = parseConfig(defs, name, text);
    if ('error' in result && result.error.code !== 'unknown-config') return wordsFor(result.error, text);
  }
  return null;
}

function wordsFor(error: Exclude<ConfigError, { code: 'unknown-config' }>, text: string): string {
  return `Invalid value ${text} for configuration ${error.name}: ${reasonFor(error)}`;
}

function reasonFor(error: Exclude<ConfigError, { code: 'unknown-config' }>): string {
  switch (error.code) {
    case 'wrong-type':
      return error.expected === 'BOOLEAN'
        ? 'Expected value to be either true or false'
        : `Not a number of type ${error.expected}`;
    case 'out-of-range':
      return error.min !== undefined && error.value < error.min
        ? `Value must be at least ${error.min}`
        : `Value must be no more than ${error.max}`;
    case 'not-one-of':
      return `String must be one of: ${error.allowed.join(', ')}`;
  }
}
