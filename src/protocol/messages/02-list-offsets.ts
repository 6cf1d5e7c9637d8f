/** ListOffsets (key 2), spoken at v10: the offset for a time, or for one of these instead of a time. */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export const LATEST_TIMESTAMP = -1;
export const EARLIEST_TIMESTAMP = -2;
export const MAX_TIMESTAMP = -3;
/** The start of what lies on the broker's own disk (KIP-405). */
export const EARLIEST_LOCAL_TIMESTAMP = -4;
/** The last offset in tiered storage (KIP-1005). */
export const LATEST_TIERED_TIMESTAMP = -5;
/** The first offset that is not in tiered storage yet (KIP-1023). */
export const EARLIEST_PENDING_UPLOAD_TIMESTAMP = -6;

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
