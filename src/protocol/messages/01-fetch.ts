/**
 * Fetch (key 1), spoken at v18: topics by id, truncation by diverging epoch (KIP-595), the follower's high
 * watermark (KIP-1166). Asked by consumers, by followers, and by brokers for `__cluster_metadata`.
 * Every request here names all its partitions (session id 0, epoch -1): fetch sessions come later.
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
  readonly topics: readonly { readonly topicId: string; readonly partitions: readonly FetchPartition[] }[];
  readonly rackId: string;
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
  readonly preferredReadReplica: number;
  readonly records: readonly RecordBatch[];
}

export interface FetchResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly sessionId: number;
  readonly responses: readonly {
    readonly topicId: string;
    readonly partitions: readonly FetchPartitionData[];
  }[];
}
