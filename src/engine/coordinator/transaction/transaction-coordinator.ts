/** The transaction coordinator's part of a broker: what it holds of each partition of `__transaction_state` that it leads. */
import { type LeaderEpoch, type Micros, NEVER, type Offset } from '../../../kernel/brand.ts';
import type {
  AddPartitionsToTxnTopicResult,
  AddPartitionsToTxnTransaction,
} from '../../../protocol/messages/24-add-partitions-to-txn.ts';
import type { Request } from '../../network/message.ts';
import type { TopicPartition, TransactionMetadata, TxnTransitMetadata } from './transaction-metadata.ts';

/** Transactional ids of one partition, as its leader has read and written them (TxnMetadataCacheEntry). */
export interface TransactionShard {
  readonly partition: number;
  /** `topicId:partition`, the log's key. */
  readonly topicPartition: string;
  /** The leader epoch: markers bear it, so that an earlier coordinator's are refused. */
  readonly coordinatorEpoch: LeaderEpoch;
  /** By transactional id. */
  readonly metadata: Map<string, TransactionMetadata>;
  /** Transactions whose markers are being written, by transactional id: what is written down then. */
  readonly completions: Map<string, TxnTransitMetadata>;
  /** What waits for its record to be committed, in the order in which records were written. */
  pending: PendingAppend[];
  /** When the first of `pending` runs out of time. */
  appendTimeoutUs: Micros;
}

/** A record that is written, and not yet committed. */
export interface PendingAppend {
  readonly transactionalIds: readonly string[];
  readonly coordinatorEpoch: LeaderEpoch;
  /** Null: the ids are forgotten. */
  readonly transit: TxnTransitMetadata | null;
  /** The high watermark that commits it. */
  readonly requiredOffset: Offset;
  readonly timesOutAtUs: Micros;
  readonly sequel: AppendSequel;
}

/** Who is answered once an append is committed, or failed; and what else follows. */
export type AppendSequel =
  | { readonly kind: 'init-producer-id'; readonly request: Request<'InitProducerId'> }
  | { readonly kind: 'add-partitions'; readonly to: AddedPartitions }
  /** The decision: markers are sent. */
  | { readonly kind: 'end'; readonly asker: EndAsker }
  /** After the markers. */
  | { readonly kind: 'complete' }
  /** Ids that nobody has used for long. */
  | { readonly kind: 'expire' };

export type AddedPartitions =
  | { readonly request: Request<'AddOffsetsToTxn'> }
  | {
      readonly request: Request<'AddPartitionsToTxn'>;
      readonly transaction: Omit<AddPartitionsToTxnTransaction, 'verifyOnly'>;
    };

/** Who wants a transaction to end: its producer, another that takes its place, or the clock. */
export type EndAsker =
  | { readonly kind: 'producer'; readonly request: Request<'EndTxn'> }
  | { readonly kind: 'successor'; readonly request: Request<'InitProducerId'> }
  | { readonly kind: 'timeout' };

/** A marker for partitions of one leader, until they have it. */
export interface MarkerEntry {
  readonly transactionalId: string;
  /** Of `__transaction_state`. */
  readonly shard: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly coordinatorEpoch: LeaderEpoch;
  readonly isCommit: boolean;
  readonly transactionVersion: number;
  readonly topicPartitions: readonly TopicPartition[];
}

/** Kept with a WriteTxnMarkers request. */
export interface MarkersContext {
  readonly leader: number;
  readonly entries: readonly MarkerEntry[];
}

/** What is sent to one broker: one request at a time. */
export interface MarkerQueue {
  /** What goes with the next request, and with those after it. */
  readonly unsent: (readonly MarkerEntry[])[];
  inFlight: boolean;
  /** After a failure: when the connection is tried again. */
  retryAtUs: Micros;
}

/** An AddPartitionsToTxn request of which some transaction has no result yet. */
export interface PendingAddPartitions {
  readonly results: { transactionalId: string; topicResults: AddPartitionsToTxnTopicResult[] }[];
  remaining: number;
}

export interface TransactionCoordinator {
  /** By partition number. */
  readonly shards: Map<number, TransactionShard>;
  /** Partition numbers by `topicId:partition`, to find a shard where a high watermark moves. */
  readonly partitions: Map<string, number>;
  /** By request id. */
  readonly addPartitions: Map<number, PendingAddPartitions>;
  /** By broker id (TransactionMarkerChannelManager). */
  readonly markers: Map<number, MarkerQueue>;
  /** Ends that could not be written down for want of replicas: written again when there is other marker business. */
  readonly appendRetries: { readonly shard: number; readonly transactionalId: string }[];
  /** When at the latest. */
  appendRetryDueUs: Micros;
  /** When transactions are next looked at for their timeouts, and ids for their age. */
  abortTimedOutDueUs: Micros;
  expirationDueUs: Micros;
}

export function createTransactionCoordinator(): TransactionCoordinator {
  return {
    shards: new Map(),
    partitions: new Map(),
    addPartitions: new Map(),
    markers: new Map(),
    appendRetries: [],
    appendRetryDueUs: NEVER,
    abortTimedOutDueUs: NEVER,
    expirationDueUs: NEVER,
  };
}
