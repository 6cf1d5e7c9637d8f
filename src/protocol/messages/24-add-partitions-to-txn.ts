/**
 * AddPartitionsToTxn (key 24), spoken at v5: a partition's leader asks the transaction coordinator to take the
 * partition into a producer's transaction, or only whether it is in it (KIP-890). Producers of old ask by
 * themselves, at v3 and below.
 */
import type { ErrorCode } from '../errors.ts';

export interface AddPartitionsToTxnTopic {
  readonly name: string;
  readonly partitions: readonly number[];
}

export interface AddPartitionsToTxnTransaction {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Nothing is added: the answer says whether the partitions are in the transaction. */
  readonly verifyOnly: boolean;
  readonly topics: readonly AddPartitionsToTxnTopic[];
}

export interface AddPartitionsToTxnRequest {
  readonly transactions?: readonly AddPartitionsToTxnTransaction[];
  readonly v3AndBelowTransactionalId?: string;
  readonly v3AndBelowProducerId?: number;
  readonly v3AndBelowProducerEpoch?: number;
  readonly v3AndBelowTopics?: readonly AddPartitionsToTxnTopic[];
}

export interface AddPartitionsToTxnTopicResult {
  readonly name: string;
  readonly resultsByPartition: readonly {
    readonly partitionIndex: number;
    readonly partitionErrorCode: ErrorCode;
  }[];
}

export interface AddPartitionsToTxnResponse {
  readonly throttleTimeMs: number;
  /** Of all of the request: v4 and above. */
  readonly errorCode?: ErrorCode;
  readonly resultsByTransaction?: readonly {
    readonly transactionalId: string;
    readonly topicResults: readonly AddPartitionsToTxnTopicResult[];
  }[];
  readonly resultsByTopicV3AndBelow?: readonly AddPartitionsToTxnTopicResult[];
}
