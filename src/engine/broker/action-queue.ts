/**
 * Things to look at once the handler that caused them is through, so that a partition's new high watermark
 * completes waiting requests and coordinator writes without the log's rules knowing of either. After Kafka's
 * ActionQueue. Each action is plain data.
 */
import type { Offset } from '../../kernel/brand.ts';
import {
  onHighWatermark as completeCoordinatorWrites,
  onLeadershipGained,
  onLeadershipLost,
} from '../coordinator/group/coordinator-partitions.ts';
import type { Ctx } from '../ctx.ts';
import {
  completeDelayedDeleteRecords,
  completeDelayedFetches,
  completeDelayedProduces,
} from '../replica/purgatory.ts';
import { shareGroups } from '../share/share-groups.ts';
import { transactions } from '../transaction/transactions.ts';
import type { BrokerNode } from './broker.ts';

export type Action =
  /** The leader's log grew: parked fetches may have their bytes. */
  | { readonly type: 'appended'; readonly topicPartition: string }
  /** The leader's high watermark moved, or the ISR changed: acks=all writes and consumers may go on. */
  | { readonly type: 'high-watermark'; readonly topicPartition: string; readonly highWatermark: Offset }
  /** Records of a share partition may be available: share fetches may have theirs. */
  | { readonly type: 'share-partition'; readonly key: string }
  /** A follower's log begins later now: DeleteRecords may have their answer. */
  | { readonly type: 'follower-log-start' }
  /** The broker now leads, or no longer leads, a partition: what waits on it is to be looked at. */
  | {
      readonly type: 'leadership';
      readonly topicPartition: string;
      readonly topic: string;
      readonly partition: number;
      readonly leaderEpoch: number;
      readonly leads: boolean;
    };

/** Handles what handlers left, and what handling that leaves in turn. */
export function drainActions(ctx: Ctx, broker: BrokerNode): void {
  for (let action = broker.actions.shift(); action; action = broker.actions.shift()) {
    switch (action.type) {
      case 'appended':
        completeDelayedFetches(ctx, broker, action.topicPartition);
        break;
      case 'high-watermark':
        completeDelayedProduces(ctx, broker, action.topicPartition);
        completeDelayedFetches(ctx, broker, action.topicPartition);
        completeDelayedDeleteRecords(ctx, broker);
        completeCoordinatorWrites(ctx, broker, action.topicPartition, action.highWatermark);
        if (broker.share)
          shareGroups.rules().onShareHighWatermark(ctx, broker, action.topicPartition, action.highWatermark);
        if (broker.transactions) transactions.rules().onTransactionHighWatermark(ctx, broker, action);
        break;
      case 'follower-log-start':
        completeDelayedDeleteRecords(ctx, broker);
        break;
      case 'share-partition':
        shareGroups.rules().onSharePartition(ctx, broker, action.key);
        break;
      case 'leadership':
        completeDelayedDeleteRecords(ctx, broker);
        completeDelayedProduces(ctx, broker, action.topicPartition);
        completeDelayedFetches(ctx, broker, action.topicPartition);
        if (action.topic === '__consumer_offsets') {
          if (action.leads) onLeadershipGained(ctx, broker, action.partition, action.leaderEpoch);
          else onLeadershipLost(ctx, broker, action.partition, action.leaderEpoch);
        }
        if (shareGroups.isInstalled()) shareGroups.rules().onShareLeadership(ctx, broker, action);
        if (transactions.isInstalled()) transactions.rules().onTransactionLeadership(ctx, broker, action);
        break;
    }
  }
}
