/**
 * What a share coordinator does from time to time so that its topic does not grow for ever: what nobody has written
 * for long is written down anew, and records before the oldest snapshot that counts are deleted
 * (ShareCoordinatorService.setupPeriodicJobs).
 */

import { type Micros, NEVER } from '../../../kernel/brand.ts';
import type { ShareSnapshotRecord } from '../../../protocol/share-state-records.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { nextAtFixedRateUs } from '../../broker/fixed-rate.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { type Ctx, setTimer, wallClockMs } from '../../ctx.ts';
import { deleteRecords } from '../../log/log-start-offset.ts';
import { getPartition } from '../../replica/hosted-partition.ts';
import { shareNodeOf } from '../../share/share-node.ts';
import type { ShareCoordinatorShard } from './share-coordinator.ts';
import { appendShareState } from './share-coordinator-runtime.ts';

const PRUNE_INTERVAL = 'share.coordinator.state.topic.prune.interval.ms';
const COLD_SNAPSHOT_INTERVAL = 'share.coordinator.cold.partition.snapshot.interval.ms';

/** With the first partition that the broker coordinates; the intervals are counted from the process's beginning. */
export function startUpkeep(ctx: Ctx, broker: BrokerNode): void {
  const { coordinator } = shareNodeOf(broker);
  if (coordinator.pruneDueUs === NEVER) schedulePruning(ctx, broker);
  if (coordinator.coldSnapshotDueUs === NEVER) scheduleColdSnapshots(ctx, broker);
}

function schedulePruning(ctx: Ctx, broker: BrokerNode): void {
  const dueUs = nextDueUs(ctx, broker, PRUNE_INTERVAL);
  shareNodeOf(broker).coordinator.pruneDueUs = dueUs;
  setTimer(ctx, broker, 'share-pruning', '', dueUs);
}

function scheduleColdSnapshots(ctx: Ctx, broker: BrokerNode): void {
  const dueUs = nextDueUs(ctx, broker, COLD_SNAPSHOT_INTERVAL);
  shareNodeOf(broker).coordinator.coldSnapshotDueUs = dueUs;
  setTimer(ctx, broker, 'share-cold-snapshots', '', dueUs);
}

function nextDueUs(ctx: Ctx, broker: BrokerNode, interval: string): Micros {
  return nextAtFixedRateUs(ctx, broker, otherBrokerConfig(broker, interval));
}

export function pruneStateTopic(ctx: Ctx, broker: BrokerNode): void {
  schedulePruning(ctx, broker);
  for (const { topicPartition, redundantOffset } of shareNodeOf(broker).coordinator.shards.values()) {
    const log = getPartition(broker, topicPartition)?.log;
    if (log && redundantOffset > 0) deleteRecords(log, redundantOffset);
  }
}

export function snapshotColdPartitions(ctx: Ctx, broker: BrokerNode): void {
  scheduleColdSnapshots(ctx, broker);
  const intervalMs = otherBrokerConfig(broker, COLD_SNAPSHOT_INTERVAL);
  const nowMs = wallClockMs(ctx);
  for (const shard of shareNodeOf(broker).coordinator.shards.values()) {
    for (const record of coldSnapshots(shard, nowMs, intervalMs))
      appendShareState(ctx, broker, shard, record);
  }
}

/** None once all have been written down anew since they were made. */
function coldSnapshots(
  { states }: ShareCoordinatorShard,
  nowMs: number,
  intervalMs: number,
): ShareSnapshotRecord[] {
  const all = [...states];
  const isRewritten = all.every(([, { offset }]) => offset.createTimestamp !== offset.writeTimestamp);
  if (isRewritten) return [];
  return all
    .filter(([, { offset }]) => nowMs - offset.writeTimestamp >= intervalMs)
    .map(([key, { offset }]) => ({
      type: 'ShareSnapshot',
      key: splitKey(key),
      value: { ...offset, snapshotEpoch: offset.snapshotEpoch + 1, writeTimestamp: nowMs },
    }));
}

/** What groups had of a topic that is gone is forgotten. */
export function onShareTopicDeleted(ctx: Ctx, broker: BrokerNode, topicId: string): void {
  for (const shard of shareNodeOf(broker).coordinator.shards.values()) {
    for (const key of [...shard.states.keys()].map(splitKey)) {
      if (key.topicId === topicId)
        appendShareState(ctx, broker, shard, { type: 'ShareSnapshot', key, value: null });
    }
  }
}

/** `groupId:topicId:partition`; a group's id may hold colons. */
function splitKey(key: string): ShareSnapshotRecord['key'] {
  const atPartition = key.lastIndexOf(':');
  const atTopic = key.lastIndexOf(':', atPartition - 1);
  return {
    groupId: key.slice(0, atTopic),
    topicId: key.slice(atTopic + 1, atPartition),
    partition: Number(key.slice(atPartition + 1)),
  };
}
