/** How a broker comes to hold a shard, and how it lets go of it. */
import { MICROS_PER_MS } from '../../../kernel/brand.ts';
import { Errors } from '../../../protocol/errors.ts';
import { offsetOfRecord, type RecordBatch } from '../../../protocol/record-batch.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, note, setTimer } from '../../ctx.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { transactions } from '../../transaction/transactions.ts';
import type { ClassicGroup } from './classic/classic-group.ts';
import { rescheduleHeartbeat } from './classic/member-session.ts';
import {
  completeJoinFuture,
  completeSyncFuture,
  joinGroupError,
  syncGroupError,
} from './classic/parked-requests.ts';
import { prepareRebalance } from './classic/rebalance.ts';
import { complete } from './completions.ts';
import type { ConsumerGroup } from './consumer/consumer-group.ts';
import { consumerGroups } from './consumer-groups.ts';
import type { Group } from './group.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { replay } from './replay.ts';

export const OFFSETS_EXPIRATION_TIMER = 'offsets-expiration';

/**
 * Replays all that the log holds, committed or not. In Kafka this takes time, and requests meanwhile are
 * answered COORDINATOR_LOAD_IN_PROGRESS; here it is done at once.
 */
export function loadShard(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard): void {
  const log = broker.disk.logs.get(shard.topicPartition);
  if (log) replayLog(ctx, shard, log);
  for (const group of shard.groups.values()) onGroupLoaded(ctx, broker, group);
  scheduleExpiration(ctx, broker, shard);
}

function replayLog(ctx: Ctx, shard: GroupCoordinatorShard, log: UnifiedLog): void {
  shard.lastCommittedOffset = log.highWatermark;
  shard.isLoading = true;
  for (const { chunk, batchCount } of log.segments) {
    // The chunk may hold more than is this segment's.
    for (let at = 0; at < batchCount; at++) replayBatch(ctx, shard, chunk.batches[at]!);
  }
  shard.isLoading = false;
  shard.lastWrittenOffset = log.logEndOffset;
}

function replayBatch(ctx: Ctx, shard: GroupCoordinatorShard, batch: RecordBatch): void {
  const { records } = batch;
  if (batch.isTransactional) transactions.rules().replayTransactionalBatch(ctx, shard, batch);
  else if (records.kind === 'coordinator')
    records.records.forEach((record, index) => {
      replay(ctx, shard, record, offsetOfRecord(batch, index));
    });
}

/** Members get a whole session to find their new coordinator. */
function onGroupLoaded(ctx: Ctx, broker: BrokerNode, group: Group): void {
  if (group.type === 'classic') onClassicGroupLoaded(ctx, broker, group);
  else if (group.type === 'consumer') onConsumerGroupLoaded(ctx, broker, group);
  else shareGroups.rules().onShareGroupLoaded(ctx, broker, group);
}

function onConsumerGroupLoaded(ctx: Ctx, broker: BrokerNode, group: ConsumerGroup): void {
  const { consumerGroupConfig, maybeUpdateGroupState, windMemberTimer } = consumerGroups.rules();
  maybeUpdateGroupState(null, group);
  const sessionTimeoutMs = consumerGroupConfig(broker, group.groupId, 'session.timeout.ms');
  for (const { memberId, memberEpoch, rebalanceTimeoutMs, state } of group.members.values()) {
    windMemberTimer(ctx, broker, group, { timer: 'session', memberId, timeoutMs: sessionTimeoutMs });
    if (state !== 'UnrevokedPartitions') continue;
    const timer = { timer: 'rebalance', memberId, timeoutMs: rebalanceTimeoutMs, memberEpoch } as const;
    windMemberTimer(ctx, broker, group, timer);
  }
  note(ctx, { code: 'group-loaded', group: group.groupId, broker: broker.brokerId });
}

function onClassicGroupLoaded(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): void {
  for (const member of group.members.values()) rescheduleHeartbeat(ctx, broker, group, member);
  note(ctx, { code: 'group-loaded', group: group.groupId, broker: broker.brokerId });
  if (group.members.size > broker.configs['group.max.size'])
    prepareRebalance(ctx, broker, group, { reason: 'over-capacity', member: '' });
}

export function scheduleExpiration(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard): void {
  const intervalMs = broker.configs['offsets.retention.check.interval.ms'];
  shard.expirationDueUs = ctx.nowUs + intervalMs * MICROS_PER_MS;
  setTimer(ctx, broker, OFFSETS_EXPIRATION_TIMER, String(shard.partition), shard.expirationDueUs);
}

/** Everybody who waits is sent to look for the new coordinator. The groups live on there. */
export function unloadShard(ctx: Ctx, broker: BrokerNode, shard: GroupCoordinatorShard): void {
  const error = Errors.NOT_COORDINATOR;
  for (const group of shard.groups.values()) {
    if (group.type !== 'classic') continue;
    for (const member of group.members.values()) {
      completeJoinFuture(ctx, broker, member, joinGroupError(error, member.memberId));
      completeSyncFuture(ctx, broker, member, syncGroupError(error));
    }
  }
  shard.groups.clear();
  for (const { completion } of shard.deferred.splice(0)) complete(ctx, broker, shard, completion, error);
}
