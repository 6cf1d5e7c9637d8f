/**
 * Takes what poll() hands over out of the fetched data (FetchCollector): up to `max.poll.records`, one
 * partition after the other, each as far as its data goes. Data of partitions that were given up meanwhile,
 * or whose position has moved, is thrown away here. Errors of a fetch come to light here too.
 */
import { MICROS_PER_MS, type Offset } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import {
  firstRecordFrom,
  offsetOfRecord,
  type RecordBatch,
  recordCount,
} from '../../protocol/record-batch.ts';
import type { Ctx } from '../ctx.ts';
import { requestUpdate } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { exceptionOf, throwToApplication } from './consumer-error.ts';
import type { CompletedFetch, FetchBuffer } from './fetch-buffer.ts';
import { takeEnds } from './fetcher.ts';
import { isLeftOut } from './isolation-level.ts';
import {
  isFetchable,
  movePartitionToEnd,
  type PartitionState,
  requestOffsetReset,
} from './subscription-state.ts';
import { topicPartitionName } from './topic-partition.ts';

/**
 * Records of one partition, offsets [fromOffset, toOffset), and the batches that hold them. Offsets between them
 * may be a marker's, an aborted transaction's or emptied by compaction.
 */
export interface FetchedRecords {
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: Offset;
  readonly toOffset: Offset;
  readonly count: number;
  readonly batches: readonly RecordBatch[];
}

export function collectFetch(ctx: Ctx, consumer: ConsumerNode): FetchedRecords[] {
  const { fetchBuffer, configs } = consumer;
  const collected: FetchedRecords[] = [];
  let recordsRemaining = configs['max.poll.records'];
  while (recordsRemaining > 0) {
    if (fetchBuffer.nextInLine === null) {
      const next = fetchBuffer.queue[0];
      if (!next) break;
      // An error that ends the application's work has to wait until what lies before it is handed over.
      if (collected.length > 0 && isThrown(consumer, next)) break;
      fetchBuffer.queue.shift();
      if (initialize(ctx, consumer, next)) fetchBuffer.nextInLine = next;
      continue;
    }
    const fetched = fetchRecords(consumer, fetchBuffer.nextInLine, recordsRemaining);
    if (!fetched) continue;
    recordsRemaining -= fetched.count;
    collected.push(fetched);
  }
  return collected;
}

/** Null: there was nothing (more) to hand over, and the fetch is done with. */
function fetchRecords(
  consumer: ConsumerNode,
  fetch: CompletedFetch,
  maxRecords: number,
): FetchedRecords | null {
  const { fetchBuffer, subscriptions } = consumer;
  const name = topicPartitionName(fetch);
  const state = subscriptions.assignment.get(name);
  const { nextFetchOffset: fromOffset } = fetch;
  const { batches, count } = isNextInLine(state, fetch)
    ? takeBatches(fetchBuffer, fetch, maxRecords)
    : NOTHING;
  if (state && fetch.nextFetchOffset > fromOffset)
    state.position = { offset: fetch.nextFetchOffset, offsetEpoch: fetch.lastEpoch };
  if (batches.length === 0 || fetch.batchIndex >= fetch.data.records.length) {
    fetchBuffer.nextInLine = null;
    movePartitionToEnd(subscriptions, name);
  }
  if (batches.length === 0) return null;
  const { topic, partition, nextFetchOffset: toOffset } = fetch;
  return { topic, partition, fromOffset, toOffset, count, batches };
}

/** Still owned, not about to be given up, and exactly where the application is. */
function isNextInLine(state: PartitionState | undefined, fetch: CompletedFetch): boolean {
  return state !== undefined && isFetchable(state) && state.position?.offset === fetch.nextFetchOffset;
}

interface Taken {
  readonly batches: readonly RecordBatch[];
  readonly count: number;
}

const NOTHING: Taken = { batches: [], count: 0 };

