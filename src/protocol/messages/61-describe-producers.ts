/** DescribeProducers (key 61), spoken at v0: who writes to a partition, and where their open transactions begin. */
import type { Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface DescribeProducersRequest {
  readonly topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[];
}

export interface ActiveProducer {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly lastTimestamp: number;
  readonly coordinatorEpoch: number;
  /** -1: no transaction is open here. */
  readonly currentTxnStartOffset: Offset;
}

export interface DescribeProducersResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly errorCode: ErrorCode;
      readonly errorMessage: string | null;
      readonly activeProducers: readonly ActiveProducer[];
    }[];
  }[];
}
