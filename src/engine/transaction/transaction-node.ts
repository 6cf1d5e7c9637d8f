/** What a broker holds of transactions: none of it, as long as it has nothing to do with any. */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import {
  createTransactionCoordinator,
  type TransactionCoordinator,
} from '../coordinator/transaction/transaction-coordinator.ts';
import { type AddPartitionsToTxnManager, createAddPartitionsToTxnManager } from './add-partitions-state.ts';
import type { PendingVerification } from './pending-verification.ts';
import type { DelayedMarkers } from './write-txn-markers.ts';

export interface TransactionNode {
  /** The part of it that is coordinator for the partitions of `__transaction_state` that it leads. */
  readonly coordinator: TransactionCoordinator;
  /** What it asks of transaction coordinators as a partition's leader. */
  readonly addPartitions: AddPartitionsToTxnManager;
  /** Requests that wait for such an answer, by their ids. */
  readonly verifications: Map<number, PendingVerification>;
  nextGuard: number;
  /** WriteTxnMarkers requests whose markers are not all replicated yet, by their ids. */
  readonly markers: Map<number, DelayedMarkers>;
  /** When the first of them runs out of time. */
  markerExpirationUs: Micros;
}

export function transactionNodeOf(broker: BrokerNode): TransactionNode {
  broker.transactions ??= {
    coordinator: createTransactionCoordinator(),
    addPartitions: createAddPartitionsToTxnManager(),
    verifications: new Map(),
    nextGuard: 1,
    markers: new Map(),
    markerExpirationUs: NEVER,
  };
  return broker.transactions;
}
