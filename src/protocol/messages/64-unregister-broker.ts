/** UnregisterBroker (key 64), v0: forget a stopped broker. */
import type { ErrorCode } from '../errors.ts';

export interface UnregisterBrokerRequest {
  readonly brokerId: number;
}

export interface UnregisterBrokerResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}
