/** What a broker holds of the transactional ids that it coordinates. */
import type { EpochMs } from '../../../kernel/brand.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { TopicPartition } from './transaction-metadata.ts';
import type { TransactionStateName } from './transaction-state.ts';

export interface TransactionDescription {
  readonly transactionalId: string;
  /** Of `__transaction_state`. */
  readonly partition: number;
  readonly state: TransactionStateName;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly timeoutMs: number;
  /** -1: none has begun. */
  readonly startTimeMs: EpochMs;
  /** In the transaction; while it ends, those that have no marker yet. */
  readonly partitions: readonly TopicPartition[];
}

/** All of them, also while a transition is under way: they are told of as they were before. */
export function describeTransactions(broker: BrokerNode): TransactionDescription[] {
  const shards = broker.transactions?.coordinator.shards ?? new Map<number, never>();
  return [...shards.values()].flatMap(({ partition, metadata }) =>
    Array.from(metadata.values(), (each) => ({
      transactionalId: each.transactionalId,
      partition,
      state: each.state,
      producerId: each.producerId,
      producerEpoch: each.producerEpoch,
      timeoutMs: each.txnTimeoutMs,
      startTimeMs: each.txnStartTimestamp,
      partitions: each.topicPartitions,
    })),
  );
}
