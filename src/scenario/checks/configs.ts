/** Configs: each known and legal by Kafka's definition, then what Kafka's clients demand of several together. */
import { BROKER_CONFIGS } from '../../protocol/config/broker-config.ts';
import {
  type ConfigDefs,
  type ConfigError,
  type ConfigValue,
  parseConfig,
  withDefaults,
} from '../../protocol/config/config-def.ts';
import { CONSUMER_CONFIGS } from '../../protocol/config/consumer-config.ts';
import { CONSUMER_GROUP_CONFIGS, SHARE_GROUP_CONFIGS } from '../../protocol/config/group-config.ts';
import { isConfigOfKafka } from '../../protocol/config/kafka-configs.ts';
import { PRODUCER_CONFIGS } from '../../protocol/config/producer-config.ts';
import { TOPIC_CONFIGS } from '../../protocol/config/topic-config.ts';
import { errorAt, fromConfigError, pathOf, type ScenarioError } from '../errors.ts';
import { normaliseConfig } from '../normalise-parts.ts';
import type { ConfigInput, Configs } from '../scenario.ts';
import { nearest } from '../suggest.ts';

export type ConfigScope = 'broker' | 'topic' | 'group' | 'producer' | 'consumer';

/** Those that the engine obeys. */
const DEFS: Readonly<Record<ConfigScope, ConfigDefs>> = {
  broker: BROKER_CONFIGS,
  topic: TOPIC_CONFIGS,
  group: { ...CONSUMER_GROUP_CONFIGS, ...SHARE_GROUP_CONFIGS },
  producer: PRODUCER_CONFIGS,
  consumer: CONSUMER_CONFIGS,
};

type Values = Readonly<Record<string, ConfigValue>>;

/** Everything wrong with the configs of one thing; the cross checks are made only where each value is legal. */
export function checkConfigs(
  scope: ConfigScope,
  configs: Configs | undefined,
  path: string,
): ScenarioError[] {
  const { errors, values } = parseAll(scope, configs ?? {}, path);
  if (errors.length > 0) return errors;
  return crossChecks(scope, values, path);
}

/** One config by itself, as `setTopicConfig` and its like give it. */
export function checkConfig(
  scope: ConfigScope,
  name: string,
  value: ConfigInput,
  path: string,
): ScenarioError[] {
  const errors = parseAll(scope, { [name]: value }, '').errors;
  return errors.map((error) => ({
    ...error,
    path: pathOf(path, OF_NAMES.has(error.code) ? 'name' : 'value'),
  }));
}

const OF_NAMES: ReadonlySet<string> = new Set(['unknown-config', 'config-not-simulated']);

/** Whether Kafka has the config that is not among those obeyed. */
function isKafkas(scope: ConfigScope, { code, name }: ConfigError): boolean {
  return code === 'unknown-config' && isConfigOfKafka(scope, name);
}

function parseAll(scope: ConfigScope, configs: Configs, path: string) {
  const defs = DEFS[scope];
  const errors: ScenarioError[] = [];
  const values: Record<string, ConfigValue> = {};
  for (const [name, input] of Object.entries(configs)) {
    const place = pathOf(path, name);
    const parsed = parseConfig(defs, name, normaliseConfig(name, input));
    if ('error' in parsed && isKafkas(scope, parsed.error)) {
      errors.push(errorAt(place, 'config-not-simulated', { name }));
    } else if ('error' in parsed) {
      errors.push(fromConfigError(place, parsed.error, nearest(name, Object.keys(defs))));
    } else if (Array.isArray(parsed.value) && parsed.value.length === 0) {
      errors.push(errorAt(place, 'config-empty', { name }));
    } else {
      values[name] = parsed.value;
    }
  }
  return { errors, values };
}

function crossChecks(scope: ConfigScope, values: Values, path: string): ScenarioError[] {
  switch (scope) {
    case 'producer':
      return [
        ...checkDeliveryTimeout(values, path),
        ...checkIdempotence(values, path),
        ...checkTransactionalId(values, path),
        // Kafka's producer would start, and then every send() throw IllegalArgumentException.
        ...notBelow(PRODUCER_CONFIGS, values, path, 'batch.size', 'buffer.memory', true),
      ];
    case 'consumer':
      return [
        ...notBelow(CONSUMER_CONFIGS, values, path, 'heartbeat.interval.ms', 'session.timeout.ms'),
        ...checkGroupProtocol(values, path),
      ];
    case 'broker':
      return [
        ...notBelow(
          BROKER_CONFIGS,
          values,
          path,
          'replica.fetch.wait.max.ms',
          'replica.socket.timeout.ms',
          true,
        ),
        ...notBelow(
          BROKER_CONFIGS,
          values,
          path,
          'replica.fetch.wait.max.ms',
          'replica.lag.time.max.ms',
          true,
        ),
        ...notBelow(
          BROKER_CONFIGS,
          values,
          path,
          'broker.heartbeat.interval.ms',
          'broker.session.timeout.ms',
        ),
        ...checkGroupBounds(values, path),
        ...notBelow(
          BROKER_CONFIGS,
          values,
          path,
          'group.min.session.timeout.ms',
          'group.max.session.timeout.ms',
          true,
        ),
      ];
    case 'topic':
      return [];
    case 'group':
      return ['consumer', 'share'].flatMap((kind) =>
        notBelow(DEFS.group, values, path, `${kind}.heartbeat.interval.ms`, `${kind}.session.timeout.ms`),
      );
  }
}

