/** Which partitions of `__consumer_offsets` this broker coordinates, as leadership comes and goes. */
import type { LeaderEpoch, Offset } from '../../../kernel/brand.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { type Ctx, note } from '../../ctx.ts';
import { completeUpTo, write } from './coordinator-runtime.ts';
import { createShard, type GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { offsetsOfDeletedTopic } from './offset-expiration.ts';
import { OFFSETS_TOPIC, partitionFor } from './offsets-topic.ts';
import { loadShard, unloadShard } from './shard-loading.ts';

export { partitionFor };

/** The shard that a group belongs to; undefined: another broker is its coordinator. */
export function shardOf(broker: BrokerNode, groupId: string): GroupCoordinatorShard | undefined {
  return broker.groupCoordinator.shards.get(offsetsPartitionOf(broker, groupId));
}

export function offsetsPartitionOf(broker: BrokerNode, groupId: string): number {
  return partitionFor(groupId, offsetsPartitionCount(broker));
}

function offsetsPartitionCount(broker: BrokerNode): number {
  return (
    topicByName(broker.disk.image, OFFSETS_TOPIC)?.partitions.length ??
    broker.configs['offsets.topic.num.partitions']
  );
}

/** This broker leads the partition now: it takes over the groups in it (GroupCoordinator.onElection). */
export function onLeadershipGained(
  ctx: Ctx,
  broker: BrokerNode,
  partition: number,
  leaderEpoch: LeaderEpoch,
): void {
  const { shards, partitions } = broker.groupCoordinator;
  const current = shards.get(partition);
  if (current) {
    current.leaderEpoch = Math.max(current.leaderEpoch, leaderEpoch);
    return;
  }
  const topicId = topicByName(broker.disk.image, OFFSETS_TOPIC)?.topicId;
  if (topicId === undefined) return;
  const shard = createShard(partition, `${topicId}:${partition}`, leaderEpoch);
  shards.set(partition, shard);
  partitions.set(shard.topicPartition, partition);
  note(ctx, { code: 'coordinator-moved', partition, broker: broker.brokerId });
  loadShard(ctx, broker, shard);
}

/** Another broker leads, or the replica is gone (GroupCoordinator.onResignation). */
export function onLeadershipLost(
  ctx: Ctx,
  broker: BrokerNode,
  partition: number,
  leaderEpoch: LeaderEpoch,
): void {
  const { shards, partitions } = broker.groupCoordinator;
  const shard = shards.get(partition);
  if (!shard || leaderEpoch < shard.leaderEpoch) return;
  shards.delete(partition);
  partitions.delete(shard.topicPartition);
  unloadShard(ctx, broker, shard);
}

/** A partition's high watermark moved; most partitions are no business of a coordinator. */
export function onHighWatermark(
  ctx: Ctx,
  broker: BrokerNode,
  topicPartition: string,
  highWatermark: Offset,
): void {
  const partition = broker.groupCoordinator.partitions.get(topicPartition);
  const shard = partition === undefined ? undefined : broker.groupCoordinator.shards.get(partition);
  if (shard) completeUpTo(ctx, broker, shard, highWatermark);
}

/** What groups have committed of a deleted topic is forgotten. */
export function onTopicDeleted(ctx: Ctx, broker: BrokerNode, topic: string): void {
  for (const shard of broker.groupCoordinator.shards.values())
    write(ctx, broker, shard, offsetsOfDeletedTopic(shard, topic));
}
