/**
 * Writing and waiting: records are appended to the shard's log and become state, and what is to be answered waits
 * until the high watermark has passed them. So does an answer without records while earlier ones are on their way.
 */

import { MICROS_PER_MS, NEVER, type Offset } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { ShareStateRecord } from '../../../protocol/share-state-records.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { respond } from '../../broker/request-channel.ts';
import { type Ctx, setTimer, wallClockMs } from '../../ctx.ts';
import { appendToLeader } from '../../replica/append-to-leader.ts';
import { shareNodeOf } from '../../share/share-node.ts';
import { coordinatorErrorOf } from '../group/append-errors.ts';
import { COORDINATOR_ACKS } from '../group/coordinator-runtime.ts';
import { typedBatch } from '../group/record-helpers.ts';
import { replayShareState } from './replay-share-state.ts';
import type { ResultPlace, ShareCoordinatorShard } from './share-coordinator.ts';
import { shareRecordSizes } from './share-state-record-sizes.ts';

/** Writes what a rule proposes, and has its result told once that is committed. */
export function writeShareState(
  ctx: Ctx,
  broker: BrokerNode,
  shard: ShareCoordinatorShard,
  record: ShareStateRecord | null,
  place: ResultPlace,
): void {
  const error = record ? appendShareState(ctx, broker, shard, record) : Errors.NONE;
  if (error === Errors.NONE && shard.lastCommittedOffset < shard.lastWrittenOffset)
    defer(ctx, broker, shard, place);
  else tell(ctx, broker, place, error);
}

/** The record is written and becomes state; or why not. */
export function appendShareState(
  ctx: Ctx,
  broker: BrokerNode,
  shard: ShareCoordinatorShard,
  record: ShareStateRecord,
): ErrorCode {
  const content = { kind: 'share-state', records: [record] } as const;
  const batch = typedBatch([shareRecordSizes(record)], content, wallClockMs(ctx));
  const appended = appendToLeader(ctx, broker, shard.topicPartition, batch, COORDINATOR_ACKS);
  if ('error' in appended) return appended.error;
  replayShareState(shard, record, appended.firstOffset);
  shard.lastWrittenOffset = appended.lastOffset + 1;
  return Errors.NONE;
}

function defer(ctx: Ctx, broker: BrokerNode, shard: ShareCoordinatorShard, place: ResultPlace): void {
  const timeoutMs = otherBrokerConfig(broker, 'share.coordinator.write.timeout.ms');
  const timesOutAtUs = ctx.nowUs + timeoutMs * MICROS_PER_MS;
  shard.deferred.push({ ...place, offset: shard.lastWrittenOffset, timesOutAtUs });
  if (shard.writeTimeoutTimerUs === NEVER) armWriteTimeout(ctx, broker, shard);
}

function armWriteTimeout(ctx: Ctx, broker: BrokerNode, shard: ShareCoordinatorShard): void {
  shard.writeTimeoutTimerUs = shard.deferred[0]?.timesOutAtUs ?? NEVER;
  if (shard.writeTimeoutTimerUs === NEVER) return;
  setTimer(ctx, broker, 'share-write-timeout', String(shard.partition), shard.writeTimeoutTimerUs);
}

/** Who has waited too long is told so. The records stay in the log and may be committed yet. */
export function expireShareWrites(ctx: Ctx, broker: BrokerNode, shard: ShareCoordinatorShard): void {
  const { deferred } = shard;
  const expired = deferred.filter(({ timesOutAtUs }) => timesOutAtUs <= ctx.nowUs);
  shard.deferred = deferred.filter(({ timesOutAtUs }) => timesOutAtUs > ctx.nowUs);
  armWriteTimeout(ctx, broker, shard);
  for (const place of expired) tell(ctx, broker, place, Errors.REQUEST_TIMED_OUT);
}

/** The high watermark moved: what waited for it goes on, in the order of writing. */
export function completeShareWrites(
  ctx: Ctx,
  broker: BrokerNode,
  shard: ShareCoordinatorShard,
  highWatermark: Offset,
): void {
  shard.lastCommittedOffset = highWatermark;
  const isCommitted = ({ offset }: { readonly offset: Offset }) => offset <= highWatermark;
  const committed = shard.deferred.filter(isCommitted);
  shard.deferred = shard.deferred.filter((place) => !isCommitted(place));
  for (const place of committed) tell(ctx, broker, place, Errors.NONE);
}

/** One partition's result is there; with the last one, the request is answered. */
export function tell(
  ctx: Ctx,
  broker: BrokerNode,
  { requestId, topicIndex, partitionIndex, result }: ResultPlace,
  appendError: ErrorCode,
): void {
  const { requests } = shareNodeOf(broker).coordinator;
  const pending = requests.get(requestId);
  if (!pending) return;
  const errorCode = coordinatorErrorOf(appendError);
  const isFailed = errorCode !== Errors.NONE;
  const partitions = pending.results[topicIndex]!.partitions as (typeof result)[];
  partitions[partitionIndex] = isFailed
    ? { partition: result.partition, errorCode, errorMessage: null }
    : result;
  pending.remaining--;
  if (pending.remaining > 0) return;
  requests.delete(requestId);
  const { request, results } = pending;
  const body = {
    results: results.map((topic) => ({ ...topic, partitions: topic.partitions.map(withAllFields) })),
  };
  respond(ctx, broker, request, body as never);

  function withAllFields(partition: typeof result): typeof result {
    return { ...EMPTY_FIELDS[request.api], ...partition };
  }
}

/** What errors leave out. */
const EMPTY_FIELDS = {
  InitializeShareGroupState: {},
  ReadShareGroupState: { stateEpoch: 0, startOffset: 0, stateBatches: [] },
  WriteShareGroupState: {},
  DeleteShareGroupState: {},
  ReadShareGroupStateSummary: { stateEpoch: 0, leaderEpoch: 0, startOffset: 0, deliveryCompleteCount: -1 },
};
