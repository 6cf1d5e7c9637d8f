/** LeaveGroup (key 13), spoken at v5: members leave, with a reason (KIP-800). */
import type { ErrorCode } from '../errors.ts';

export interface LeaveGroupRequest {
  readonly groupId: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: string | null;
    readonly reason: string | null;
  }[];
}

export interface LeaveGroupResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: string | null;
    readonly errorCode: ErrorCode;
  }[];
}
