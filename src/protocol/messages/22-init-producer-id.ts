/** InitProducerId (key 22), spoken at v5: a producer id for an idempotent producer; any broker answers it. */
import type { ErrorCode } from '../errors.ts';

export interface InitProducerIdRequest {
  readonly transactionalId: string | null;
  readonly transactionTimeoutMs: number;
  readonly producerId: number;
  readonly producerEpoch: number;
}

export interface InitProducerIdResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly producerId: number;
  readonly producerEpoch: number;
}
