/** What happens to partitions that matters to transactions: see broker/action-queue.ts. */
import type { Offset } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Leadership } from '../coordinator/leadership.ts';
import { afterAppend } from '../coordinator/transaction/after-append.ts';
import { onStateTopicLeadership } from '../coordinator/transaction/transaction-coordinator-partitions.ts';
import { commitAppends } from '../coordinator/transaction/transaction-state-manager.ts';
import type { Ctx } from '../ctx.ts';
import { completeDelayedMarkers } from './write-txn-markers.ts';

export function onTransactionLeadership(ctx: Ctx, broker: BrokerNode, change: Leadership): void {
  onStateTopicLeadership(ctx, broker, change);
  completeDelayedMarkers(ctx, broker, change.topicPartition);
}

export function onTransactionHighWatermark(
  ctx: Ctx,
  broker: BrokerNode,
  { topicPartition, highWatermark }: { readonly topicPartition: string; readonly highWatermark: Offset },
): void {
  completeDelayedMarkers(ctx, broker, topicPartition);
  commitTransactionLog(ctx, broker, topicPartition, highWatermark);
}

/** Most partitions are no business of the transaction coordinator. */
function commitTransactionLog(
  ctx: Ctx,
  broker: BrokerNode,
  topicPartition: string,
  highWatermark: Offset,
): void {
  const { shards, partitions } = broker.transactions!.coordinator;
  const shard = shards.get(partitions.get(topicPartition) ?? -1);
  if (!shard) return;
  for (const settled of commitAppends(ctx, broker, shard, highWatermark)) afterAppend(ctx, broker, settled);
}
