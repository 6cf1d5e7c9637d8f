/**
 * Whether Kafka takes configs that are given as text, and with which exception it doesn't: each value by its
 * definition first, then what they say together. After LogConfig.validate, KafkaConfig, DynamicBrokerConfig,
 * GroupConfig.validate, ProducerConfig and ConsumerConfig.
 */
import { BROKER_RULES } from './broker-config-rules.ts';
import { CONSUMER_RULES, PRODUCER_RULES } from './client-config-rules.ts';
import type { ConfigValue } from './config-def.ts';
import { groupConfigConflict } from './group-config.ts';
import { KAFKA_CONFIGS, type KafkaConfigScope, kafkaConfig } from './kafka-configs.ts';
import { parseType } from './parse-type.ts';
import { firstRefusal, type Refusal, refusal } from './refusal.ts';
import { TOPIC_RULES } from './topic-config-rules.ts';

export type CheckedScope =
  | 'topic'
  | 'broker'
  | 'broker-dynamic'
  | 'broker-dynamic-node'
  | 'group'
  | 'producer'
  | 'consumer';

/** Texts by the configs' names. */
type Given = ReadonlyMap<string, string>;

/** All configs of the scope: those given, read, and the defaults of the others; and the names that are given. */
export interface Configured {
  readonly values: Readonly<Record<string, ConfigValue>>;
  readonly given: Given;
}

/** Null: Kafka takes them. A broker's are all that stands in its server.properties. */
export function refusedConfigs(scope: CheckedScope, given: Given): Refusal | null {
  switch (scope) {
    case 'topic':
      return unknownName('topic', given) ?? checked('topic', given, TOPIC_RULES);
    case 'broker':
      return checked('broker', given, BROKER_RULES);
    case 'broker-dynamic':
    case 'broker-dynamic-node':
      return refusedDynamically(given, scope === 'broker-dynamic-node');
    case 'group':
      return unknownName('group', given) ?? refusedForGroup(given);
    case 'producer':
      return checked('producer', given, PRODUCER_RULES);
    case 'consumer':
      return checked('consumer', given, CONSUMER_RULES);
  }
}

function unknownName(scope: 'topic' | 'group', given: Given): Refusal | null {
  const name = [...given.keys()].find((each) => !Object.hasOwn(KAFKA_CONFIGS[scope], each));
  if (name === undefined) return null;
  return refusal('InvalidConfigurationException', `Unknown ${scope} config name: ${name}`);
}

function checked(
  scope: KafkaConfigScope,
  given: Given,
  rules: readonly ((configured: Configured) => Refusal | null)[],
): Refusal | null {
  return illegalValue(scope, given) ?? firstRefusal(rules, { values: valuesOf(scope, given), given });
}

function illegalValue(scope: KafkaConfigScope, given: Given): Refusal | null {
  for (const [name, text] of given) {
    const config = kafkaConfig(scope, name);
    if (!config) continue;
    const value = parseType(config.type, text);
    const isLegal =
      value !== undefined &&
      (config.type !== 'CLASS' || isKnownClass(String(value))) &&
      (config.validValues?.allows(value) ?? true);
    if (!isLegal) return refusal('ConfigException', `Invalid value ${text} for configuration ${name}`);
  }
  return null;
}

/** No classes are loaded here: those of Kafka's and Java's own packages are taken to exist, and no others. */
function isKnownClass(name: string): boolean {
  return /^(org\.apache\.kafka|java)\.[\w.$]+$/.test(name);
}

function valuesOf(scope: KafkaConfigScope, given: Given): Readonly<Record<string, ConfigValue>> {
  const values: Record<string, ConfigValue> = {};
  for (const [name, def] of Object.entries(KAFKA_CONFIGS[scope])) {
    const text = given.get(name);
    values[name] = text === undefined ? def.default : parseType(def.type, text)!;
  }
  return values;
}

function refusedForGroup(given: Given): Refusal | null {
  const illegal = illegalValue('group', given);
  if (illegal) return illegal;
  const conflict = groupConfigConflict(given, (name) => KAFKA_CONFIGS.broker[name]?.default);
  return conflict === null ? null : refusal('InvalidConfigurationException', conflict);
}

const OF_A_LISTENER = /^listener\.name\.[^.]*\./;
const LISTENERS_OF_ALL = ['max.connections', 'max.connection.creation.rate', 'num.network.threads'];

/** What may be set while brokers run, for all of them or for one (DynamicBrokerConfig.validateConfigs). */
function refusedDynamically(given: Given, isForOneBroker: boolean): Refusal | null {
  const names = [...given.keys()];
  const modeOf = (name: string) => KAFKA_CONFIGS.broker[name]?.updateMode;
  const readOnly = names.find((name) => modeOf(name) === 'read-only');
  if (readOnly !== undefined)
    return refusal('ConfigException', `Cannot update ${readOnly} while the broker runs`);
  const base = new Map([...given].map(([name, text]) => [name.replace(OF_A_LISTENER, ''), text]));
  const changeable = new Map([...base].filter(([name]) => modeOf(name) !== 'read-only'));
  const illegal = illegalValue('broker', changeable) ?? illegalValue('quota-broker', changeable);
  if (illegal || isForOneBroker) return illegal;
  const perBroker = names.find(
    (name) =>
      modeOf(name) === 'per-broker' ||
      (OF_A_LISTENER.test(name) && !LISTENERS_OF_ALL.includes(name.replace(OF_A_LISTENER, ''))),
  );
  return perBroker === undefined
    ? null
    : refusal('ConfigException', `${perBroker} can be set for one broker only`);
}
