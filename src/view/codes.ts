/** Codes that the page has words for. The message catalogues are exhaustive over them. */

/** What a group is doing, finer than Kafka's state: each has a picture of its own. */
export type GroupPhase =
  | 'empty'
  /** group.initial.rebalance.delay.ms runs: more members may come. */
  | 'waiting-for-members'
  /** Members are told, by the answers to their heartbeats, and let go of partitions. */
  | 'members-rejoin'
  /** All are back; the leader computes, and SyncGroup carries the assignment. */
  | 'assignment'
  | 'stable'
  /** Cooperative: stable, but a second round is due since partitions were revoked. */
  | 'second-round'
  /** A consumer group: its members give up and take partitions, each at its own heartbeats. */
  | 'reconciling'
  | 'coordinator-away';

export type IdleReason =
  | 'no-partition'
  | 'rebalancing'
  | 'on-the-way'
  | 'no-topic'
  | 'caught-up'
  | 'no-leader'
  | 'max-poll-interval'
  | 'stopped'
  | 'frozen'
  | 'bench';

/** What the timeline marks and the live region may say. */
export type MarkKind =
  | 'action'
  | 'broker-stopped'
  | 'broker-started'
  | 'leader-elected'
  | 'isr-shrunk'
  | 'isr-grown'
  | 'rebalance'
  | 'group-stable'
  | 'segment-expired'
  | 'log-cleaned'
  | 'log-truncated'
  | 'batch-split'
  | 'send-failed'
  | 'record-lost'
  | 'record-redelivered'
  | 'record-out-of-order'
  | 'offset-reset'
  | 'group-offsets-reset'
  | 'position-truncated'
  | 'member-removed'
  | 'consumer-failed'
  | 'transaction-aborted'
  | 'transaction-timed-out'
  | 'producer-fenced'
  | 'producer-failed'
  | 'request-refused';

/** What a transactional producer is doing; ready: it has no transaction open. */
export type TransactionPhase =
  | 'initializing'
  | 'ready'
  | 'open'
  | 'committing'
  | 'aborting'
  | 'fenced'
  | 'failed';

export type MarkAuthor = 'you' | 'script' | 'cluster';

export interface Mark {
  readonly atUs: number;
  readonly kind: MarkKind;
  readonly author: MarkAuthor;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What `step` may run to. Transactions are committed too often for marks. */
export type StepTarget = 'message' | MarkKind | 'transaction-committed';
