/** ListPartitionReassignments (key 46), spoken at v0: the moves of replicas that are under way (KIP-455). */
import type { ErrorCode } from '../errors.ts';

export interface ListPartitionReassignmentsRequest {
  readonly timeoutMs: number;
  /** Null: all of them. */
  readonly topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[] | null;
}

export interface ListPartitionReassignmentsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      /** Those that stay, those that come and those that go. */
      readonly replicas: readonly number[];
      readonly addingReplicas: readonly number[];
      readonly removingReplicas: readonly number[];
    }[];
  }[];
}
