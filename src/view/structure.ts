/** What there is and what is written on it: changes seldom, so it is sent only when it does. */
import type { GroupPhase, IdleReason, TransactionPhase } from './codes.ts';

export interface Structure {
  readonly version: number;
  readonly brokers: readonly BrokerCard[];
  readonly topics: readonly TopicCard[];
  /** Every partition of every topic shown (internal topics are not), topic by topic. */
  readonly rows: readonly RowInfo[];
  readonly producers: readonly ProducerCard[];
  readonly groups: readonly GroupCard[];
  readonly consumers: readonly ConsumerCard[];
  /** Keys seen so far, by key number: the first seven have a hue of their own. */
  readonly keys: readonly string[];
  readonly cutLinks: readonly { readonly a: string; readonly b: string }[];
}

export type BrokerState = 'starting' | 'running' | 'shutting-down' | 'frozen' | 'fenced' | 'stopped';

export interface BrokerCard {
  readonly id: number;
  readonly state: BrokerState;
  /** Replicas of the topics shown; empty when there are too many to draw. */
  readonly replicas: readonly { readonly row: number; readonly leader: boolean; readonly inSync: boolean }[];
  readonly leaderCount: number;
  readonly replicaCount: number;
  /** Groups that it coordinates. */
  readonly coordinates: readonly string[];
}

export interface TopicCard {
  readonly name: string;
  readonly firstRow: number;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** -1: for ever, as far as time goes. */
  readonly retentionMs: number;
  /** By cleanup.policy, beside what retention deletes or instead of it. */
  readonly compacted: boolean;
}

export interface RowInfo {
  /** Index into `topics`. */
  readonly topic: number;
  readonly partition: number;
  /** -1: offline. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  /** Of the replicas, those that a reassignment adds and those that it will take away (KIP-455). */
  readonly adding: readonly number[];
  readonly removing: readonly number[];
  readonly isr: readonly number[];
  readonly minInsyncReplicas: number;
}

export type ClientState = 'running' | 'frozen' | 'stopped';

export interface ProducerCard {
  readonly name: string;
  readonly topic: string;
  readonly state: ClientState;
  readonly paused: boolean;
  /** What its send() waits for; null: it does not block. */
  readonly blockedOn: 'metadata' | 'buffer' | null;
  readonly acks: string;
  readonly idempotent: boolean;
  /** Null: without a transactional.id. `records`: handed to send() in the open transaction. */
  readonly transaction: {
    readonly id: string;
    readonly phase: TransactionPhase;
    readonly records: number;
  } | null;
  readonly keys: 'none' | 'keyed';
  /** What its records come from: a data set's name, or null for a synthetic load. */
  readonly source: string | null;
  /** Its records are what a consumer in the same process reads; null: they are not. */
  readonly forwards: { readonly name: string; readonly group: string | null } | null;
  /** Measured over the last seconds, rounded. */
  readonly recordsPerSecond: number;
}

export interface GroupCard {
  readonly id: string;
  /** Index of its hue, 0 to 3, by order of appearance. */
  readonly hue: number;
  /** Of a share group several members may have a partition. */
  readonly isShare: boolean;
  /** All its members read with isolation.level=read_committed: its lag ends at the LSO. */
  readonly readCommitted: boolean;
  readonly state: string;
  readonly phase: GroupPhase;
  readonly generation: number;
  /** A classic group has generations, the newer kinds have epochs (KIP-848, KIP-932). */
  readonly countedIn: 'generation' | 'epoch';
  readonly assignor: string;
  readonly mode: 'eager' | 'cooperative';
  /** -1: none known. */
  readonly coordinator: number;
  /** Indexes into `consumers`: of the cards, also of consumers that are stopped. */
  readonly members: readonly number[];
  /** As its coordinator counts them. */
  readonly memberCount: number;
  /** Indexes into `topics`. */
  readonly topics: readonly number[];
}

export interface ConsumerCard {
  readonly name: string;
  /** Null: on the bench, or a plain consumer. */
  readonly group: string | null;
  readonly state: ClientState;
  /** What the client is doing in its group. */
  readonly membership: 'none' | 'finding-coordinator' | 'joining' | 'syncing' | 'stable' | 'leaving';
  /** Rows it owns; while it revokes, `revoking` are those that it lets go. */
  readonly owned: readonly number[];
  readonly revoking: readonly number[];
  readonly idle: IdleReason | null;
  readonly recordsPerSecond: number;
  readonly processingMs: number;
  readonly byHand: boolean;
}
