/** Which partitions of `__share_group_state` this broker coordinates, as leadership comes and goes. */
import type { Offset } from '../../../kernel/brand.ts';
import { Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { Ctx } from '../../ctx.ts';
import { shareNodeOf } from '../../share/share-node.ts';
import type { Leadership } from '../leadership.ts';
import { replayShareState } from './replay-share-state.ts';
import { createShard, type ShareCoordinatorShard } from './share-coordinator.ts';
import { completeShareWrites, tell } from './share-coordinator-runtime.ts';
import { SHARE_STATE_TOPIC, statePartitionFor } from './share-state-topic.ts';
import { startUpkeep } from './share-state-upkeep.ts';

/** The shard that holds a share partition's state, by the share partition's key; undefined: it is elsewhere. */
export function shareShardOf(broker: BrokerNode, key: string): ShareCoordinatorShard | undefined {
  const partition = statePartitionFor(broker.disk.image, key);
  return partition === null ? undefined : shareNodeOf(broker).coordinator.shards.get(partition);
}

export function onStateTopicLeadership(ctx: Ctx, broker: BrokerNode, change: Leadership): void {
  if (change.topic !== SHARE_STATE_TOPIC) return;
  if (change.leads) takeOver(ctx, broker, change);
  else giveUp(ctx, broker, change);
}

/** All that the log holds is replayed, committed or not. In Kafka this takes time. */
function takeOver(
  ctx: Ctx,
  broker: BrokerNode,
  { topicPartition, partition, leaderEpoch }: Leadership,
): void {
  const { shards, partitions } = shareNodeOf(broker).coordinator;
  const current = shards.get(partition);
  if (current) {
    current.leaderEpoch = Math.max(current.leaderEpoch, leaderEpoch);
    return;
  }
  const shard = createShard(partition, topicPartition, leaderEpoch);
  shards.set(partition, shard);
  partitions.set(topicPartition, partition);
  startUpkeep(ctx, broker);
  const log = broker.disk.logs.get(topicPartition);
  if (!log) return;
  for (const { chunk, batchCount } of log.segments) {
    for (let at = 0; at < batchCount; at++) {
      const { records, baseOffset } = chunk.batches[at]!;
      if (records.kind !== 'share-state' || baseOffset < log.logStartOffset) continue;
      for (const [delta, record] of records.records.entries())
        replayShareState(shard, record, baseOffset + delta);
    }
  }
  shard.lastCommittedOffset = log.highWatermark;
  shard.lastWrittenOffset = log.logEndOffset;
}

/** Who waits is sent to look for the new coordinator. */
function giveUp(ctx: Ctx, broker: BrokerNode, { partition, leaderEpoch, topicPartition }: Leadership): void {
  const { shards, partitions } = shareNodeOf(broker).coordinator;
  const shard = shards.get(partition);
  if (!shard || leaderEpoch < shard.leaderEpoch) return;
  shards.delete(partition);
  partitions.delete(topicPartition);
  for (const place of shard.deferred) tell(ctx, broker, place, Errors.NOT_COORDINATOR);
}

/** A partition's high watermark moved; most partitions are no business of the share coordinator. */
export function onStateHighWatermark(
  ctx: Ctx,
  broker: BrokerNode,
  topicPartition: string,
  highWatermark: Offset,
): void {
  const { shards, partitions } = shareNodeOf(broker).coordinator;
  const shard = shards.get(partitions.get(topicPartition) ?? -1);
  if (shard) completeShareWrites(ctx, broker, shard, highWatermark);
}
