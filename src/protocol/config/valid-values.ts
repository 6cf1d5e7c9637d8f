/** Kafka's validators (ConfigDef.Validator): what they let through, and how they print themselves. */
import type { ConfigDef, ConfigValue } from './config-def.ts';
import type { KafkaConfigScope } from './kafka-configs.ts';
import { isDurationReset } from './offset-reset.ts';
import { areThrottledReplicas } from './throttled-replicas.ts';

export interface ValidValues {
  /** As Kafka's documentation prints it; empty for lists of whatever it be. */
  readonly text: string;
  readonly allows: (value: ConfigValue) => boolean;
}

/** Null: whatever is of the type. What scenarios take may be narrower than what Kafka takes. */
export function validValuesOf(scope: KafkaConfigScope, name: string, def: ConfigDef): ValidValues | null {
  const special = SPECIAL[scope]?.[name];
  if (special !== undefined) return special;
  if (def.type === 'LIST')
    return def.oneOf ? itemsOf(def.oneOf, name.endsWith('cleanup.policy')) : anyItems(def);
  if (def.oneOf) return def.ignoreCase ? inAnyCase(def.oneOf) : oneOf(def.oneOf);
  return def.min === undefined ? null : range(def.min, def.max, def.orElse);
}

function range(min: number, max: number | undefined, orElse: number | undefined): ValidValues {
  const bounds = max === undefined ? `[${min},...]` : `[${min},...,${max}]`;
  return {
    text: orElse === undefined ? bounds : `${bounds} or ${orElse}`,
    // NaN is neither below nor above; Kafka lets it through.
    allows: (value) =>
      value !== null &&
      (value === orElse || !(Number(value) < min || (max !== undefined && Number(value) > max))),
  };
}

function oneOf(allowed: readonly string[]): ValidValues {
  return { text: `[${allowed.join(', ')}]`, allows: (value) => allowed.includes(String(value)) };
}

function inAnyCase(allowed: readonly string[]): ValidValues {
  const capitals = allowed.map((item) => item.toUpperCase());
  return {
    text: `(case insensitive) [${capitals.join(', ')}]`,
    allows: (value) => capitals.includes(String(value).toUpperCase()),
  };
}

function itemsOf(allowed: readonly string[], mayBeEmpty: boolean): ValidValues {
  return {
    text: `[${allowed.join(', ')}]`,
    allows: (value) =>
      items(value).every((item) => allowed.includes(item)) && (mayBeEmpty || !isEmpty(value)),
  };
}

/** May be empty if it is so by default. */
function anyItems(def: ConfigDef): ValidValues {
  return anyItemsOrNone(isEmpty(def.default));
}

function anyItemsOrNone(mayBeEmpty: boolean): ValidValues {
  return {
    text: '',
    allows: (value) => items(value).every((item) => item !== '') && (mayBeEmpty || !isEmpty(value)),
  };
}

function items(value: ConfigValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function isEmpty(value: ConfigValue): boolean {
  return Array.isArray(value) && value.length === 0;
}

const NON_EMPTY_STRING: ValidValues = { text: 'non-empty string', allows: (value) => value !== '' };

const THROTTLED_REPLICAS: ValidValues = {
  text: '[partitionId]:[brokerId],[partitionId]:[brokerId],...',
  allows: (value) => areThrottledReplicas(items(value)),
};

const QUORUM_SERVER = /^([\w\-%.]*:\/\/)?\[?[\w\-%.:]*\]?:\d+$/;
const QUORUM_VOTER = /^\d+@\[?[\w\-%.:]*\]?:\d+$/;

function addresses(form: RegExp): ValidValues {
  return { text: 'non-empty list', allows: (value) => items(value).every((item) => form.test(item)) };
}

function offsetReset(words: readonly string[]): ValidValues {
  const text = `[${[...words, 'by_duration:PnDTnHnMn.nS'].join(', ')}]`;
  return { text, allows: (value) => words.includes(String(value)) || isDurationReset(String(value)) };
}

/** Null: no validator, where the engine itself asks for more. */
const SPECIAL: Partial<Record<KafkaConfigScope, Readonly<Record<string, ValidValues | null>>>> = {
  topic: {
    'follower.replication.throttled.replicas': THROTTLED_REPLICAS,
    'internal.segment.bytes': null,
    'leader.replication.throttled.replicas': THROTTLED_REPLICAS,
  },
  broker: {
    'controller.quorum.bootstrap.servers': addresses(QUORUM_SERVER),
    'controller.quorum.voters': addresses(QUORUM_VOTER),
    'group.consumer.assignors': anyItemsOrNone(false),
    'log.cleaner.dedupe.buffer.size': null,
    'replica.selector.class': null,
  },
  group: { 'share.auto.offset.reset': offsetReset(['latest', 'earliest']) },
  producer: {
    retries: range(0, 0x7fffffff, undefined),
    'transactional.id': NON_EMPTY_STRING,
  },
  consumer: {
    'auto.offset.reset': offsetReset(['latest', 'earliest', 'none']),
    'group.instance.id': NON_EMPTY_STRING,
    'partition.assignment.strategy': anyItemsOrNone(true),
  },
};
