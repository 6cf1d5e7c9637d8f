/** A replica begins to lead or to follow (Partition.makeLeader, makeFollower). */
import type { EpochMs } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { PartitionRegistration } from '../controller/metadata-image.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { assignEpochStartOffset } from '../log/unified-log.ts';

import { maybeIncrementLeaderHighWatermark } from './leader-high-watermark.ts';
import { commitIsr, followerOf, type Partition } from './partition.ts';
import { createRemoteReplica, resetReplicaState } from './remote-replica.ts';

/**
 * Also called when only the ISR has changed. An answer to AlterPartition may have told of a newer state than
 * the metadata log, which comes later: the older one is not looked at. True if a reign begins.
 */
export function makeLeader(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  registration: PartitionRegistration,
): boolean {
  if (registration.partitionEpoch < partition.partitionEpoch) return false;
  const isNewLeader = !partition.leads;
  const isNewLeaderEpoch = registration.leaderEpoch > partition.leaderEpoch;
  partition.leads = true;
  partition.leaderId = broker.brokerId;
  partition.replicas = registration.replicas;
  partition.partitionEpoch = registration.partitionEpoch;
  partition.followers = registration.replicas
    .filter((brokerId) => brokerId !== broker.brokerId)
    .map((brokerId) => followerOf(partition, brokerId) ?? createRemoteReplica(brokerId));
  commitIsr(partition, registration.isr);
  if (isNewLeaderEpoch) beginReign(partition, registration, isNewLeader, wallClockMs(ctx));
  if (isNewLeaderEpoch) tellLeader(ctx, broker, partition);
  // The ISR may be down to this broker.
  maybeIncrementLeaderHighWatermark(ctx, broker, partition);
  return isNewLeaderEpoch;
}

/**
 * The new epoch is noted at the log's end before its first record: a follower may hold records of an epoch that
 * this log never saw, and finds by the later epoch where to truncate. The high watermark stays as it was known
 * here, and catches up once the in-sync replicas have fetched.
 */
function beginReign(
  partition: Partition,
  registration: PartitionRegistration,
  isNewLeader: boolean,
  nowMs: EpochMs,
): void {
  const { log } = partition;
  partition.leaderEpoch = registration.leaderEpoch;
  partition.leaderEpochStartOffset = log.logEndOffset;
  assignEpochStartOffset(log, registration.leaderEpoch);
  for (const follower of partition.followers) {
    const isInSync = registration.isr.includes(follower.brokerId);
    resetReplicaState(follower, nowMs, log.logEndOffset, isNewLeader, isInSync);
  }
}

/** True if the leader epoch is new: the partition must then be fetched anew, also from the same leader. */
export function makeFollower(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  registration: PartitionRegistration,
): boolean {
  if (registration.partitionEpoch < partition.partitionEpoch) return false;
  const isNewLeaderEpoch = registration.leaderEpoch > partition.leaderEpoch;
  partition.leads = false;
  partition.leaderId = registration.leader;
  partition.leaderEpoch = registration.leaderEpoch;
  partition.leaderEpochStartOffset = -1;
  partition.partitionEpoch = registration.partitionEpoch;
  partition.replicas = registration.replicas;
  partition.followers = [];
  commitIsr(partition, []);
  if (isNewLeaderEpoch) tellFollower(ctx, broker, partition);
  return isNewLeaderEpoch;
}

function tellLeader(
  ctx: Ctx,
  broker: BrokerNode,
  { topic, partition, leaderEpoch, topicPartition }: Partition,
) {
  note(ctx, { code: 'became-leader', broker: broker.brokerId, topic, partition, leaderEpoch });
  broker.actions.push({ type: 'leadership', topicPartition, topic, partition, leaderEpoch, leads: true });
}

function tellFollower(
  ctx: Ctx,
  broker: BrokerNode,
  { topic, partition, leaderId, leaderEpoch, topicPartition }: Partition,
) {
  const { brokerId } = broker;
  note(ctx, { code: 'became-follower', broker: brokerId, topic, partition, leader: leaderId, leaderEpoch });
  broker.actions.push({ type: 'leadership', topicPartition, topic, partition, leaderEpoch, leads: false });
}
