/** DeleteGroups (key 42), spoken at v2: groups without members are forgotten, offsets and all (KIP-229). */
import type { ErrorCode } from '../errors.ts';

export interface DeleteGroupsRequest {
  readonly groupsNames: readonly string[];
}

export interface DeleteGroupsResponse {
  readonly throttleTimeMs: number;
  readonly results: readonly { readonly groupId: string; readonly errorCode: ErrorCode }[];
}
