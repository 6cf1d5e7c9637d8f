/**
 * Records of `__transaction_state`: where each transactional id stands, for the next coordinator to replay. Names and
 * fields are those of Kafka's coordinator message schemas.
 */
import type { EpochMs } from '../kernel/brand.ts';

/** TransactionLogKey, key type 0. A null value is a tombstone: the transactional id has expired. */
export interface TransactionLogRecord {
  readonly type: 'TransactionLog';
  readonly key: { readonly transactionalId: string };
  readonly value: {
    readonly producerId: number;
    /** The producer id before the last change of state; another one only where that change replaced it. */
    readonly previousProducerId: number;
    /** The producer id from the transaction's end on, where the epochs of the present one are used up; -1: the same. */
    readonly nextProducerId: number;
    readonly producerEpoch: number;
    readonly transactionTimeoutMs: number;
    /** The number of the state. */
    readonly transactionStatus: number;
    /** Null in state Empty. */
    readonly transactionPartitions:
      | readonly { readonly topic: string; readonly partitionIds: readonly number[] }[]
      | null;
    readonly transactionLastUpdateTimestampMs: EpochMs;
    /** -1: none has begun. */
    readonly transactionStartTimestampMs: EpochMs;
    /** Of the client that caused the change: 2 with KIP-890, 0 before. */
    readonly clientTransactionVersion: number;
  } | null;
}
