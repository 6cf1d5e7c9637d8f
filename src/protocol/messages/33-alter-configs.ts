/** AlterConfigs (key 33), spoken at v2: what is named is set, and all else of the resource goes back to its default. */
import type { ErrorCode } from '../errors.ts';

export interface AlterConfigsRequest {
  readonly resources: readonly {
    readonly resourceType: number;
    readonly resourceName: string;
    readonly configs: readonly { readonly name: string; readonly value: string | null }[];
  }[];
  readonly validateOnly: boolean;
}

export interface AlterConfigsResponse {
  readonly throttleTimeMs: number;
  readonly responses: readonly {
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
    readonly resourceType: number;
    readonly resourceName: string;
  }[];
}
