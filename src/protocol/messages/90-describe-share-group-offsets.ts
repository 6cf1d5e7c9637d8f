/**
 * DescribeShareGroupOffsets (key 90), spoken at v1: where share partitions begin, and how many records lie before
 * the group (KIP-932, KIP-1226).
 */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface DescribeShareGroupOffsetsRequest {
  readonly groups: readonly {
    readonly groupId: string;
    /** Null: all that the group has. */
    readonly topics: readonly { readonly topicName: string; readonly partitions: readonly number[] }[] | null;
  }[];
}

export interface DescribedShareOffset {
  readonly partitionIndex: number;
  /** -1: not known yet. */
  readonly startOffset: Offset;
  readonly leaderEpoch: LeaderEpoch;
  /** -1: not known. */
  readonly lag: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export interface DescribedShareGroup {
  readonly groupId: string;
  readonly topics: readonly {
    readonly topicName: string;
    readonly topicId: string;
    readonly partitions: readonly DescribedShareOffset[];
  }[];
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export interface DescribeShareGroupOffsetsResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly DescribedShareGroup[];
}
