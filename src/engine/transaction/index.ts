/** What the rest of the engine asks of transactions, through `transactions.rules()`. */

export { handleAddPartitionsToTxn } from '../broker/apis/24-add-partitions-to-txn.ts';
export { handleAddOffsetsToTxn } from '../broker/apis/25-add-offsets-to-txn.ts';
export { handleEndTxn } from '../broker/apis/26-end-txn.ts';
export { handleWriteTxnMarkers } from '../broker/apis/27-write-txn-markers.ts';
export { handleTxnOffsetCommit } from '../broker/apis/28-txn-offset-commit.ts';
export { handleDescribeProducers } from '../broker/apis/61-describe-producers.ts';
export { handleDescribeTransactions } from '../broker/apis/65-describe-transactions.ts';
export { handleListTransactions } from '../broker/apis/66-list-transactions.ts';
export { createForwarding } from '../client/forwarding/forwarding.ts';
export {
  beginForwarding,
  endForwarder,
  forwardNext,
  runForwarder,
} from '../client/forwarding/read-process-write.ts';
export { describeTransaction } from '../client/transaction/describe-transaction.ts';
export { createTransaction } from '../client/transaction/transaction.ts';
export { isBusy, runTransactionalApplication } from '../client/transaction/transactional-application.ts';
export {
  canRetryInTransaction,
  handleFailedBatch,
  onSendFailed,
} from '../client/transaction/transactional-batches.ts';
export {
  onTransactionalDisconnect,
  onTransactionalResponse,
} from '../client/transaction/transactional-responses.ts';
export { runTransactionalSender } from '../client/transaction/transactional-sender.ts';
export { completeInTransaction } from '../coordinator/group/complete-in-transaction.ts';
export {
  forgetPendingOffset,
  hasPendingTransactionalOffset,
  pendingOffsetsOfDeletedTopic,
  pendingPartitionsOf,
  replayTransactionalBatch,
} from '../coordinator/group/transactional-offsets.ts';
export { describeTransactions } from '../coordinator/transaction/describe-transactions.ts';
export { initTransactionalProducer } from '../coordinator/transaction/init-producer-id.ts';
export { transactionLogRecordSizes } from '../coordinator/transaction/transaction-log-record-sizes.ts';
export { transactionCoordinatorFor } from '../coordinator/transaction/transaction-state-topic.ts';
export { handleTransactionalProduce } from './produce-in-transaction.ts';
export { transactionCheck } from './transaction-check.ts';
export { onTransactionHighWatermark, onTransactionLeadership } from './transaction-events.ts';
export { onTransactionDisconnect, onTransactionResponse } from './transaction-responses.ts';
export { transactionTimers } from './transaction-timers.ts';
export { txnStateOf } from './txn-state.ts';
export { onTransactionalAppend, removeExpiredVerifications } from './verification-state-entry.ts';
