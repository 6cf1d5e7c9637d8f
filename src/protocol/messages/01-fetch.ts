/**
 * Fetch (key 1), spoken at v18: topics by id, truncation by diverging epoch (KIP-595), the follower's high
 * watermark (KIP-1166). Asked by consumers, by followers, and by brokers for `__cluster_metadata`. In a session
 * (KIP-227) a request names only the partitions that it asks otherwise of than before, and those to forget.
 */
import type { BrokerEpoch, LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';
import type { RecordBatch } from '../record-batch.ts';

export interface FetchPartition {
  readonly partition: number;
  /** -1: the asker does not know. */
  readonly currentLeaderEpoch: LeaderEpoch;
  readonly fetchOffset: Offset;
  /** Epoch of the last record the follower has, -1 from consumers. */
  readonly lastFetchedEpoch: LeaderEpoch;
  readonly logStartOffset: Offset;
  readonly partitionMaxBytes: number;
  readonly highWatermark: Offset;
}

export interface FetchRequest {
  /** replicaId -1: a consumer. */
  readonly replicaState: { readonly replicaId: number; readonly replicaEpoch: BrokerEpoch };
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolationLevel: 0 | 1;
  readonly sessionId: number;
  readonly sessionEpoch: number;
  readonly topics: readonly FetchTopic[];
  readonly forgottenTopicsData: readonly ForgottenTopic[];
  readonly rackId: string;
}

export interface FetchTopic {
  /** Up to v12, instead of the id. */
  readonly topic?: string;
  readonly topicId: string;
  readonly partitions: readonly FetchPartition[];
}

export interface ForgottenTopic {
  /** Up to v12, instead of the id. */
  readonly topic?: string;
  readonly topicId: string;
  readonly partitions: readonly number[];
}

/** Session 0: none. */
export const INVALID_SESSION_ID = 0;
/** All partitions are named, and a session is asked for. */
export const INITIAL_EPOCH = 0;
/** All partitions are named, without a session; an old one is closed. */
export const FINAL_EPOCH = -1;

/** From nothing said of it 1, 2, 3 and so on; after Int32's largest 1 again. */
export function nextSessionEpoch(epoch: number): number {
  return epoch < 0x7fff_ffff ? epoch + 1 : 1;
}

/** A transaction that was aborted: from this offset on, and up to its marker, what its producer wrote is void. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: Offset;
}

export interface FetchPartitionData {
  readonly partitionIndex: number;
  readonly errorCode: ErrorCode;
  readonly highWatermark: Offset;
  readonly lastStableOffset: Offset;
  readonly logStartOffset: Offset;
  /** Tagged: where the follower's history parts from the leader's; epoch -1 when it does not. */
  readonly divergingEpoch: { readonly epoch: LeaderEpoch; readonly endOffset: Offset };
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: LeaderEpoch };
  /** Null: not asked for (read_uncommitted), or there was nothing to read. */
  readonly abortedTransactions: readonly AbortedTransaction[] | null;
  /** Who the consumer should ask from now on (KIP-392), -1: this broker. */
  readonly preferredReadReplica: number;
  readonly records: readonly RecordBatch[];
}

export interface FetchResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly sessionId: number;
  readonly responses: readonly FetchTopicData[];
}

export interface FetchTopicData {
  /** Up to v12, instead of the id. */
  readonly topic?: string;
  readonly topicId: string;
  readonly partitions: readonly FetchPartitionData[];
}
