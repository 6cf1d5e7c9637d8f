/** Why a request is refused, as its sender is told. */
import type { ErrorCode } from '../../../../protocol/errors.ts';

export interface Refusal {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string;
}

export function refusal(errorCode: ErrorCode, errorMessage: string): Refusal {
  return { errorCode, errorMessage };
}

export function isRefusal(outcome: object): outcome is Refusal {
  return 'errorMessage' in outcome && 'errorCode' in outcome;
}
