/** Records of `__cluster_metadata`, the log by which the controller tells everybody what is so. Names and fields are Kafka's. */
import type { BrokerEpoch, LeaderEpoch, PartitionEpoch } from '../kernel/brand.ts';

export type MetadataRecord =
  | {
      readonly type: 'RegisterBrokerRecord';
      readonly brokerId: number;
      readonly incarnationId: string;
      readonly brokerEpoch: BrokerEpoch;
      readonly rack: string | null;
      readonly fenced: boolean;
      readonly inControlledShutdown: boolean;
    }
  | { readonly type: 'UnregisterBrokerRecord'; readonly brokerId: number; readonly brokerEpoch: BrokerEpoch }
  | {
      readonly type: 'BrokerRegistrationChangeRecord';
      readonly brokerId: number;
      readonly brokerEpoch: BrokerEpoch;
      /** -1 unfence, 0 no change, 1 fence. */
      readonly fenced: -1 | 0 | 1;
      /** 0 no change, 1 in controlled shutdown. */
      readonly inControlledShutdown: 0 | 1;
    }
  | { readonly type: 'TopicRecord'; readonly name: string; readonly topicId: string }
  | { readonly type: 'RemoveTopicRecord'; readonly topicId: string }
  | {
      readonly type: 'PartitionRecord';
      readonly topicId: string;
      readonly partitionId: number;
      readonly replicas: readonly number[];
      readonly isr: readonly number[];
      readonly leader: number;
      readonly leaderEpoch: LeaderEpoch;
      readonly partitionEpoch: PartitionEpoch;
    }
  | {
      readonly type: 'PartitionChangeRecord';
      readonly topicId: string;
      readonly partitionId: number;
      /** Absent: unchanged. */
      readonly isr?: readonly number[];
      /** The assignment while replicas move (KIP-455): all of them, and who of them comes and goes. Absent: unchanged. */
      readonly replicas?: readonly number[];
      readonly addingReplicas?: readonly number[];
      readonly removingReplicas?: readonly number[];
      /** Absent: unchanged; -1: no leader; the same as before: only the leader epoch moves on. */
      readonly leader?: number;
      readonly eligibleLeaderReplicas?: readonly number[];
      readonly lastKnownElr?: readonly number[];
      /** 1: elected uncleanly and still recovering. */
      readonly leaderRecoveryState?: 0 | 1;
    }
  | {
      readonly type: 'ConfigRecord';
      readonly resourceType: number;
      readonly resourceName: string;
      readonly name: string;
      /** Kafka's string form; null removes the config. */
      readonly value: string | null;
    }
  | {
      readonly type: 'ProducerIdsRecord';
      readonly brokerId: number;
      readonly brokerEpoch: BrokerEpoch;
      readonly nextProducerId: number;
    };

/** How the metadata log travels in a Fetch response: a batch of typed records, as a coordinator's are. */
export interface MetadataRecords {
  readonly kind: 'metadata';
  readonly records: readonly MetadataRecord[];
}
