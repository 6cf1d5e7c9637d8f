/** AlterShareGroupOffsets (key 91), spoken at v0: where an empty share group goes on (KIP-932). */
import type { ErrorCode } from '../errors.ts';

export interface AlterShareGroupOffsetsRequest {
  readonly groupId: string;
  readonly topics: readonly {
    readonly topicName: string;
    readonly partitions: readonly { readonly partitionIndex: number; readonly startOffset: number }[];
  }[];
}

export interface AlterShareGroupOffsetsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly responses: readonly {
    readonly topicName: string;
    readonly topicId: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly errorCode: ErrorCode;
      readonly errorMessage: string | null;
    }[];
  }[];
}
