/**
 * What a scenario means by what it leaves out. Kafka's own configs are not here: they default in
 * `protocol/config`. Links lean on these: a changed default is a new format version.
 */
import type { Configs, ConsumerSpec, KeySpec, NetworkSpec, TransactionsSpec } from './scenario.ts';

/** What depends on the rest of the document: how many brokers the scenario begins with. */
export interface DefaultsContext {
  readonly brokers: number;
}

export const DEFAULT_TITLE = 'Untitled';
export const DEFAULT_SEED = 1;
export const DEFAULT_BROKERS = 3;
/** 2026-01-01T00:00:00Z. */
export const DEFAULT_EPOCH_MS = 1_767_225_600_000;
/** A quiet data centre: a millisecond one way, a gigabit. */
export const DEFAULT_NETWORK: NetworkSpec = {
  latencyMs: 1,
  jitterMs: 0.4,
  megabytesPerSecond: 125,
  loss: 0,
};

export const DEFAULT_PARTITIONS = 1;

/** As many keys as there are hues. */
export const DEFAULT_KEYS: KeySpec = { count: 7, skew: 0, prefix: 'key-' };
export const DEFAULT_PER_SECOND = 5;
export const DEFAULT_VALUE_BYTES = 100;
export const DEFAULT_DUTY = 0.2;
export const DEFAULT_SPEED = 1;
export const DEFAULT_TRANSACTIONS: TransactionsSpec = { records: 10, abortEvery: 0, holdMs: 0 };

/** `beforeOffset` of DeleteRecords for all that is committed (DeleteRecordsRequest.HIGH_WATERMARK). */
export const ALL_COMMITTED = -1;

export const OFFSETS_REPLICATION = 'offsets.topic.replication.factor';

/** Ours, not Kafka's: three replicas, or as many as there are brokers. For topics and for `__consumer_offsets`. */
export function defaultReplicationFactor({ brokers }: DefaultsContext): number {
  return Math.min(3, brokers);
}

/**
 * A consumer that turned auto-commit off and says no more commits nothing. One that sends on what it reads does so
 * when that is written, or has its producer do it.
 */
export function defaultCommit(
  configs: Configs,
  forwards?: { readonly transactionalId?: string | undefined },
): ConsumerSpec['commit'] {
  if (forwards) return forwards.transactionalId === undefined ? 'after-processing' : 'never';
  const value = configs['enable.auto.commit'];
  return value === false || value === 'false' ? 'never' : 'auto';
}
