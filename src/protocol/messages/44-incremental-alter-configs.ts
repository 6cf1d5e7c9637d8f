/** IncrementalAlterConfigs (key 44), spoken at v1. What may have configs: see below. */
import type { ErrorCode } from '../errors.ts';

export const RESOURCE_TOPIC = 2;
/** Its name '' is the cluster-wide default. */
export const RESOURCE_BROKER = 4;
export const RESOURCE_CLIENT_METRICS = 16;
export const RESOURCE_GROUP = 32;

export interface IncrementalAlterConfigsRequest {
  readonly resources: readonly {
    readonly resourceType: number;
    readonly resourceName: string;
    readonly configs: readonly {
      readonly name: string;
      /** 0 set, 1 delete, 2 append, 3 subtract. */
      readonly configOperation: number;
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
