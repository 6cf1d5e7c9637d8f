/** Says what a rebalance gave and took, where Kafka calls the application's ConsumerRebalanceListener. */
import { type Ctx, note } from '../ctx.ts';
import type { ConsumerNode } from './consumer.ts';
import type { TopicPartition } from './topic-partition.ts';

/** Revoked: given up in order. Lost: the member is out, and others may have them already. */
export function noteRevoked(
  ctx: Ctx,
  consumer: ConsumerNode,
  partitions: readonly TopicPartition[],
  lost: boolean,
): void {
  if (partitions.length === 0) return;
  note(ctx, {
    code: 'partitions-revoked',
    consumer: consumer.id,
    group: consumer.groupId ?? '',
    partitions,
    lost,
  });
}

/** What is new; the listener is called with an empty list too, which tells a member that it stays idle. */
export function noteAssigned(
  ctx: Ctx,
  consumer: ConsumerNode,
  partitions: readonly TopicPartition[],
  generation: number,
): void {
  note(ctx, {
    code: 'partitions-assigned',
    consumer: consumer.id,
    group: consumer.groupId ?? '',
    partitions,
    generation,
  });
}
