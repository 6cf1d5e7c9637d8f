/**
 * JoinGroup (key 11), spoken at v9. Parked by the coordinator until the rebalance's join phase ends; the
 * leader is then told every member's subscription. v4: a first request without member id is answered
 * MEMBER_ID_REQUIRED with the id to come back with (KIP-394).
 */
import type { ErrorCode } from '../errors.ts';

export interface JoinGroupRequest {
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly protocolType: string;
  readonly protocols: readonly { readonly name: string; readonly metadata: Uint8Array }[];
  readonly reason: string | null;
}

export interface JoinGroupResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly generationId: number;
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly leader: string;
  readonly skipAssignment: boolean;
  readonly memberId: string;
  readonly members: readonly {
    readonly memberId: string;
    readonly groupInstanceId: string | null;
    readonly metadata: Uint8Array;
  }[];
}
