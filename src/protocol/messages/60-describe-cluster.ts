/** DescribeCluster (key 60), spoken at v2: the brokers (endpoint type 1), fenced ones too if asked (KIP-1073). */
import type { ErrorCode } from '../errors.ts';

export interface DescribeClusterRequest {
  readonly includeClusterAuthorizedOperations: boolean;
  /** 1 brokers, 2 controllers. */
  readonly endpointType: number;
  readonly includeFencedBrokers: boolean;
}

export interface DescribeClusterResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly endpointType: number;
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly {
    readonly brokerId: number;
    readonly host: string;
    readonly port: number;
    readonly rack: string | null;
    readonly isFenced: boolean;
  }[];
  readonly clusterAuthorizedOperations: number;
}
