/** DescribeGroups (key 15), spoken at v6: state and members of classic groups; an unknown one is GROUP_ID_NOT_FOUND. */
import type { ErrorCode } from '../errors.ts';

/** Nobody is asked for permission here: which operations are allowed is not told. */
export const NO_AUTHORIZED_OPERATIONS = -0x8000_0000;

export interface DescribeGroupsRequest {
  readonly groups: readonly string[];
  readonly includeAuthorizedOperations: boolean;
}

export interface DescribeGroupsResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly {
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
    readonly groupId: string;
    readonly groupState: string;
    readonly protocolType: string;
    /** The assignor, told of a stable group only. */
    readonly protocolData: string;
    readonly members: readonly {
      readonly memberId: string;
      readonly groupInstanceId: string | null;
      readonly clientId: string;
      readonly clientHost: string;
      readonly memberMetadata: Uint8Array;
      readonly memberAssignment: Uint8Array;
    }[];
    readonly authorizedOperations: number;
  }[];
}
