/** ApiVersions (key 18), spoken at v4: the first request on a client's connection, by which it stands (KIP-35). */
import type { ErrorCode } from '../errors.ts';

export interface ApiVersionsRequest {
  readonly clientSoftwareName: string;
  readonly clientSoftwareVersion: string;
}

export interface ApiVersionsResponse {
  readonly errorCode: ErrorCode;
  readonly apiKeys: readonly {
    readonly apiKey: number;
    readonly minVersion: number;
    readonly maxVersion: number;
  }[];
  readonly throttleTimeMs: number;
}
