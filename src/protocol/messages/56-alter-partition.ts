/** AlterPartition (key 56), spoken at v3: a leader asks the controller to change the in-sync replicas (KIP-497, KIP-903). */
import type { BrokerEpoch, LeaderEpoch, PartitionEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

export interface AlterPartitionRequest {
  readonly brokerId: number;
  readonly brokerEpoch: BrokerEpoch;
  readonly topics: readonly {
    readonly topicId: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly leaderEpoch: LeaderEpoch;
      readonly newIsrWithEpochs: readonly { readonly brokerId: number; readonly brokerEpoch: BrokerEpoch }[];
      readonly leaderRecoveryState: 0 | 1;
      readonly partitionEpoch: PartitionEpoch;
    }[];
  }[];
}

export interface AlterPartitionResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly topics: readonly {
    readonly topicId: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly errorCode: ErrorCode;
      readonly leaderId: number;
      readonly leaderEpoch: LeaderEpoch;
      readonly isr: readonly number[];
      readonly leaderRecoveryState: 0 | 1;
      readonly partitionEpoch: PartitionEpoch;
    }[];
  }[];
}
