/** FindCoordinator (key 10), spoken at v6: which broker leads the `__consumer_offsets` partition of a group. */
import type { ErrorCode } from '../errors.ts';

export interface FindCoordinatorRequest {
  /** 0: group, 1: transaction, 2: share. */
  readonly keyType: 0 | 1 | 2;
  readonly coordinatorKeys: readonly string[];
}

export interface FindCoordinatorResponse {
  readonly throttleTimeMs: number;
  readonly coordinators: readonly {
    readonly key: string;
    readonly nodeId: number;
    readonly host: string;
    readonly port: number;
    readonly errorCode: ErrorCode;
  }[];
}
