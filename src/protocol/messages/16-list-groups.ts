/** ListGroups (key 16), spoken at v5: all groups of one coordinator, by state and type (KIP-518, KIP-848). */
import type { ErrorCode } from '../errors.ts';

export interface ListGroupsRequest {
  /** Empty: in whatever state. */
  readonly statesFilter: readonly string[];
  /** Empty: of whatever type. */
  readonly typesFilter: readonly string[];
}

export interface ListGroupsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly groups: readonly {
    readonly groupId: string;
    readonly protocolType: string;
    readonly groupState: string;
    readonly groupType: string;
  }[];
}