/** Moves on by so many records at most; the first batch may begin before the position. */
function takeBatches(buffer: FetchBuffer, fetch: CompletedFetch, maxRecords: number): Taken {
  const { records } = fetch.data;
  const batches: RecordBatch[] = [];
  let left = maxRecords;
  while (left > 0) {
    const batch = records[fetch.batchIndex];
    if (!batch) break;
    if (batch.lastOffset >= fetch.nextFetchOffset) {
      const taken = takeRecords(buffer, fetch, batch, left);
      if (taken > 0) batches.push(batch);
      left -= taken;
      fetch.lastEpoch = batch.partitionLeaderEpoch;
      if (fetch.nextFetchOffset <= batch.lastOffset) break;
    }
    fetch.batchIndex++;
  }
  return { batches, count: maxRecords - left };
}

/** Moves on within a batch, or behind it; returns how many records of it the application gets. */
function takeRecords(buffer: FetchBuffer, fetch: CompletedFetch, batch: RecordBatch, max: number): number {
  const first = firstRecordFrom(batch, fetch.nextFetchOffset);
  const there = recordCount(batch) - first;
  const isOut = isLeftOut(fetch.aborted, batch);
  if (isOut && batch.records.kind !== 'control') buffer.leftOut += there;
  const left = isOut ? 0 : there;
  fetch.nextFetchOffset = left > max ? offsetOfRecord(batch, first + max) : batch.lastOffset + 1;
  return Math.min(left, max);
}

function isThrown({ configs }: ConsumerNode, { data }: CompletedFetch): boolean {
  return data.errorCode === Errors.OFFSET_OUT_OF_RANGE && configs['auto.offset.reset'] === 'none';
}

/** Whether the fetch has data that is still wanted; deals with its error otherwise. */
function initialize(ctx: Ctx, consumer: ConsumerNode, fetch: CompletedFetch): boolean {
  const { subscriptions } = consumer;
  const name = topicPartitionName(fetch);
  const state = subscriptions.assignment.get(name);
  if (state?.fetchState !== 'FETCHING' || state.position === null) return false;
  if (fetch.data.errorCode !== Errors.NONE) {
    onFetchError(ctx, consumer, fetch, state);
    movePartitionToEnd(subscriptions, name);
    return false;
  }
  if (state.position.offset !== fetch.nextFetchOffset) return false;
  takeEnds(state, fetch.data);
  preferReplica(ctx, consumer, state, fetch.data.preferredReadReplica);
  return true;
}

/** KIP-392: to be read from until the metadata that the leader's choice is based on would be renewed. */
function preferReplica(ctx: Ctx, consumer: ConsumerNode, state: PartitionState, replica: number): void {
  if (replica < 0 || replica === state.preferredReadReplica) return;
  state.preferredReadReplica = replica;
  state.preferredExpiresUs = ctx.nowUs + consumer.configs['metadata.max.age.ms'] * MICROS_PER_MS;
}

function onFetchError(
  ctx: Ctx,
  consumer: ConsumerNode,
  { data, nextFetchOffset }: CompletedFetch,
  state: PartitionState,
): void {
  switch (data.errorCode) {
    case Errors.OFFSET_OUT_OF_RANGE:
      // A follower may have less, or have begun later: the leader has the last word.
      if (state.preferredReadReplica >= 0) {
        state.preferredReadReplica = -1;
        return;
      }
      if (state.position?.offset !== nextFetchOffset) return;
      if (consumer.configs['auto.offset.reset'] === 'none')
        throwToApplication(consumer, 'OffsetOutOfRangeException');
      else requestOffsetReset(state);
      return;
    case Errors.UNKNOWN_LEADER_EPOCH:
    case Errors.UNKNOWN_SERVER_ERROR:
      return;
    case Errors.NOT_LEADER_OR_FOLLOWER:
    case Errors.REPLICA_NOT_AVAILABLE:
    case Errors.FENCED_LEADER_EPOCH:
    case Errors.OFFSET_NOT_AVAILABLE:
    case Errors.UNKNOWN_TOPIC_OR_PARTITION:
    case Errors.UNKNOWN_TOPIC_ID:
    case Errors.INCONSISTENT_TOPIC_ID:
      state.preferredReadReplica = -1;
      requestUpdate(ctx, consumer, 'fetch-error');
      return;
    default:
      throwToApplication(consumer, exceptionOf(data.errorCode));
  }
}
