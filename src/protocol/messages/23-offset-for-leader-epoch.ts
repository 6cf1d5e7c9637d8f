/** OffsetForLeaderEpoch (key 23), spoken at v4: where a leader epoch ended, to find where two logs part (KIP-320). */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface OffsetForLeaderEpochRequest {
  /** -1: a consumer. */
  readonly replicaId: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      /** -1: the asker does not know. */
      readonly currentLeaderEpoch: LeaderEpoch;
      /** The one that is asked about. */
      readonly leaderEpoch: LeaderEpoch;
    }[];
  }[];
}

export interface EpochEndOffset {
  readonly errorCode: ErrorCode;
  readonly partition: number;
  /** The largest epoch not above the one asked about, -1: cannot be told. */
  readonly leaderEpoch: LeaderEpoch;
  /** Where it ended. */
  readonly endOffset: Offset;
}

export interface OffsetForLeaderEpochResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly EpochEndOffset[] }[];
}
