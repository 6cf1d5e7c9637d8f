/** ElectLeaders (key 43), spoken at v2: 0 the preferred replica, 1 unclean. Null: every partition. */
import type { ErrorCode } from '../errors.ts';

export interface ElectLeadersRequest {
  readonly electionType: number;
  readonly topicPartitions:
    | readonly { readonly topic: string; readonly partitions: readonly number[] }[]
    | null;
  readonly timeoutMs: number;
}

export interface ElectLeadersResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly replicaElectionResults: readonly {
    readonly topic: string;
    readonly partitionResult: readonly {
      readonly partitionId: number;
      readonly errorCode: ErrorCode;
      readonly errorMessage: string | null;
    }[];
  }[];
}
