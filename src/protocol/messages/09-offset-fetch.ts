/** OffsetFetch (key 9), spoken at v9: the committed offsets of groups; null topics asks for all of a group. */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface OffsetFetchRequest {
  readonly groups: readonly {
    readonly groupId: string;
    readonly memberId: string | null;
    readonly memberEpoch: number;
    readonly topics:
      | readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[]
      | null;
  }[];
  readonly requireStable: boolean;
}

export interface OffsetFetchResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly {
    readonly groupId: string;
    readonly topics: readonly {
      readonly name: string;
      readonly partitions: readonly {
        readonly partitionIndex: number;
        /** -1: nothing committed. */
        readonly committedOffset: Offset;
        readonly committedLeaderEpoch: LeaderEpoch;
        readonly metadata: string;
        readonly errorCode: ErrorCode;
      }[];
    }[];
    readonly errorCode: ErrorCode;
  }[];
}
