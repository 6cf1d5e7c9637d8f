/** What a broker holds of transactions: none of it, as long as it has nothing to do with any. */
import type { BrokerNode } from '../broker/broker.ts';
import {
  createTransactionCoordinator,
  type TransactionCoordinator,
} from '../coordinator/transaction/transaction-coordinator.ts';

export interface TransactionNode {
  /** The part of it that is coordinator for the partitions of `__transaction_state` that it leads. */
  readonly coordinator: TransactionCoordinator;
}

export function transactionNodeOf(broker: BrokerNode): TransactionNode {
  broker.transactions ??= { coordinator: createTransactionCoordinator() };
  return broker.transactions;
}
