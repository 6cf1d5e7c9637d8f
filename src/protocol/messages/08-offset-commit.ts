/** OffsetCommit (key 8), spoken at v9: a group's place in each partition; generation -1 from consumers without a group. */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface OffsetCommitRequest {
  readonly groupId: string;
  readonly generationIdOrMemberEpoch: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly committedOffset: Offset;
      readonly committedLeaderEpoch: LeaderEpoch;
      readonly committedMetadata: string | null;
    }[];
  }[];
}

export interface OffsetCommitResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: ErrorCode }[];
  }[];
}
