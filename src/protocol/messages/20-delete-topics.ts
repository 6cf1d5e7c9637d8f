/** DeleteTopics (key 20), spoken at v6. */
import type { ErrorCode } from '../errors.ts';

export interface DeleteTopicsRequest {
  readonly topics: readonly { readonly name: string | null; readonly topicId: string }[];
  readonly timeoutMs: number;
}

export interface DeleteTopicsResponse {
  readonly throttleTimeMs: number;
  readonly responses: readonly {
    readonly name: string | null;
    readonly topicId: string;
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
  }[];
}
