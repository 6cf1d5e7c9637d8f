/** DeleteRecords (key 21), spoken at v2: nothing before an offset may be read any more (KIP-107). */
import type { Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface DeleteRecordsRequest {
  readonly topics: readonly {
    readonly name: string;
    /** Offset -1: all below the high watermark. */
    readonly partitions: readonly { readonly partitionIndex: number; readonly offset: Offset }[];
  }[];
  readonly timeoutMs: number;
}

export interface DeleteRecordsPartitionResult {
  readonly partitionIndex: number;
  /** The least log start of all replicas that are alive, -1 with most errors. */
  readonly lowWatermark: Offset;
  readonly errorCode: ErrorCode;
}

export interface DeleteRecordsResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly DeleteRecordsPartitionResult[];
  }[];
}
