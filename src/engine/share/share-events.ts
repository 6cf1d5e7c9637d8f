/** What happens to partitions that matters to share groups: see broker/action-queue.ts. */
import type { Offset } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Leadership } from '../coordinator/leadership.ts';
import {
  onStateHighWatermark,
  onStateTopicLeadership,
} from '../coordinator/share/share-coordinator-partitions.ts';
import type { Ctx } from '../ctx.ts';
import { completeShareFetches } from './delayed-share-fetch.ts';
import { removeSharePartition } from './share-partition-manager.ts';

export function onShareLeadership(ctx: Ctx, broker: BrokerNode, change: Leadership): void {
  onStateTopicLeadership(ctx, broker, change);
  if (change.leads || !broker.share) return;
  for (const partition of [...broker.share.partitions.values()])
    if (partition.topicPartition === change.topicPartition) removeSharePartition(broker, partition);
}

export function onShareHighWatermark(
  ctx: Ctx,
  broker: BrokerNode,
  topicPartition: string,
  highWatermark: Offset,
): void {
  onStateHighWatermark(ctx, broker, topicPartition, highWatermark);
  completeShareFetches(ctx, broker, (partition) => partition.topicPartition === topicPartition);
}

export function onSharePartition(ctx: Ctx, broker: BrokerNode, key: string): void {
  completeShareFetches(ctx, broker, (partition) => partition.key === key);
}
