/**
 * The share partitions of the partitions that this broker leads: made when they are first asked for, begun with the
 * state that the share coordinator has, given up with the leadership (Kafka's SharePartitionManager).
 */
import { MICROS_PER_MS, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { StateBatch } from '../../protocol/messages/84-read-share-group-state.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer, wallClockMs } from '../ctx.ts';
import { partitionById, whyNotHosted } from '../replica/hosted-partition.ts';
import { beginWithState } from './begin-with-state.ts';
import { initialStartOffset } from './initial-start-offset.ts';
import { readState, writeState } from './persister.ts';
import type { PersisterPartitionResult } from './persister-state.ts';
import type { PersisterThen } from './persister-then.ts';
import { nextLockDueUs, releaseTimedOut } from './release.ts';
import { deliveryCountLimit } from './share-group-config.ts';
import { shareNodeOf } from './share-node.ts';
import { createSharePartition, type SharePartition, sharePartitionKey } from './share-partition.ts';
import type { TopicIdPartition } from './share-session.ts';

export function sharePartitionOf(
  broker: BrokerNode,
  groupId: string,
  { topicId, partition }: TopicIdPartition,
): SharePartition | undefined {
  return shareNodeOf(broker).partitions.get(sharePartitionKey(groupId, topicId, partition));
}

/** The share partition, made now if need be; or why it cannot be here. */
export function getOrCreateSharePartition(
  broker: BrokerNode,
  groupId: string,
  at: TopicIdPartition,
): SharePartition | { readonly error: ErrorCode } {
  const existing = sharePartitionOf(broker, groupId, at);
  if (existing) return existing;
  const { topicId, partition } = at;
  const hosted = partitionById(broker, topicId, partition);
  if (!hosted) return { error: whyNotHosted(broker, topicId, partition) };
  if (!hosted.leads) return { error: Errors.NOT_LEADER_OR_FOLLOWER };
  const created = createSharePartition(groupId, topicId, partition, hosted.leaderEpoch);
  shareNodeOf(broker).partitions.set(created.key, created);
  return created;
}

/** Asks the share coordinator for its state, if that has not been done. */
export function maybeInitialize(ctx: Ctx, broker: BrokerNode, partition: SharePartition): void {
  if (partition.state !== 'EMPTY') return;
  partition.state = 'INITIALIZING';
  const { key, groupId, topicId, leaderEpoch } = partition;
  const asked = { topicId, partitions: [{ partition: partition.partition, leaderEpoch }] };
  readState(ctx, broker, groupId, asked, { type: 'share-partition-read', key });
}

/** The state is there: the share partition begins. */
export function onStateRead(
  ctx: Ctx,
  broker: BrokerNode,
  partition: SharePartition,
  { startOffset, stateEpoch, stateBatches }: PersisterPartitionResult,
): ErrorCode {
  const start = initialStartOffset(broker, partition, startOffset!, wallClockMs(ctx));
  if (start === null) return Errors.OFFSET_NOT_AVAILABLE;
  partition.stateEpoch = stateEpoch!;
  beginWithState(partition, start, stateBatches!);
  return Errors.NONE;
}

/** It is another broker's now, or has no state: whoever asks next has it made anew. */
export function removeSharePartition(broker: BrokerNode, partition: SharePartition): void {
  const { partitions } = shareNodeOf(broker);
  if (partitions.get(partition.key) !== partition) return;
  partitions.delete(partition.key);
  partition.state = 'FENCED';
  partition.lockTimerUs = NEVER;
  mayBeAcquirable(broker, partition);
}

/** Errors after which the state has to be read anew, or by somebody else. */
const FENCING: readonly ErrorCode[] = [
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.FENCED_STATE_EPOCH,
  Errors.GROUP_ID_NOT_FOUND,
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
];

export function maybeFence(broker: BrokerNode, partition: SharePartition, error: ErrorCode): void {
  if (FENCING.includes(error)) removeSharePartition(broker, partition);
}

/** Has parked fetches looked at once the handler is through. */
export function mayBeAcquirable({ actions }: BrokerNode, { key }: SharePartition): void {
  actions.push({ type: 'share-partition', key });
}

/** Saves changes with the share coordinator. */
export function writeStateBatches(
  ctx: Ctx,
  broker: BrokerNode,
  partition: SharePartition,
  stateBatches: readonly StateBatch[],
  then: PersisterThen,
): void {
  const { groupId, topicId, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount } = partition;
  const written = { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches };
  const partitions = [{ partition: partition.partition, ...written }];
  writeState(ctx, broker, groupId, { topicId, partitions }, then);
}

/** To be called after locks were given: the timer is set for the first that runs out. */
export function armLockTimer(ctx: Ctx, broker: BrokerNode, partition: SharePartition, dueUs: number): void {
  if (dueUs >= partition.lockTimerUs) return;
  partition.lockTimerUs = dueUs;
  setTimer(ctx, broker, 'share-lock', partition.key, dueUs);
}

/** Locks have run out: their records are available again, or archived after their last delivery. */
export function onLocksTimedOut(ctx: Ctx, broker: BrokerNode, partition: SharePartition): void {
  const { key, groupId } = partition;
  const batches = releaseTimedOut(partition, ctx.nowUs, deliveryCountLimit(broker, groupId));
  partition.lockTimerUs = NEVER;
  armLockTimer(ctx, broker, partition, nextLockDueUs(partition, ctx.nowUs));
  if (batches.length === 0) return;
  writeStateBatches(ctx, broker, partition, batches, { type: 'timeouts-written', key });
  mayBeAcquirable(broker, partition);
}

export function lockedUntilUs(nowUs: number, durationMs: number): number {
  return nowUs + durationMs * MICROS_PER_MS;
}
