/** Heartbeat (key 12), spoken at v4: a classic member lives; REBALANCE_IN_PROGRESS tells it to rejoin. */
import type { ErrorCode } from '../errors.ts';

export interface HeartbeatRequest {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

export interface HeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
}
