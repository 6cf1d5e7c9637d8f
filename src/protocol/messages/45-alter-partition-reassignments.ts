/**
 * AlterPartitionReassignments (key 45), spoken at v1: replicas of partitions move to other brokers (KIP-455). No
 * replicas: a move that is under way is called off. It may refuse another replication factor (KIP-860).
 */
import type { ErrorCode } from '../errors.ts';

export interface AlterPartitionReassignmentsRequest {
  readonly timeoutMs: number;
  readonly allowReplicationFactorChange: boolean;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      /** The first is to be the preferred leader. Null: cancel. */
      readonly replicas: readonly number[] | null;
    }[];
  }[];
}

export interface AlterPartitionReassignmentsResponse {
  readonly throttleTimeMs: number;
  readonly allowReplicationFactorChange: boolean;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly responses: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly errorCode: ErrorCode;
      readonly errorMessage: string | null;
    }[];
  }[];
}
