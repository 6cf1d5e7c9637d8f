/** What a group coordinator writes for transactions: their ends, and the offsets that are committed in them. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { WritableTxnMarker } from '../../../protocol/messages/27-write-txn-markers.ts';
import type { TxnOffsetCommitResponse } from '../../../protocol/messages/28-txn-offset-commit.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { appendToLeader, isLeaderAppendFailure } from '../../replica/append-to-leader.ts';
import { endTransactionMarker, transactionVersionOf } from '../../transaction/end-transaction-marker.ts';
import { COORDINATOR_ACKS, completeWhenCommitted } from './coordinator-runtime.ts';
import { replayEndTransactionMarker } from './transactional-offsets.ts';

export interface TransactionCompleted {
  readonly type: 'transaction-completed';
  readonly request: Request<'WriteTxnMarkers'>;
  /** Which of the request's partitions. */
  readonly at: number;
}

export type TransactionCompletion =
  | TransactionCompleted
  | {
      readonly type: 'txn-offset-commit';
      readonly request: Request<'TxnOffsetCommit'>;
      readonly body: TxnOffsetCommitResponse;
    };

/**
 * GroupCoordinatorService.completeTransaction: the marker goes into the log, and its offsets count or are dropped. The
 * completion comes once the marker is committed; an error means that it could not be written.
 */
export function completeTransaction(
  ctx: Ctx,
  broker: BrokerNode,
  partition: number,
  marker: WritableTxnMarker,
  completion: TransactionCompleted,
): ErrorCode {
  const shard = broker.groupCoordinator.shards.get(partition);
  if (!shard) return Errors.NOT_COORDINATOR;
  const batch = endTransactionMarker(marker, wallClockMs(ctx));
  const appended = appendToLeader(ctx, broker, shard.topicPartition, batch, COORDINATOR_ACKS, {
    origin: 'COORDINATOR',
    transactionVersion: transactionVersionOf(marker),
  });
  if (isLeaderAppendFailure(appended)) return appended.error;
  const result = marker.transactionResult ? 'COMMIT' : 'ABORT';
  replayEndTransactionMarker(shard, marker.producerId, result, appended.firstOffset);
  shard.lastWrittenOffset = appended.lastOffset + 1;
  completeWhenCommitted(ctx, broker, shard, completion, Errors.NONE);
  return Errors.NONE;
}
