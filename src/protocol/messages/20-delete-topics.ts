/** DeleteTopics (key 20), spoken at v6; up to v5 topics go by name only, in a list of their own. */
import type { ErrorCode } from '../errors.ts';

export interface DeleteTopicsRequest {
  readonly topics: readonly { readonly name: string | null; readonly topicId: string }[];
  readonly topicNames?: readonly string[];
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
