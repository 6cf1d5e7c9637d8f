/**
 * DescribeTopicPartitions (key 75), spoken at v0: topics in the order of their names, page by page, with the eligible
 * leader replicas (KIP-966). No topics named: all of them.
 */
import type { LeaderEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

/** The first partition that the next page has. */
export interface Cursor {
  readonly topicName: string;
  readonly partitionIndex: number;
}

export interface DescribeTopicPartitionsRequest {
  readonly topics: readonly { readonly name: string }[];
  /** Most partitions in one answer. */
  readonly responsePartitionLimit: number;
  /** Null: from the beginning. */
  readonly cursor: Cursor | null;
}

export interface DescribedTopic {
  readonly errorCode: ErrorCode;
  readonly name: string | null;
  readonly topicId: string;
  readonly isInternal: boolean;
  readonly partitions: readonly {
    readonly errorCode: ErrorCode;
    readonly partitionIndex: number;
    readonly leaderId: number;
    readonly leaderEpoch: LeaderEpoch;
    readonly replicaNodes: readonly number[];
    readonly isrNodes: readonly number[];
    readonly eligibleLeaderReplicas: readonly number[];
    readonly lastKnownElr: readonly number[];
    readonly offlineReplicas: readonly number[];
  }[];
  readonly topicAuthorizedOperations: number;
}

export interface DescribeTopicPartitionsResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly DescribedTopic[];
  /** Null: this was all. */
  readonly nextCursor: Cursor | null;
}
