/**
 * The scenario document: what a cluster consists of, who writes and reads, and what happens when.
 * These are the types after validation, with nothing left out filled in (see `normalise.ts`); times are
 * simulated milliseconds, fractions allowed down to the microsecond. Configs go by Kafka's exact names.
 */

import type { PlannedOffset } from './reset-plan.ts';

/** A text in each language; a plain string stands for all. */
export type LocalText = string | { readonly en: string; readonly ko?: string };
export type ConfigInput = string | number | boolean | null | readonly string[];
export type Configs = Readonly<Record<string, ConfigInput>>;

export interface Scenario {
  readonly version: 1;
  readonly title: LocalText;
  /** Two or three sentences: what to look for. */
  readonly description?: LocalText;
  /** Every draw of chance in the run follows from it. */
  readonly seed: number;
  /** The moment at which the picture opens; what comes before is simulated at full speed. */
  readonly openAtMs: number;
  readonly cluster: ClusterSpec;
  readonly topics: readonly TopicSpec[];
  readonly producers: readonly ProducerSpec[];
  readonly consumers: readonly ConsumerSpec[];
  /** In the order of their times; at one time, in the order written. */
  readonly script: readonly TimedCommand[];
}

export interface ClusterSpec {
  /** 1 to 9 of them. */
  readonly brokers: readonly BrokerSpec[];
  /** Configs of every broker and of the controller. */
  readonly configs: Configs;
  readonly network: NetworkSpec;
  /** The wall clock at simulated time 0, milliseconds since 1970. */
  readonly epochMs: number;
}

export interface BrokerSpec {
  readonly id: number;
  readonly configs: Configs;
}

export interface NetworkSpec {
  readonly latencyMs: number;
  readonly jitterMs: number;
  readonly megabytesPerSecond: number;
  /** Share of packets lost, 0 to 1. */
  readonly loss: number;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Configs;
}

export interface ProducerSpec {
  readonly name: string;
  readonly topic: string;
  readonly configs: Configs;
  readonly workload: WorkloadSpec;
  /** With a `transactional.id`: what its application makes a transaction of. */
  readonly transactions?: TransactionsSpec;
  /** From when it runs; the cluster is up by then. */
  readonly startAtMs: number;
}

export interface TransactionsSpec {
  /** So many records are sent in each. */
  readonly records: number;
  /** Every so manyth is aborted instead of committed; 0: none. */
  readonly abortEvery: number;
  /** From the last record until it is committed or aborted. */
  readonly holdMs: number;
}

export type WorkloadSpec = SyntheticWorkload | DataWorkload | { readonly type: 'manual' };

export interface SyntheticWorkload {
  readonly type: 'steady' | 'bursty' | 'ramp';
  /** Records per second: the mean, or where a ramp begins. */
  readonly perSecond: number;
  /** ramp: the rate at its end. */
  readonly toPerSecond?: number;
  /** ramp: how long it takes; bursty: from one burst to the next. */
  readonly periodMs?: number;
  /** bursty: share of the period in which everything is sent, 0 to 1. */
  readonly duty?: number;
  /** Stop after so many records; absent: never. */
  readonly limit?: number;
  readonly keys: KeySpec | null;
  readonly valueBytes: number;
}

export interface KeySpec {
  readonly count: number;
  /** Zipf exponent in steps of a half, 0 (all alike) to 2. */
  readonly skew: number;
  /** `user-` gives user-0, user-1, … */
  readonly prefix: string;
}

/** A shipped data set by its id, or a file that the user dropped, by what identifies it. */
export interface DataWorkload {
  readonly type: 'data';
  readonly source:
    | { readonly dataset: string }
    | { readonly file: string; readonly sizeBytes: number; readonly sha256: string };
  /** Column that is the key; null: no key. */
  readonly keyColumn: string | null;
  /** Column whose time drives the rate; null: `perSecond` does. */
  readonly timeColumn: string | null;
  /** With a time column: simulated time runs so many times faster than the data's own. */
  readonly speed: number;
  /** Without: records per second. */
  readonly perSecond: number;
  /** Begin again at the end of the data. */
  readonly repeat: boolean;
}

export interface ConsumerSpec {
  readonly name: string;
  /** Null: on the bench (no topics), or a plain consumer that assigns partitions by hand. */
  readonly group: string | null;
  readonly topics: readonly string[];
  /** Instead of topics, a pattern that their names fit: RE2's grammar, and group.protocol=consumer (KIP-848). */
  readonly pattern?: string;
  /** Partitions assigned by hand, without a group. */
  readonly assign?: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  readonly configs: Configs;
  /** Time that the application needs for one record. */
  readonly processingMs: number;
  readonly commit: 'auto' | 'after-processing' | 'never';
  /** Its application sends each record on, by a producer that lives in the same process. */
  readonly forwards?: ForwardsSpec;
  /** A share consumer (KIP-932). Of every so manyth record it says something else than "accept". */
  readonly share?: { readonly rejectEvery?: number; readonly releaseEvery?: number };
  readonly startAtMs: number;
}

export interface ForwardsSpec {
  readonly topic: string;
  /** Results and offsets are one transaction a poll. Absent: the offsets are committed once the results are written. */
  readonly transactionalId?: string;
  /** Of its producer. */
  readonly configs: Configs;
}

