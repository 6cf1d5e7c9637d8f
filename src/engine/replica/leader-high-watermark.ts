/** When the leader's high watermark moves (Partition.maybeIncrementLeaderHW). */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { maybeIncrementHighWatermark } from '../log/high-watermark.ts';

import { isReplicaIsrEligible } from './isr-eligibility.ts';
import { isUnderMinIsr, type Partition } from './partition.ts';
import { isCaughtUp, type RemoteReplica } from './remote-replica.ts';

/**
 * To be called whenever the ISR or an end of a log has changed. The high watermark is the least log end among
 * the replicas that count, and never moves while the ISR is smaller than `min.insync.replicas` (KIP-966).
 */
export function maybeIncrementLeaderHighWatermark(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
): boolean {
  const { log } = partition;
  if (isUnderMinIsr(partition, log)) return false;
  const highWatermark = leastLogEnd(broker, partition, log.logEndOffset, wallClockMs(ctx));
  if (!maybeIncrementHighWatermark(log, highWatermark)) return false;
  onHighWatermarkIncremented(ctx, broker, partition, log.highWatermark);
  return true;
}

function leastLogEnd(broker: BrokerNode, partition: Partition, leaderEnd: Offset, nowMs: EpochMs): Offset {
  let least = leaderEnd;
  for (const follower of partition.followers) {
    if (follower.logEndOffset < least && counts(broker, partition, follower, leaderEnd, nowMs))
      least = follower.logEndOffset;
  }
  return least;
}

/**
 * In-sync replicas count, those about to be let in too, and those outside that keep up: were it not so, the
 * high watermark could run ahead of a returning follower for ever, which must reach it to be let in.
 */
function counts(
  broker: BrokerNode,
  partition: Partition,
  follower: RemoteReplica,
  leaderEnd: Offset,
  nowMs: EpochMs,
): boolean {
  return (
    partition.maximalIsr.includes(follower.brokerId) ||
    (isCaughtUp(follower, leaderEnd, nowMs, broker.configs['replica.lag.time.max.ms']) &&
      isReplicaIsrEligible(broker, follower))
  );
}

function onHighWatermarkIncremented(
  ctx: Ctx,
  broker: BrokerNode,
  { topic, partition, topicPartition }: Partition,
  highWatermark: Offset,
): void {
  note(ctx, { code: 'high-watermark', broker: broker.brokerId, topic, partition, highWatermark });
  broker.actions.push({ type: 'high-watermark', topicPartition, highWatermark });
}
