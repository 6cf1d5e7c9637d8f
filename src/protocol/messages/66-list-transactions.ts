/** ListTransactions (key 66), spoken at v2: all transactions of one coordinator (KIP-664). */
import type { ErrorCode } from '../errors.ts';

export interface ListTransactionsRequest {
  readonly stateFilters: readonly string[];
  readonly producerIdFilters: readonly number[];
  /** Only those that have been open longer, milliseconds; below 0: all. */
  readonly durationFilter: number;
  /** Only ids that fit it; null: all. */
  readonly transactionalIdPattern: string | null;
}

export interface ListTransactionsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly unknownStateFilters: readonly string[];
  readonly transactionStates: readonly {
    readonly transactionalId: string;
    readonly producerId: number;
    readonly transactionState: string;
  }[];
}
