/** CreateTopics (key 19), spoken at v7. -1 partitions or replicas: the cluster's default. */
import type { ErrorCode } from '../errors.ts';

export interface CreateTopicsRequest {
  readonly topics: readonly {
    readonly name: string;
    readonly numPartitions: number;
    readonly replicationFactor: number;
    readonly assignments: readonly {
      readonly partitionIndex: number;
      readonly brokerIds: readonly number[];
    }[];
    readonly configs: readonly { readonly name: string; readonly value: string | null }[];
  }[];
  readonly timeoutMs: number;
  readonly validateOnly: boolean;
}

export interface CreatedTopicConfig {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  /** One of ConfigSource. */
  readonly configSource: number;
  readonly isSensitive: boolean;
}

export interface CreateTopicsResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly topicId: string;
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
    readonly numPartitions: number;
    readonly replicationFactor: number;
    /** All that the topic begins with (KIP-525); none where it was refused. */
    readonly configs: readonly CreatedTopicConfig[];
  }[];
}
