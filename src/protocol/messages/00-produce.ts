/**
 * Produce (key 0), spoken at v13: topics by id (KIP-516), errors name the current leader (KIP-951).
 * acks 0 is never answered; 1 once the leader has appended; -1 once the in-sync replicas have.
 */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';
import type { RecordBatch } from '../record-batch.ts';

export interface ProduceRequest {
  readonly transactionalId: string | null;
  readonly acks: -1 | 0 | 1;
  readonly timeoutMs: number;
  readonly topicData: readonly {
    readonly topicId: string;
    readonly partitionData: readonly { readonly index: number; readonly records: readonly RecordBatch[] }[];
  }[];
}

export interface ProducePartitionResponse {
  readonly index: number;
  readonly errorCode: ErrorCode;
  readonly baseOffset: Offset;
  readonly logAppendTimeMs: number;
  readonly logStartOffset: Offset;
  /** Tagged field, sent with NOT_LEADER_OR_FOLLOWER; -1 where unknown. */
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: LeaderEpoch };
}

export interface ProduceResponse {
  readonly responses: readonly {
    readonly topicId: string;
    readonly partitionResponses: readonly ProducePartitionResponse[];
  }[];
  readonly throttleTimeMs: number;
}
