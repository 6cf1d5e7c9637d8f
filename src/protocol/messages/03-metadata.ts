/**
 * Metadata (key 3), spoken at v13: who leads what. A null list of topics asks for all of them; that names no topic's
 * operations unless it is asked to.
 */
import type { LeaderEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface MetadataRequest {
  readonly topics: readonly { readonly topicId: string; readonly name: string | null }[] | null;
  readonly allowAutoTopicCreation: boolean;
  readonly includeTopicAuthorizedOperations?: boolean;
  /** v8 to v10. */
  readonly includeClusterAuthorizedOperations?: boolean;
}

export interface MetadataPartition {
  readonly errorCode: ErrorCode;
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch: LeaderEpoch;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly offlineReplicas: readonly number[];
}

export interface MetadataResponse {
  readonly throttleTimeMs: number;
  readonly brokers: readonly {
    readonly nodeId: number;
    readonly host: string;
    readonly port: number;
    readonly rack: string | null;
  }[];
  readonly clusterId: string;
  readonly controllerId: number;
  readonly topics: readonly {
    readonly errorCode: ErrorCode;
    readonly name: string | null;
    readonly topicId: string;
    readonly isInternal: boolean;
    readonly partitions: readonly MetadataPartition[];
    /** A set of bits, one an operation (AclOperation); absent: not asked for. */
    readonly topicAuthorizedOperations?: number;
  }[];
  readonly errorCode: ErrorCode;
  readonly clusterAuthorizedOperations?: number;
}
