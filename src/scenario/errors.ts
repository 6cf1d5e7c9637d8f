/**
 * What can be wrong with a scenario or a command, as data: the page's catalogues and `describe-error.ts` make
 * sentences of it. `path` is the place in the document as written: `producers[0].configs.acks`.
 */
import type { ConfigError, ConfigType } from '../protocol/config/config-def.ts';

/** The parameters of each code. */
export interface ErrorParams {
  /** The text is no JSON. */
  'not-json': { readonly reason: string };
  'missing-key': { readonly key: string };
  /** `suggestion`: a key that the document knows and that looks alike. */
  'unknown-key': { readonly key: string; readonly suggestion?: string };
  'wrong-type': { readonly expected: string; readonly value: string };
  'not-one-of': { readonly value: string; readonly allowed: readonly string[] };
  'out-of-range': { readonly value: number; readonly min?: number; readonly max?: number };
  'wrong-length': { readonly length: number; readonly min?: number; readonly max?: number };
  'not-an-integer': { readonly value: number };
  'not-a-time': { readonly value: string };
  'not-a-text': { readonly value: string };
  'not-a-name': { readonly value: string };
  'not-a-topic-name': { readonly value: string };
  'not-a-config-value': { readonly value: string };
  'not-brokers': { readonly value: string };
  'not-a-source': { readonly value: string };
  'not-a-sha256': { readonly value: string };
  'not-an-offset-reset': { readonly value: string };
  'not-a-datetime': { readonly value: string };
  /** `line`: the first that is not "topic,partition,offset", from 1. */
  'not-a-reset-plan': { readonly line: number };
  'too-new': { readonly version: number; readonly newest: number };

  'duplicate-name': { readonly name: string };
  'duplicate-broker': { readonly broker: number };
  /** Nodes are called broker-1 and controller-101; a client can't be. */
  'reserved-name': { readonly name: string };
  'unknown-topic': { readonly topic: string; readonly known: readonly string[] };
  'unknown-partition': { readonly topic: string; readonly partition: number; readonly partitions: number };
  'unknown-broker': { readonly broker: number; readonly known: readonly number[] };
  'unknown-producer': { readonly producer: string; readonly known: readonly string[] };
  'unknown-consumer': { readonly consumer: string; readonly known: readonly string[] };
  /** An end of a link that is neither a node nor a client. */
  'unknown-node': { readonly node: string; readonly known: readonly string[] };
  'unknown-dataset': { readonly dataset: string; readonly known: readonly string[] };
  'replication-factor-too-large': { readonly replicationFactor: number; readonly brokers: number };
  'group-without-topics': { readonly group: string };
  'topics-without-group': Record<never, never>;
  'pattern-beside-topics': Record<never, never>;
  /** ClassicKafkaConsumer.subscribe(SubscriptionPattern) throws: only the new protocol's coordinator reads patterns. */
  'pattern-needs-consumer-protocol': Record<never, never>;
  'assign-in-a-group': { readonly group: string };
  /** A share consumer has no use for it, and Kafka's takes no such config. */
  'not-for-a-share-consumer': { readonly name: string };
  /** `commit` says one thing and enable.auto.commit another. */
  'commit-contradicts-config': { readonly commit: string };
  /** Only a producer with a transactional.id has transactions. */
  'transactions-without-id': Record<never, never>;
  /** A consumer without a group has no offsets to commit. */
  'forwards-without-group': Record<never, never>;
  /** What is sent on decides how offsets are committed: `needed`. */
  'commit-not-with-forwards': { readonly commit: string; readonly needed: string };
  /** It is a field of its own. */
  'forwards-id-in-configs': Record<never, never>;
  'link-to-itself': { readonly node: string };

  'unknown-config': { readonly name: string; readonly suggestion?: string };
  /** Kafka has it, and nothing here follows from it. */
  'config-not-simulated': { readonly name: string };
  'config-wrong-type': { readonly name: string; readonly expected: ConfigType; readonly value: string };
  'config-out-of-range': {
    readonly name: string;
    readonly value: number;
    readonly min?: number;
    readonly max?: number;
  };
  'config-not-one-of': { readonly name: string; readonly value: string; readonly allowed: readonly string[] };
  'config-empty': { readonly name: string };
  /** `segment.bytes` has a floor of 1 MiB; `internal.segment.bytes` has none. */
  'segment-bytes-too-small': { readonly value: number; readonly min: number };
  /** ProducerConfig: delivery.timeout.ms must not be less than linger.ms + request.timeout.ms. */
  'delivery-timeout-too-short': { readonly value: number; readonly min: number };
  /** ProducerConfig: what enable.idempotence=true demands of acks and retries. */
  'idempotence-needs': { readonly name: 'acks' | 'retries'; readonly value: string };
  /** ProducerConfig: what of an idempotent producer's configs a transactional.id does not go with. */
  'transactional-id-needs-idempotence': { readonly name: string; readonly value: string };
  /** ProducerConfig: more than five in flight only without idempotence, even where it is on by default. */
  'too-many-in-flight': { readonly value: number; readonly max: number };
  /** Two configs of which the first must be below the second (`orEqual`: at most the second). */
  'config-not-below': {
    readonly name: string;
    readonly value: number;
    readonly other: string;
    readonly otherValue: number;
    readonly orEqual: boolean;
  };
  /** ConsumerConfig: a config that means nothing under the group.protocol that is chosen may not be given. */
  'config-not-with-protocol': { readonly name: string; readonly protocol: string };
  /** The coordinator refuses a session.timeout.ms outside group.min. and group.max.session.timeout.ms. */
  'session-timeout-refused': { readonly value: number; readonly min: number; readonly max: number };
}

export type ErrorCode = keyof ErrorParams;

export type ScenarioError = {
  [Code in ErrorCode]: { readonly code: Code; readonly path: string; readonly params: ErrorParams[Code] };
}[ErrorCode];

export function errorAt<Code extends ErrorCode>(
  path: string,
  code: Code,
  params: ErrorParams[Code],
): ScenarioError {
  return { code, path, params } as ScenarioError;
}

/** `pathOf('script', 3, 'broker')` is `script[3].broker`. */
export function pathOf(...keys: readonly (string | number)[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`;
    else if (key !== '') path += path === '' ? key : `.${key}`;
  }
  return path;
}

/** A value as an error shows it: short, on one line. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Why `parseConfig` refused a value. */
export function fromConfigError(path: string, error: ConfigError, suggestion?: string): ScenarioError {
  const { name } = error;
  switch (error.code) {
    case 'unknown-config':
      return errorAt(path, 'unknown-config', suggestion === undefined ? { name } : { name, suggestion });
    case 'wrong-type':
      return errorAt(path, 'config-wrong-type', {
        name,
        expected: error.expected,
        value: shown(error.value),
      });
    case 'out-of-range': {
      const { value, min, max } = error;
      if (name === 'segment.bytes' && min !== undefined && value < min)
        return errorAt(path, 'segment-bytes-too-small', { value, min });
      return errorAt(path, 'config-out-of-range', { name, value, ...bounds(min, max) });
    }
    case 'not-one-of':
      return errorAt(path, 'config-not-one-of', { name, value: error.value, allowed: error.allowed });
  }
}

/** Bounds without the one that is not there. */
export function bounds(min: number | undefined, max: number | undefined): { min?: number; max?: number } {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
