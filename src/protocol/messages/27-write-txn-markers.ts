/** WriteTxnMarkers (key 27), spoken at v2: the transaction coordinator has a transaction's end written into its partitions. */
import type { ErrorCode } from '../errors.ts';

export interface WritableTxnMarker {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** True: COMMIT, false: ABORT. */
  readonly transactionResult: boolean;
  readonly topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[];
  readonly coordinatorEpoch: number;
  readonly transactionVersion: number;
}

export interface WriteTxnMarkersRequest {
  readonly markers: readonly WritableTxnMarker[];
}

export interface WriteTxnMarkersResponse {
  readonly markers: readonly {
    readonly producerId: number;
    readonly topics: readonly {
      readonly name: string;
      readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: ErrorCode }[];
    }[];
  }[];
}
