/** Envelope (key 58), v0: a broker forwards an admin request to the controller and hands back its answer (KIP-590). */
import type { ErrorCode } from '../errors.ts';
import type { ForwardableApi, RequestOf, ResponseOf } from './index.ts';

export interface EnvelopeRequest {
  readonly requestData: {
    readonly [Api in ForwardableApi]: { readonly api: Api; readonly body: RequestOf<Api> };
  }[ForwardableApi];
  readonly requestPrincipal: null;
  readonly clientHostAddress: string;
}

export interface EnvelopeResponse {
  readonly responseData:
    | {
        readonly [Api in ForwardableApi]: { readonly api: Api; readonly body: ResponseOf<Api> };
      }[ForwardableApi]
    | null;
  readonly errorCode: ErrorCode;
}
