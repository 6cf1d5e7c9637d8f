/** AddOffsetsToTxn (key 25), spoken at v4: takes the partition of a group's offsets into the transaction. */
import type { ErrorCode } from '../errors.ts';

export interface AddOffsetsToTxnRequest {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly groupId: string;
}

export interface AddOffsetsToTxnResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
}
