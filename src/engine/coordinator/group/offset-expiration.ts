/**
 * Offsets that nobody will ask for again are forgotten after `offsets.retention.minutes`, and with its last
 * offset an empty group (KIP-211). Both by tombstones.
 */
import type { EpochMs } from '../../../kernel/brand.ts';
import type { CoordinatorRecord } from '../../../protocol/coordinator-records.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import { transactions } from '../../transaction/transactions.ts';
import { CONSUMER_PROTOCOL_TYPE } from './classic/classic-group.ts';
import type { CoordinatorResult } from './coordinator-result.ts';
import { type Group, isSubscribedToTopic, tombstonesOf } from './group.ts';
import type { GroupCoordinatorShard, OffsetAndMetadata } from './group-coordinator-shard.ts';
import { hasPendingOffset } from './offset-metadata-manager.ts';
import { newOffsetCommitTombstone } from './record-helpers.ts';

const MS_PER_MINUTE = 60_000;

export function cleanupGroupMetadata(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
): CoordinatorResult {
  const retentionMs = broker.configs['offsets.retention.minutes'] * MS_PER_MINUTE;
  const expiredBeforeMs = wallClockMs(ctx) - retentionMs;
  const records: CoordinatorRecord[] = [];
  for (const group of shard.groups.values()) {
    // They have no offsets, and stay until they are deleted.
    if (group.type === 'share') continue;
    const allOffsetsExpired = expireOffsets(shard, group, expiredBeforeMs, records);
    if (allOffsetsExpired && group.state === 'Empty') records.push(...tombstonesOf(group));
  }
  return { records, completion: null, replay: true };
}

type OffsetsGroup = Exclude<Group, { type: 'share' }>;

/** True if none is left, neither committed nor in an open transaction. */
function expireOffsets(
  shard: GroupCoordinatorShard,
  group: OffsetsGroup,
  expiredBeforeMs: EpochMs,
  records: CoordinatorRecord[],
): boolean {
  let allExpired = true;
  for (const [topic, byPartition] of shard.offsets.get(group.groupId) ?? []) {
    const isProtected = isSubscribedToTopic(group, topic);
    for (const [partition, offset] of byPartition) {
      const isExpired =
        !isProtected &&
        retentionBeganMs(group, offset) <= expiredBeforeMs &&
        !hasPendingOffset(shard, { group: group.groupId, topic, partition });
      if (isExpired) records.push(newOffsetCommitTombstone(group.groupId, topic, partition));
      else allExpired = false;
    }
  }
  return allExpired && pendingPartitions(shard, group.groupId).length === 0;
}

/** Of which the group has offsets in open transactions. */
export function pendingPartitions(
  shard: GroupCoordinatorShard,
  groupId: string,
): readonly { readonly topic: string; readonly partition: number }[] {
  return shard.pendingOffsets ? transactions.rules().pendingPartitionsOf(shard, groupId) : [];
}

/** From when on an offset is of no use to anyone; Infinity while that can't be said. */
function retentionBeganMs(group: OffsetsGroup, offset: OffsetAndMetadata): EpochMs {
  if (group.type === 'consumer' || group.protocolType === null) return offset.commitTimestampMs;
  if (group.state === 'Empty')
    return group.currentStateTimestamp === -1 ? offset.commitTimestampMs : group.currentStateTimestamp;
  const knowsItsTopics = group.protocolType === CONSUMER_PROTOCOL_TYPE && group.subscribedTopics !== null;
  return knowsItsTopics && group.state === 'Stable' ? offset.commitTimestampMs : Number.POSITIVE_INFINITY;
}

/** Tombstones for what groups have committed of a topic that is no more. */
export function offsetsOfDeletedTopic(shard: GroupCoordinatorShard, topic: string): CoordinatorResult {
  const records: CoordinatorRecord[] = [];
  for (const [group, byTopic] of shard.offsets) {
    for (const partition of byTopic.get(topic)?.keys() ?? [])
      records.push(newOffsetCommitTombstone(group, topic, partition));
  }
  if (shard.pendingOffsets) records.push(...transactions.rules().pendingOffsetsOfDeletedTopic(shard, topic));
  return { records, completion: null, replay: true };
}
