/** ListOffsets (key 2), spoken at v10: the offset for a time; -1 latest, -2 earliest, -3 that of the largest timestamp. */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export const LATEST_TIMESTAMP = -1;
export const EARLIEST_TIMESTAMP = -2;
export const MAX_TIMESTAMP = -3;

export interface ListOffsetsRequest {
  readonly replicaId: number;
  readonly isolationLevel: 0 | 1;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly currentLeaderEpoch: LeaderEpoch;
      readonly timestamp: number;
    }[];
  }[];
}

export interface ListOffsetsResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly errorCode: ErrorCode;
      readonly timestamp: number;
      readonly offset: Offset;
      readonly leaderEpoch: LeaderEpoch;
    }[];
  }[];
}
