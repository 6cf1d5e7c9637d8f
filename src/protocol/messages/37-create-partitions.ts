/** CreatePartitions (key 37), spoken at v3: a topic only grows; fewer is refused with INVALID_PARTITIONS. */
import type { ErrorCode } from '../errors.ts';

export interface CreatePartitionsRequest {
  readonly topics: readonly {
    readonly name: string;
    readonly count: number;
    readonly assignments: readonly { readonly brokerIds: readonly number[] }[] | null;
  }[];
  readonly timeoutMs: number;
  readonly validateOnly: boolean;
}

export interface CreatePartitionsResponse {
  readonly throttleTimeMs: number;
  readonly results: readonly {
    readonly name: string;
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
  }[];
}
