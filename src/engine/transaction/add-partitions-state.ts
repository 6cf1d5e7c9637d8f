/** What a broker asks of transaction coordinators as a leader, and has no answer to yet. */
import type { ErrorCode } from '../../protocol/errors.ts';
import type { AddPartitionsToTxnTransaction } from '../../protocol/messages/24-add-partitions-to-txn.ts';
import type { NodeId } from '../node.ts';

/**
 * What the client's version can do: be told TRANSACTION_ABORTABLE (`genericErrorSupported`), leave it to the leader to
 * add partitions (`addPartition`, transactions version 2), or neither.
 */
export type TransactionSupportedOperation = 'defaultError' | 'genericErrorSupported' | 'addPartition';

/** A partition of a request, by its topic's name as coordinators know it, and by its key on this broker. */
export interface PartitionToVerify {
  readonly topicPartition: string;
  readonly topic: string;
  readonly partition: number;
}

/** One request's part in what is asked. */
export interface Asked {
  readonly transaction: AddPartitionsToTxnTransaction;
  /** Of the request that waits for the answer. */
  readonly requestId: number;
  readonly partitions: readonly PartitionToVerify[];
}

/** What goes to a coordinator's broker together, by transactional id. */
export interface TransactionData {
  /** That of the first who asked counts for all. */
  readonly operation: TransactionSupportedOperation;
  readonly asked: Map<string, Asked>;
}

export interface AddPartitionsToTxnManager {
  readonly unsent: Map<NodeId, TransactionData>;
  readonly inFlight: Set<NodeId>;
}

export function createAddPartitionsToTxnManager(): AddPartitionsToTxnManager {
  return { unsent: new Map(), inFlight: new Set() };
}

export type PartitionErrors = ReadonlyMap<string, ErrorCode>;

/** What a request has been answered, by the keys of its partitions; those that are not in it are in the transaction. */
export interface Answered {
  readonly requestId: number;
  readonly errors: PartitionErrors;
}
