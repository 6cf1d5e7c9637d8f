/** What the inspector shows of the thing selected: facts as codes and numbers, configs by Kafka's names. */

import type { TransactionPhase } from './codes.ts';

export type Selection =
  | { readonly kind: 'producer'; readonly name: string }
  | { readonly kind: 'consumer'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | { readonly kind: 'broker'; readonly id: number }
  | { readonly kind: 'controller'; readonly id: number };

/** A line "name: value"; the catalogue names it, numbers and ids stay as they are. */
export interface Fact {
  readonly code: FactCode;
  readonly value: string | number;
  /** Further numbers that the sentence needs. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export type FactCode =
  | 'log-start-offset'
  | 'last-stable-offset'
  | 'open-transactions'
  | 'high-watermark'
  | 'log-end-offset'
  | 'leader'
  | 'leader-epoch'
  | 'replicas'
  | 'isr'
  | 'adding-replicas'
  | 'removing-replicas'
  | 'segments'
  | 'next-expiry'
  | 'next-retention-check'
  | 'state'
  | 'generation'
  | 'group-epoch'
  | 'assignor'
  | 'coordinator'
  | 'members'
  | 'lag'
  | 'position-lag'
  | 'left-out'
  | 'pattern'
  | 'share-start-offset'
  | 'share-end-offset'
  | 'acquired'
  | 'available-again'
  | 'most-deliveries'
  | 'acknowledgements-failed'
  | 'owned'
  | 'position'
  | 'committed'
  | 'reads-from'
  | 'member-id'
  | 'session-left'
  | 'poll-interval-left'
  | 'processing-time'
  | 'producer-id'
  | 'producer-epoch'
  | 'transactional-id'
  | 'transaction-state'
  | 'transaction-partitions'
  | 'coordinates-transactions'
  | 'in-flight'
  | 'open-batches'
  | 'buffer-used'
  | 'records-sent'
  | 'leads'
  | 'follows'
  | 'broker-epoch'
  | 'coordinates'
  | 'partitions'
  | 'replication-factor'
  | 'retention'
  | 'topic-id'
  | 'internal-segment-bytes'
  | 'offsets-replication';

/** Why the thing is as it is now, one sentence each: the three that explain what you see. */
export interface Explanation {
  readonly code: ExplanationCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type ExplanationCode =
  | 'partition-all-in-sync'
  | 'partition-under-replicated'
  | 'partition-under-min-isr'
  | 'partition-offline'
  | 'partition-moving'
  | 'partition-hw-behind'
  | 'partition-hw-at-end'
  | 'partition-lso-open'
  | 'partition-lso-marker'
  | 'partition-next-expiry'
  | 'partition-no-expiry'
  | 'topic-spread'
  | 'topic-retention'
  | 'topic-compaction'
  | 'topic-internal-segment-bytes'
  | 'group-stable'
  | 'group-rebalancing'
  | 'group-empty'
  | 'group-lag'
  | 'group-idle-members'
  | 'group-coordinator'
  | 'group-shares'
  | 'group-in-flight'
  | 'consumer-owns'
  | 'consumer-idle'
  | 'consumer-lagging'
  | 'consumer-keeps-up'
  | 'consumer-rejoining'
  | 'consumer-bench'
  | 'consumer-session'
  | 'consumer-read-committed'
  | 'consumer-commits'
  | 'consumer-forwards'
  | 'consumer-fetch-sessions'
  | 'consumer-shares'
  | 'consumer-acknowledges'
  | 'producer-waits-for'
  | 'producer-batches'
  | 'producer-forwards'
  | 'producer-idempotent'
  | 'producer-not-idempotent'
  | 'producer-retrying'
  | `producer-transaction-${TransactionPhase}`
  | 'producer-blocked-on-buffer'
  | 'producer-blocked-on-metadata'
  | 'broker-leads'
  | 'broker-stopped'
  | 'broker-coordinates'
  | 'broker-catching-up'
  | 'broker-offsets-topic';

export interface ConfigLine {
  readonly name: string;
  readonly value: string;
  readonly isDefault: boolean;
  /** Where it would be set: a topic's own, a broker's, the client's. */
  readonly scope: 'topic' | 'broker' | 'group' | 'producer' | 'consumer';
  /** What changing it means: at once, or a restart of the broker or the client. */
  readonly takesEffect: 'now' | 'restarts-broker' | 'restarts-client';
}

export interface Inspection {
  readonly selection: Selection;
  readonly explanations: readonly Explanation[];
  readonly facts: readonly Fact[];
  readonly configs: readonly ConfigLine[];
}

/** What lies at an offset, for a hover or the record cursor. */
export type EntryDetail = RecordDetail | MarkerDetail;

/** One record. Null fields: null in the record, or not known. */
export interface RecordDetail {
  readonly kind: 'record';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly keyId: number;
  readonly value: string | null;
  readonly valueBytes: number;
  readonly timestampMs: number;
  readonly producer: string | null;
  /** How its partition was chosen; `by-key` gives murmur2 and the count. */
  readonly partitioning: 'by-key' | 'sticky' | 'explicit';
  readonly murmur2: number | null;
  readonly partitions: number;
  /** Whether the high watermark is beyond it. */
  readonly committed: boolean;
  /** The transaction that it is of; null: of none. */
  readonly transaction: TransactionDetail | null;
}

/** The control record by which a transaction coordinator ended a transaction. */
export interface MarkerDetail {
  readonly kind: 'marker';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly marker: 'COMMIT' | 'ABORT';
  readonly timestampMs: number;
  readonly transaction: TransactionDetail;
  readonly coordinatorEpoch: number;
  readonly committed: boolean;
}

interface TransactionDetail {
  readonly state: 'open' | 'aborted' | 'committed';
  /** Null: not known (any more). */
  readonly transactionalId: string | null;
  readonly producerId: number;
  readonly producerEpoch: number;
}
