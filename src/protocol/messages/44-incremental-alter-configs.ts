/** IncrementalAlterConfigs (key 44), spoken at v1. Resource types: 2 topic, 4 broker ('' is the cluster-wide default). */
import type { ErrorCode } from '../errors.ts';

export const RESOURCE_TOPIC = 2;
export const RESOURCE_BROKER = 4;

export interface IncrementalAlterConfigsRequest {
  readonly resources: readonly {
    readonly resourceType: number;
    readonly resourceName: string;
    readonly configs: readonly {
      readonly name: string;
      /** 0 set, 1 delete, 2 append, 3 subtract. */
      readonly configOperation: 0 | 1 | 2 | 3;
      readonly value: string | null;
    }[];
  }[];
  readonly validateOnly: boolean;
}

export interface IncrementalAlterConfigsResponse {
  readonly throttleTimeMs: number;
  readonly responses: readonly {
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
    readonly resourceType: number;
    readonly resourceName: string;
  }[];
}
