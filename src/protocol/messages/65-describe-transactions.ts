/** DescribeTransactions (key 65), spoken at v0: transactions as their coordinator has them (KIP-664). */
import type { ErrorCode } from '../errors.ts';

export interface DescribeTransactionsRequest {
  readonly transactionalIds: readonly string[];
}

export interface DescribedTransaction {
  readonly errorCode: ErrorCode;
  readonly transactionalId: string;
  readonly transactionState: string;
  readonly transactionTimeoutMs: number;
  /** -1: none is open. */
  readonly transactionStartTimeMs: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
}

export interface DescribeTransactionsResponse {
  readonly throttleTimeMs: number;
  readonly transactionStates: readonly DescribedTransaction[];
}
