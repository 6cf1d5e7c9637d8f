/** DeleteShareGroupOffsets (key 92), spoken at v0: an empty share group forgets where it was in a topic (KIP-932). */
import type { ErrorCode } from '../errors.ts';

export interface DeleteShareGroupOffsetsRequest {
  readonly groupId: string;
  readonly topics: readonly { readonly topicName: string }[];
}

export interface DeleteShareGroupOffsetsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly responses: readonly {
    readonly topicName: string;
    readonly topicId: string;
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
  }[];
}
