/** What is written into `__transaction_state`, and how it is read again (TransactionLog). */
import { NO_PRODUCER_EPOCH } from '../../../protocol/record-batch.ts';
import type { TransactionLogRecord } from '../../../protocol/transaction-log-records.ts';
import type { TopicPartition, TransactionMetadata, TxnTransitMetadata } from './transaction-metadata.ts';
import { TRANSACTION_STATES } from './transaction-state.ts';

export function transactionLogRecord(
  transactionalId: string,
  transit: TxnTransitMetadata,
): TransactionLogRecord {
  const { state, topicPartitions } = transit;
  return {
    type: 'TransactionLog',
    key: { transactionalId },
    value: {
      producerId: transit.producerId,
      previousProducerId: transit.prevProducerId,
      nextProducerId: transit.nextProducerId,
      producerEpoch: transit.producerEpoch,
      transactionTimeoutMs: transit.txnTimeoutMs,
      transactionStatus: TRANSACTION_STATES.indexOf(state),
      transactionPartitions: state === 'Empty' ? null : partitionIdsByTopic(topicPartitions),
      transactionLastUpdateTimestampMs: transit.txnLastUpdateTimestamp,
      transactionStartTimestampMs: transit.txnStartTimestamp,
      clientTransactionVersion: transit.clientTransactionVersion,
    },
  };
}

export function transactionTombstone(transactionalId: string): TransactionLogRecord {
  return { type: 'TransactionLog', key: { transactionalId }, value: null };
}

/** The last epoch is not in the log: after a move of the coordinator a repeated InitProducerId is fenced. */
export function metadataOfRecord({ key, value }: TransactionLogRecord): TransactionMetadata | null {
  if (!value) return null;
  const ofTopics = value.transactionPartitions ?? [];
  return {
    transactionalId: key.transactionalId,
    state: TRANSACTION_STATES[value.transactionStatus]!,
    pendingState: null,
    producerId: value.producerId,
    prevProducerId: value.previousProducerId,
    nextProducerId: value.nextProducerId,
    producerEpoch: value.producerEpoch,
    lastProducerEpoch: NO_PRODUCER_EPOCH,
    txnTimeoutMs: value.transactionTimeoutMs,
    topicPartitions: ofTopics.flatMap(({ topic, partitionIds }) =>
      partitionIds.map((partition) => ({ topic, partition })),
    ),
    txnStartTimestamp: value.transactionStartTimestampMs,
    txnLastUpdateTimestamp: value.transactionLastUpdateTimestampMs,
    clientTransactionVersion: value.clientTransactionVersion,
  };
}

function partitionIdsByTopic(topicPartitions: readonly TopicPartition[]) {
  return [...partitionsByTopic(topicPartitions)].map(([topic, partitionIds]) => ({ topic, partitionIds }));
}

/** Topics in the order in which their first partitions stand. */
export function partitionsByTopic(topicPartitions: readonly TopicPartition[]): Map<string, number[]> {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of topicPartitions) {
    const ofTopic = byTopic.get(topic);
    if (ofTopic) ofTopic.push(partition);
    else byTopic.set(topic, [partition]);
  }
  return byTopic;
}
