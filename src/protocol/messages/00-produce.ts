/**
 * Produce (key 0), spoken at v13: topics by id (KIP-516), errors name the current leader (KIP-951). Up to v12 topics
 * go by name; then the answer names them too.
 * acks 0 is never answered; 1 once the leader has appended; -1 once the in-sync replicas have.
 */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';
import type { RecordBatch } from '../record-batch.ts';

export interface ProduceRequest {
  readonly transactionalId: string | null;
  /** -1, 0 or 1; every other number is refused. */
  readonly acks: number;
  readonly timeoutMs: number;
  readonly topicData: readonly {
    readonly name?: string;
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
  /** Which records had the batch refused (KIP-467). */
  readonly recordErrors: readonly RecordErrorAt[];
  /** Tagged field, sent with NOT_LEADER_OR_FOLLOWER; -1 where unknown. */
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: LeaderEpoch };
}

interface RecordErrorAt {
  /** The record's place in its batch. */
  readonly batchIndex: number;
  readonly batchIndexErrorMessage: string | null;
}

export interface ProduceResponse {
  readonly responses: readonly {
    readonly name?: string;
    readonly topicId: string;
    readonly partitionResponses: readonly ProducePartitionResponse[];
  }[];
  readonly throttleTimeMs: number;
}
