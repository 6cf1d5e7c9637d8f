/** A follower takes in what its leader answered (AbstractFetcherThread.processFetchRequest and what it calls). */
import type { Offset } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartitionData, FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { appendAsFollower, isAppendFailure } from '../log/append.ts';
import { updateHighWatermark } from '../log/high-watermark.ts';
import { maybeIncrementLogStartOffset } from '../log/log-start-offset.ts';
import { truncateFullyAndStartAt, truncateTo } from '../log/truncate.ts';
import { activeSegment, endOffsetForEpoch, latestEpoch, type UnifiedLog } from '../log/unified-log.ts';
import { transactions } from '../transaction/transactions.ts';
import { completeFetchesOf } from './delayed-fetch.ts';
import { getPartition, partitionById } from './hosted-partition.ts';
import type { Partition } from './partition.ts';
import { delayPartition, type PartitionFetchState, type ReplicaFetcher } from './replica-fetcher.ts';

/** Returns the partitions that ask from outside the leader's log: more has to be found out about them. */
export function takeInFetchedData(
  ctx: Ctx,
  broker: BrokerNode,
  fetcher: ReplicaFetcher,
  response: FetchResponse,
): PartitionFetchState[] {
  const outOfRange: PartitionFetchState[] = [];
  for (const { topicId, partitions } of response.responses) {
    for (const data of partitions) {
      const partition = partitionById(broker, topicId, data.partitionIndex);
      const state = partition && fetcher.partitions.get(partition.topicPartition);
      if (!state || !isAnswerFor(fetcher, state)) continue;
      if (data.errorCode === Errors.NONE) takeIn(ctx, broker, fetcher, partition, state, data);
      else if (data.errorCode === Errors.OFFSET_OUT_OF_RANGE) outOfRange.push(state);
      else if (data.errorCode === Errors.FENCED_LEADER_EPOCH) onPartitionFenced(fetcher, state);
      else delayPartition(ctx, broker, state);
    }
  }
  return outOfRange;
}

/** The partition may have been taken away and given back, under another epoch, while the request was under way. */
export function isAnswerFor(
  { session }: ReplicaFetcher,
  { key, currentLeaderEpoch, fetchOffset }: PartitionFetchState,
): boolean {
  const asked = session.sessionPartitions.get(key)?.asked;
  return asked?.currentLeaderEpoch === currentLeaderEpoch && asked.fetchOffset === fetchOffset;
}

/** The leader is of a newer epoch than we know: the partition rests until the metadata log has told us too. */
export function onPartitionFenced(fetcher: ReplicaFetcher, { key }: PartitionFetchState): void {
  fetcher.partitions.delete(key);
}

function takeIn(
  ctx: Ctx,
  broker: BrokerNode,
  fetcher: ReplicaFetcher,
  partition: Partition,
  state: PartitionFetchState,
  data: FetchPartitionData,
): void {
  const { log } = partition;
  if (data.divergingEpoch.epoch >= 0) {
    truncateToDivergence(ctx, broker, partition, state, data.divergingEpoch);
    return;
  }
  if (data.records.length > 0) {
    if (!appendRecords(ctx, broker, partition, log, data.records)) {
      onPartitionFenced(fetcher, state);
      return;
    }
    if (partition.verificationStates)
      for (const batch of data.records) transactions.rules().onTransactionalAppend(partition, batch);
    state.fetchOffset = log.logEndOffset;
    state.lastFetchedEpoch = data.records.at(-1)!.partitionLeaderEpoch;
    moveToEnd(fetcher, state);
  }
  const before = log.highWatermark;
  updateHighWatermark(log, data.highWatermark);
  maybeIncrementLogStartOffset(log, data.logStartOffset);
  if (log.highWatermark !== before && partition.fetchWatchers.size > 0)
    completeFetchesOf(ctx, broker, partition);
}

/** The others come first next time, should one response not hold what all have. */
function moveToEnd(fetcher: ReplicaFetcher, state: PartitionFetchState): void {
  if (fetcher.partitions.size === 1) return;
  fetcher.partitions.delete(state.key);
  fetcher.partitions.set(state.key, state);
}

/** False: the leader's records do not fit this log, which Kafka takes for a failure of the partition. */
function appendRecords(
  ctx: Ctx,
  broker: BrokerNode,
  { topic, partition }: Partition,
  log: UnifiedLog,
  records: readonly RecordBatch[],
): boolean {
  const nowMs = wallClockMs(ctx);
  const of = { broker: broker.brokerId, topic, partition };
  maybeStartAtFirstBatch(log, records[0]!, nowMs);
  const fromOffset = log.logEndOffset;
  for (const batch of records) {
    const result = appendAsFollower(log, batch, nowMs);
    if (isAppendFailure(result)) return false;
    if (result.rolled)
      note(ctx, { code: 'segment-rolled', ...of, baseOffset: activeSegment(log).baseOffset });
  }
  note(ctx, { code: 'batch-replicated', ...of, fromOffset, toOffset: log.logEndOffset });
  return true;
}

/** DeleteRecords may have moved the leader's log start into a batch, and a new follower begins with that batch. */
function maybeStartAtFirstBatch(log: UnifiedLog, first: RecordBatch, nowMs: number): void {
  const isEmpty = log.logEndOffset === log.logStartOffset;
  if (isEmpty && first.baseOffset < log.logEndOffset && first.lastOffset >= log.logEndOffset)
    truncateFullyAndStartAt(log, first.baseOffset, nowMs);
}

/**
 * KIP-101, KIP-279: to where the epoch ended that both know, at the leader or here, whichever is less. If we do
 * not know the epoch that the leader named, to the end of the one before, and the next fetch asks again.
 */
function truncateToDivergence(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  state: PartitionFetchState,
  leaders: { readonly epoch: number; readonly endOffset: Offset },
): void {
  const { log } = partition;
  const own = endOffsetForEpoch(log, leaders.epoch);
  const agreed =
    own === null
      ? leaders.endOffset
      : own.leaderEpoch === leaders.epoch
        ? Math.min(own.offset, leaders.endOffset)
        : own.offset;
  truncate(ctx, broker, partition, Math.min(agreed, log.logEndOffset));
  state.fetchOffset = log.logEndOffset;
  state.lastFetchedEpoch = latestEpoch(log);
}

/** Cuts the log's end off and says so. */
export function truncate(ctx: Ctx, broker: BrokerNode, partition: Partition, offset: Offset): void {
  const { log } = partition;
  const fromOffset = log.logEndOffset;
  if (truncateTo(log, offset, wallClockMs(ctx))) tellTruncated(ctx, broker, partition, fromOffset, offset);
}

/** Drops all: the leader's log begins only after this one's end. */
export function startAnewAt(ctx: Ctx, broker: BrokerNode, partition: Partition, offset: Offset): void {
  const { log } = partition;
  const fromOffset = log.logEndOffset;
  truncateFullyAndStartAt(log, offset, wallClockMs(ctx));
  tellTruncated(ctx, broker, partition, fromOffset, offset);
}

function tellTruncated(
  ctx: Ctx,
  broker: BrokerNode,
  { topic, partition }: Partition,
  fromOffset: Offset,
  toOffset: Offset,
): void {
  note(ctx, { code: 'log-truncated', broker: broker.brokerId, topic, partition, toOffset, fromOffset });
}

export function partitionOfState(broker: BrokerNode, state: PartitionFetchState): Partition | undefined {
  return getPartition(broker, state.key);
}
