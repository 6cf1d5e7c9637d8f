/** EndTxn (key 26), spoken at v5: commits or aborts; the answer has the epoch of the next transaction (KIP-890). */
import type { ErrorCode } from '../errors.ts';

export interface EndTxnRequest {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** True: commit, false: abort. */
  readonly committed: boolean;
}

export interface EndTxnResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  /** -1 where it is not told: an error, or v4 and below. */
  readonly producerId: number;
  readonly producerEpoch: number;
}
