/**
 * How a leader changes its in-sync replicas (Partition.maybeExpandIsr, maybeShrinkIsr; KIP-497). It only asks:
 * the controller decides. Until the answer, a replica that is to be let in already holds back the high
 * watermark, and one that is to be dropped still does.
 */
import type { EpochMs } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { AlterPartitionResponse } from '../../protocol/messages/56-alter-partition.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { fetchHighWatermark } from '../log/high-watermark.ts';
import { submitAlterPartition } from './alter-partition-manager.ts';

import { isReplicaIsrEligible } from './isr-eligibility.ts';
import { maybeIncrementLeaderHighWatermark } from './leader-high-watermark.ts';
import { commitIsr, followerOf, type Partition } from './partition.ts';
import { isCaughtUp, type RemoteReplica } from './remote-replica.ts';

export function maybeExpandIsr(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  follower: RemoteReplica,
): void {
  if (!needsExpandIsr(broker, partition, follower)) return;
  const added = [follower.brokerId];
  const isr = [...partition.isr, follower.brokerId];
  const { topic, partition: number } = partition;
  note(ctx, { code: 'isr-expand-asked', broker: broker.brokerId, topic, partition: number, isr, added });
  proposeIsr(ctx, broker, partition, isr, isr);
}

/**
 * It must have reached the high watermark, and this leader's own epoch too: below that there may be committed
 * records that the high watermark does not show yet, and it could be elected without them.
 */
function needsExpandIsr(broker: BrokerNode, partition: Partition, follower: RemoteReplica): boolean {
  return (
    partition.pendingIsr === null &&
    !partition.isr.includes(follower.brokerId) &&
    follower.logEndOffset >= partition.leaderEpochStartOffset &&
    follower.logEndOffset >= fetchHighWatermark(partition.log) &&
    isReplicaIsrEligible(broker, follower)
  );
}

export function maybeShrinkIsr(ctx: Ctx, broker: BrokerNode, partition: Partition): void {
  const removed = outOfSyncReplicas(broker, partition, wallClockMs(ctx));
  if (removed.length === 0) return;
  const isr = partition.isr.filter((brokerId) => !removed.includes(brokerId));
  const { topic, partition: number } = partition;
  note(ctx, { code: 'isr-shrink-asked', broker: broker.brokerId, topic, partition: number, isr, removed });
  proposeIsr(ctx, broker, partition, isr, partition.isr);
}

/** Members of the ISR that were last caught up more than `replica.lag.time.max.ms` ago; none while a change is under way. */
function outOfSyncReplicas(broker: BrokerNode, partition: Partition, nowMs: EpochMs): number[] {
  if (!partition.leads || partition.pendingIsr !== null) return [];
  const { logEndOffset } = partition.log;
  const lagTimeMaxMs = broker.configs['replica.lag.time.max.ms'];
  return partition.isr.filter((brokerId) => {
    if (brokerId === broker.brokerId) return false;
    const follower = followerOf(partition, brokerId);
    return !follower || !isCaughtUp(follower, logEndOffset, nowMs, lagTimeMaxMs);
  });
}

function proposeIsr(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  isr: readonly number[],
  maximalIsr: readonly number[],
): void {
  partition.pendingIsr = { id: broker.replicaManager.alterPartition.nextPendingId++, isr };
  partition.maximalIsr = maximalIsr;
  submitPendingIsr(ctx, broker, partition);
}

function submitPendingIsr(ctx: Ctx, broker: BrokerNode, partition: Partition): void {
  const { id, isr } = partition.pendingIsr!;
  const attempted = submitAlterPartition(ctx, broker, {
    topicPartition: partition.topicPartition,
    topicId: partition.topicId,
    partition: partition.partition,
    pendingId: id,
    leaderEpoch: partition.leaderEpoch,
    partitionEpoch: partition.partitionEpoch,
    newIsrWithEpochs: isr.map((brokerId) => ({
      brokerId,
      brokerEpoch: epochToSend(broker, partition, brokerId),
    })),
  });
  if (!attempted) commitIsr(partition, partition.isr);
}

/** -1 for a member that has not fetched under this leader: were it gone, the controller would know it. */
function epochToSend(broker: BrokerNode, partition: Partition, brokerId: number): number {
  if (brokerId === broker.brokerId) return broker.lifecycle.brokerEpoch;
  return followerOf(partition, brokerId)?.brokerEpoch ?? -1;
}

type AlteredPartition = AlterPartitionResponse['topics'][number]['partitions'][number];

/** The controller has answered. An answer to a change that metadata has overtaken is not looked at. */
export function completeAlterPartition(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  pendingId: number,
  answer: AlteredPartition,
): void {
  if (partition.pendingIsr?.id !== pendingId) return;
  if (answer.errorCode === Errors.NONE) onIsrAltered(ctx, broker, partition, answer);
  else if (answer.errorCode === Errors.INELIGIBLE_REPLICA) commitIsr(partition, partition.isr);
  else if (!awaitsMetadata(answer.errorCode)) submitPendingIsr(ctx, broker, partition);
}

function onIsrAltered(ctx: Ctx, broker: BrokerNode, partition: Partition, answer: AlteredPartition): void {
  if (answer.leaderEpoch !== partition.leaderEpoch || answer.partitionEpoch < partition.partitionEpoch)
    return;
  commitIsr(partition, answer.isr);
  partition.partitionEpoch = answer.partitionEpoch;
  // The ISR may have shrunk to those who have everything.
  maybeIncrementLeaderHighWatermark(ctx, broker, partition);
}

/**
 * The leader's picture of the partition is old. It stays in the pending state, which is the safe one, until the
 * metadata log has told it more.
 */
function awaitsMetadata(error: ErrorCode): boolean {
  switch (error) {
    case Errors.UNKNOWN_TOPIC_OR_PARTITION:
    case Errors.UNKNOWN_TOPIC_ID:
    case Errors.FENCED_LEADER_EPOCH:
    case Errors.INVALID_UPDATE_VERSION:
    case Errors.INVALID_REQUEST:
    case Errors.NEW_LEADER_ELECTED:
      return true;
    default:
      return false;
  }
}