const BOUNDED = {
  consumer: ['assignment.interval.ms', 'heartbeat.interval.ms', 'session.timeout.ms'],
  share: [
    'assignment.interval.ms',
    'delivery.count.limit',
    'heartbeat.interval.ms',
    'partition.max.record.locks',
    'record.lock.duration.ms',
    'session.timeout.ms',
  ],
};

/** GroupCoordinatorConfig, ShareGroupConfig: what groups are told by default lies within what they may be told. */
function checkGroupBounds(values: Values, path: string): ScenarioError[] {
  return Object.entries(BOUNDED).flatMap(([kind, names]) =>
    names.flatMap((name) => {
      const [min, value, max] = ['min.', '', 'max.'].map((bound) => `group.${kind}.${bound}${name}`);
      return [
        ...notBelow(BROKER_CONFIGS, values, path, min!, value!, true),
        ...notBelow(BROKER_CONFIGS, values, path, value!, max!, true),
      ];
    }),
  );
}

/** KafkaProducer.configureDeliveryTimeout: too short a delivery.timeout.ms is an error only where it was asked for. */
function checkDeliveryTimeout(given: Values, path: string): ScenarioError[] {
  const name = 'delivery.timeout.ms';
  if (!(name in given)) return [];
  const values = withDefaults(PRODUCER_CONFIGS, given);
  const min = Math.min(values['linger.ms'] + values['request.timeout.ms'], 0x7fffffff);
  if (values[name] >= min) return [];
  return [errorAt(pathOf(path, name), 'delivery-timeout-too-short', { value: values[name], min })];
}

/** ProducerConfig.postProcessAndValidateIdempotenceConfigs: on by default it yields to acks and retries, else not. */
function checkIdempotence(given: Values, path: string): ScenarioError[] {
  const values = withDefaults(PRODUCER_CONFIGS, given);
  if (!values['enable.idempotence']) return [];
  const errors: ScenarioError[] = [];
  const asked = 'enable.idempotence' in given;
  const acks = values.acks;
  if (asked && values.retries === 0)
    errors.push(errorAt(pathOf(path, 'retries'), 'idempotence-needs', { name: 'retries', value: '0' }));
  if (asked && acks !== 'all' && acks !== '-1')
    errors.push(errorAt(pathOf(path, 'acks'), 'idempotence-needs', { name: 'acks', value: acks }));
  const inFlight = 'max.in.flight.requests.per.connection';
  if (values[inFlight] > 5)
    errors.push(errorAt(pathOf(path, inFlight), 'too-many-in-flight', { value: values[inFlight], max: 5 }));
  return errors;
}

/** ProducerConfig: of what stands in the way of idempotence, the first is told. */
function checkTransactionalId(given: Values, path: string): ScenarioError[] {
  const values = withDefaults(PRODUCER_CONFIGS, given);
  if (values['transactional.id'] === null) return [];
  const isNeeded = {
    'enable.idempotence': values['enable.idempotence'],
    acks: values.acks === 'all' || values.acks === '-1',
    retries: values.retries > 0,
  };
  for (const [name, isMet] of Object.entries(isNeeded)) {
    if (isMet) continue;
    const value = String(values[name as keyof typeof isNeeded]);
    return [errorAt(pathOf(path, 'transactional.id'), 'transactional-id-needs-idempotence', { name, value })];
  }
  return [];
}

/** ConsumerConfig: what each group.protocol has no use for, and so does not take. */
const UNSUPPORTED_CONFIGS: Readonly<Record<string, readonly string[]>> = {
  classic: ['group.remote.assignor'],
  consumer: ['partition.assignment.strategy', 'heartbeat.interval.ms', 'session.timeout.ms'],
};

function checkGroupProtocol(given: Values, path: string): ScenarioError[] {
  const protocol = withDefaults(CONSUMER_CONFIGS, given)['group.protocol'];
  return UNSUPPORTED_CONFIGS[protocol]!.filter((name) => name in given && given[name] !== null).map((name) =>
    errorAt(pathOf(path, name), 'config-not-with-protocol', { name, protocol }),
  );
}

function notBelow(
  defs: ConfigDefs,
  given: Values,
  path: string,
  name: string,
  other: string,
  orEqual = false,
): ScenarioError[] {
  const values = withDefaults(defs, given);
  const value = Number(values[name]);
  const otherValue = Number(values[other]);
  if (orEqual ? value <= otherValue : value < otherValue) return [];
  const place = pathOf(path, name in given ? name : other);
  return [errorAt(place, 'config-not-below', { name, value, other, otherValue, orEqual })];
}

/** The bounds that the coordinators of this cluster set on session.timeout.ms. */
export function sessionBounds(clusterConfigs: Configs | undefined): { min: number; max: number } {
  const { values } = parseAll('broker', clusterConfigs ?? {}, '');
  const configs = withDefaults(BROKER_CONFIGS, values);
  return { min: configs['group.min.session.timeout.ms'], max: configs['group.max.session.timeout.ms'] };
}

/** A member whose session.timeout.ms the coordinator would refuse with INVALID_SESSION_TIMEOUT. */
export function checkSession(
  given: Configs | undefined,
  path: string,
  { min, max }: { readonly min: number; readonly max: number },
): ScenarioError[] {
  const { errors, values } = parseAll('consumer', given ?? {}, path);
  if (errors.length > 0) return [];
  const name = 'session.timeout.ms';
  const configs = withDefaults(CONSUMER_CONFIGS, values);
  // By the consumer protocol the coordinator itself says how long a session is.
  if (configs['group.protocol'] === 'consumer') return [];
  const value = configs[name];
  if (value >= min && value <= max) return [];
  return [errorAt(pathOf(path, name), 'session-timeout-refused', { value, min, max })];
}
