/**
 * Writing and waiting. A rule proposes records; they are appended to the partition's log, become state, and
 * what the rule has to say waits until the high watermark has passed them. A rule without records waits too
 * while earlier ones are on their way: nobody is told of what might still be lost. After CoordinatorRuntime,
 * with `group.coordinator.append.linger.ms` at its default, where a batch is written as soon as no further
 * request waits to be handled: here, each at once.
 */
import { MICROS_PER_MS, NEVER, type Offset } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, setTimer, wallClockMs } from '../../ctx.ts';
import { appendToLeader } from '../../replica/replica-manager.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { complete } from './completions.ts';
import { consumerGroups } from './consumer-groups.ts';
import type { Completion, CoordinatorResult } from './coordinator-result.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { coordinatorBatch } from './record-helpers.ts';
import { replay } from './replay.ts';

export const WRITE_TIMEOUT_TIMER = 'coordinator-write-timeout';

/** How long a write may wait for its replicas: Kafka's default of `offsets.commit.timeout.ms`. */
const OFFSETS_COMMIT_TIMEOUT_MS = 5000;

/**
 * Too few replicas do not refuse a write: it waits for the high watermark, which then stands still, and times out
 * (CoordinatorPartitionWriter).
 */
export const COORDINATOR_ACKS = 1;

/**
 * Carries out what a rule proposes. Kafka applies the records first and takes them back if they can't be
 * written; here they are written first, which nobody can tell apart.
 */
export function write(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  result: CoordinatorResult,
): void {
  const error = result.records.length > 0 ? append(ctx, broker, shard, result) : Errors.NONE;
  if (error !== Errors.NONE && result.undo) shard.groups.set(result.undo.groupId, result.undo);
  if (result.timers) consumerGroups.rules().windTimers(ctx, broker, shard, result.timers);
  if (result.completion) completeWhenCommitted(ctx, broker, shard, result.completion, error);
}

/** `error`: of the append. */
export function completeWhenCommitted(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  completion: Completion,
  error: ErrorCode,
): void {
  const mustWait = error === Errors.NONE && shard.lastCommittedOffset < shard.lastWrittenOffset;
  if (mustWait) defer(ctx, broker, shard, completion);
  else complete(ctx, broker, shard, completion, error);
}

function append(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  { records, replay: mustReplay }: CoordinatorResult,
): ErrorCode {
  const batch = coordinatorBatch(records, wallClockMs(ctx));
  const appended = appendToLeader(ctx, broker, shard.topicPartition, batch, COORDINATOR_ACKS);
  if ('error' in appended) return appended.error;
  if (mustReplay) {
    records.forEach((record, index) => {
      replay(ctx, shard, record, appended.firstOffset + index);
    });
    if (consumerGroups.isInstalled()) consumerGroups.rules().updateGroupStates(ctx, shard, records);
    if (shareGroups.isInstalled()) shareGroups.rules().updateShareGroupStates(ctx, shard, records);
  }
  shard.lastWrittenOffset = appended.lastOffset + 1;
  return Errors.NONE;
}

function defer(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard, completion: Completion): void {
  const timesOutAtUs = ctx.nowUs + OFFSETS_COMMIT_TIMEOUT_MS * MICROS_PER_MS;
  shard.deferred.push({ offset: shard.lastWrittenOffset, completion, timesOutAtUs });
  if (shard.writeTimeoutTimerUs === NEVER) armWriteTimeout(ctx, broker, shard);
}

/** One entry in the queue a shard: it is set anew, for the first that waits, each time it comes up. */
function armWriteTimeout(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard): void {
  shard.writeTimeoutTimerUs = shard.deferred[0]?.timesOutAtUs ?? NEVER;
  if (shard.writeTimeoutTimerUs === NEVER) return;
  setTimer(ctx, broker, WRITE_TIMEOUT_TIMER, String(shard.partition), shard.writeTimeoutTimerUs);
}

/** Who has waited too long is told so. The records stay in the log and may be committed yet. */
export function expireWrites(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard): void {
  const { deferred } = shard;
  const firstInTime = deferred.findIndex(({ timesOutAtUs }) => timesOutAtUs > ctx.nowUs);
  const expired = deferred.splice(0, firstInTime < 0 ? deferred.length : firstInTime);
  armWriteTimeout(ctx, broker, shard);
  for (const { completion } of expired) complete(ctx, broker, shard, completion, Errors.REQUEST_TIMED_OUT);
}

/** The partition's high watermark moved: what waited for it goes on, in the order of writing. */
export function completeUpTo(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  highWatermark: Offset,
): void {
  shard.lastCommittedOffset = highWatermark;
  const { uncommitted } = shard;
  const firstUncommitted = uncommitted.findIndex(({ recordOffset }) => recordOffset >= highWatermark);
  uncommitted.splice(0, firstUncommitted < 0 ? uncommitted.length : firstUncommitted);
  for (let event = shard.deferred[0]; event && event.offset <= highWatermark; event = shard.deferred[0]) {
    shard.deferred.shift();
    complete(ctx, broker, shard, event.completion, Errors.NONE);
  }
}