/** Where a group's offsets are set, by the options of Kafka's tool. */
export type OffsetResetSpec =
  | 'earliest'
  | 'latest'
  | 'current'
  | { readonly offset: number }
  /** The first record that is not older, milliseconds since 1970 by the simulation's clock. */
  | { readonly datetimeMs: number }
  /** The same, by how long ago. */
  | { readonly durationMs: number }
  | { readonly shiftBy: number }
  | { readonly plan: readonly PlannedOffset[] };

/** What the user's hands and a script can do. One union for both: a run's actions are a script. */
export type Command =
  | { readonly do: 'addBroker'; readonly broker: number; readonly configs?: Configs }
  | { readonly do: 'stopBroker'; readonly broker: number; readonly how: 'kill' | 'shutdown' }
  | { readonly do: 'startBroker'; readonly broker: number }
  | { readonly do: 'removeBroker'; readonly broker: number }
  | { readonly do: 'freezeBroker' | 'thawBroker'; readonly broker: number }
  | {
      readonly do: 'setBrokerConfig';
      readonly broker: number;
      readonly name: string;
      readonly value: ConfigInput;
    }
  | ({ readonly do: 'addTopic' } & TopicSpec)
  | { readonly do: 'deleteTopic'; readonly topic: string }
  | { readonly do: 'setPartitions'; readonly topic: string; readonly partitions: number }
  | {
      readonly do: 'setTopicConfig';
      readonly topic: string;
      readonly name: string;
      readonly value: ConfigInput;
    }
  | {
      /** Of a group by itself; null: as the brokers have it. */
      readonly do: 'setGroupConfig';
      readonly group: string;
      readonly name: string;
      readonly value: ConfigInput;
    }
  | {
      readonly do: 'deleteRecords';
      readonly topic: string;
      readonly partition: number;
      /** What is older goes; -1: all that is committed, as in Kafka's own tool. */
      readonly beforeOffset: number;
    }
  | {
      /** As kafka-consumer-groups.sh does; Kafka refuses while anybody is in the group. */
      readonly do: 'resetOffsets';
      readonly group: string;
      readonly to: OffsetResetSpec;
      /** Absent: all for which the group has committed something. */
      readonly topics?: readonly { readonly topic: string; readonly partitions?: readonly number[] }[];
    }
  | {
      /** As kafka-reassign-partitions.sh does: the partition moves to these brokers, the first of them preferred. */
      readonly do: 'reassignPartitions';
      readonly topic: string;
      readonly partition: number;
      /** Null: a move that is under way is called off. */
      readonly replicas: readonly number[] | null;
    }
  | { readonly do: 'electPreferredLeaders' }
  | ({ readonly do: 'addProducer' } & Omit<ProducerSpec, 'startAtMs'>)
  | {
      readonly do: 'removeProducer' | 'pauseProducer' | 'resumeProducer' | 'killProducer' | 'startProducer';
      readonly producer: string;
    }
  | { readonly do: 'setWorkload'; readonly producer: string; readonly workload: WorkloadSpec }
  /** From its next transaction on; of a producer with a `transactional.id`. */
  | { readonly do: 'setTransactions'; readonly producer: string; readonly transactions: TransactionsSpec }
  | {
      readonly do: 'setProducerConfig';
      readonly producer: string;
      readonly name: string;
      readonly value: ConfigInput;
    }
  | {
      readonly do: 'produce';
      readonly producer: string;
      readonly key: string | null;
      /** Null: a tombstone, which says that the key is gone. */
      readonly value: string | null;
      readonly partition?: number;
    }
  | ({ readonly do: 'addConsumer' } & Omit<ConsumerSpec, 'startAtMs'>)
  /** Leaves its group (close), then joins the other with a new client; null: the bench. */
  | {
      readonly do: 'moveConsumer';
      readonly consumer: string;
      readonly group: string | null;
      readonly topics?: readonly string[];
    }
  | {
      readonly do:
        | 'closeConsumer'
        | 'killConsumer'
        | 'startConsumer'
        | 'removeConsumer'
        | 'freezeConsumer'
        | 'thawConsumer';
      readonly consumer: string;
    }
  | { readonly do: 'setProcessing'; readonly consumer: string; readonly processingMs: number }
  | {
      readonly do: 'setConsumerConfig';
      readonly consumer: string;
      readonly name: string;
      readonly value: ConfigInput;
    }
  | { readonly do: 'cutLink' | 'healLink'; readonly a: string; readonly b: string }
  | {
      readonly do: 'setLink';
      readonly a: string;
      readonly b: string;
      readonly latencyMs?: number;
      readonly jitterMs?: number;
      readonly megabytesPerSecond?: number;
      readonly loss?: number;
    };

export type CommandName = Command['do'];
export type TimedCommand = Command & { readonly atMs: number };

/** What identifies a run, and all that a link holds. */
export interface Run {
  readonly scenario: Scenario;
  readonly seed: number;
  /** What the user did, in order, each stamped with the simulated time at which it took effect. */
  readonly actions: readonly TimedCommand[];
}
