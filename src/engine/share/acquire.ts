/**
 * A member acquires records that were read for it (SharePartition.acquire): those that are available among what is
 * in flight, and after them what nobody has had yet.
 *
 * - As many batches as it takes to come to `maxRecords`, each whole (BATCH_OPTIMIZED).
 * - Or not more than `maxRecords`: the rest of a batch stays available (RECORD_LIMIT).
 * - A record that was delivered often may be what its members fail at. From half of the delivery count limit on, fewer
 *   and fewer are given out together, and one that has its last delivery comes alone (KIP-1249).
 */
import type { Micros, Offset } from '../../kernel/brand.ts';
import { type AcquiredRecords, RECORD_LIMIT } from '../../protocol/messages/78-share-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { archiveBetween } from './archive.ts';
import {
  batchSize,
  type InFlightBatch,
  inFlightBatch,
  partlyAcquired,
  splitByOffset,
} from './in-flight-batch.ts';
import {
  acquireState,
  type InFlightState,
  inFlightState,
  isAvailable,
  RecordState,
} from './in-flight-state.ts';
import {
  batchesBetween,
  floorBatch,
  hasOpenGap,
  inFlightCount,
  moveGapStart,
  putBatch,
  type SharePartition,
} from './share-partition.ts';

/** Who acquires, and how much. */
export interface Acquisition {
  readonly memberId: string;
  readonly shareAcquireMode: number;
  readonly batchSize: number;
  readonly maxRecords: number;
  /** Where the records were read from. */
  readonly fetchOffset: Offset;
  readonly records: readonly RecordBatch[];
  /** When the locks run out. */
  readonly lockDueUs: Micros;
  readonly maxInFlightRecords: number;
  readonly maxDeliveryCount: number;
}

export interface ShareAcquiredRecords {
  readonly acquired: readonly AcquiredRecords[];
  /** How many, as far as `maxRecords` is concerned. */
  readonly count: number;
}

const NOTHING: ShareAcquiredRecords = { acquired: [], count: 0 };

export function acquire(partition: SharePartition, acquisition: Acquisition): ShareAcquiredRecords {
  const { records, maxRecords } = acquisition;
  const lastRead = records.at(-1);
  if (partition.state !== 'ACTIVE' || maxRecords <= 0 || !lastRead) return NOTHING;
  if (lastRead.lastOffset < partition.startOffset) return NOTHING;
  const limit = withinInFlightLimit(partition, acquisition, lastRead.lastOffset);
  return limit.maxRecords > 0 ? acquireUpTo(partition, acquisition, limit) : NOTHING;
}

interface Limit {
  readonly maxRecords: number;
  readonly lastOffset: Offset;
}

/** As much as `group.share.partition.max.record.locks` leaves; at the limit, what is in flight can still be had. */
function withinInFlightLimit(
  partition: SharePartition,
  { maxRecords, maxInFlightRecords, fetchOffset }: Acquisition,
  lastOffset: Offset,
): Limit {
  const { endOffset } = partition;
  const left = Math.min(maxRecords, maxInFlightRecords - inFlightCount(partition));
  if (left > 0 || fetchOffset > endOffset) return { maxRecords: left, lastOffset };
  return {
    maxRecords: Math.min(maxRecords, endOffset - fetchOffset + 1),
    lastOffset: Math.min(lastOffset, endOffset),
  };
}

function acquireUpTo(
  partition: SharePartition,
  acquisition: Acquisition,
  { maxRecords, lastOffset }: Limit,
): ShareAcquiredRecords {
  const firstRead = acquisition.records[0]!.baseOffset;
  archiveStale(partition, acquisition.fetchOffset, firstRead);
  const from = firstOffsetOf(partition, firstRead);
  const inFlight = batchesBetween(partition, Math.min(firstRead, from), lastOffset);
  if (inFlight.length === 0)
    return acquireNew(partition, acquisition, { first: from, last: lastOffset, maxRecords });
  const taken = acquireInFlight(partition, acquisition, inFlight, {
    from,
    firstRead,
    lastOffset,
    maxRecords,
  });
  const lastInFlight = inFlight.at(-1)!.lastOffset;
  if (taken.left > 0 && lastInFlight < lastOffset) {
    const range = { first: lastInFlight + 1, last: lastOffset, maxRecords: taken.left };
    const more = acquireNew(partition, acquisition, range);
    taken.acquired.push(...more.acquired);
    taken.count += more.count;
  }
  const last = taken.acquired.at(-1);
  if (last) moveGapStart(partition, last.lastOffset + 1);
  return taken;
}

/** What lay between where the fetch was to begin and the first record read is gone from the log. */
function archiveStale(partition: SharePartition, fetchOffset: Offset, firstRead: Offset): void {
  if (fetchOffset >= firstRead) return;
  const floor = partition.batches[floorBatch(partition, fetchOffset)];
  const from = floor && floor.lastOffset >= fetchOffset ? floor.firstOffset : fetchOffset;
  const stale = batchesBetween(partition, from, firstRead - 1);
  const range = { first: fetchOffset, last: firstRead - 1 };
  if (archiveBetween(partition, stale, range, RecordState.AVAILABLE, true))
    partition.findNextFetchOffset = true;
}

/** Where what is in flight of the records read begins; with nothing in flight, not before the start. */
function firstOffsetOf(partition: SharePartition, firstRead: Offset): Offset {
  const floor = partition.batches[floorBatch(partition, firstRead)];
  if (!floor) return Math.max(firstRead, partition.startOffset);
  return floor.lastOffset >= firstRead ? floor.firstOffset : firstRead;
}

interface Range {
  readonly from: Offset;
  readonly firstRead: Offset;
  readonly lastOffset: Offset;
  readonly maxRecords: number;
}

interface Taken {
  readonly acquired: AcquiredRecords[];
  count: number;
  /** How many more there may be; 0 also where what was taken has to stay alone. */
  left: number;
}

function acquireInFlight(
  partition: SharePartition,
  acquisition: Acquisition,
  inFlight: readonly InFlightBatch[],
  { from, firstRead, lastOffset, maxRecords }: Range,
): Taken {
  const taken: Taken = { acquired: [], count: 0, left: maxRecords };
  let gapStart = from;
  for (const batch of inFlight) {
    if (taken.left <= 0) break;
    if (hasOpenGap(partition)) {
      if (gapStart < batch.firstOffset) {
        const range = { first: gapStart, last: batch.firstOffset - 1, maxRecords: taken.left };
        const filled = acquireNew(partition, acquisition, range);
        taken.acquired.push(...filled.acquired);
        take(taken, filled.count);
      }
      gapStart = batch.lastOffset + 1;
      if (taken.left <= 0) break;
    }
    acquireBatch(acquisition, batch, firstRead, lastOffset, taken);
  }
  return taken;
}

function take(taken: Taken, count: number): void {
  taken.count += count;
  taken.left -= count;
}

/** One batch that is in flight: whole where that is possible, else what of it is available. */
function acquireBatch(
  acquisition: Acquisition,
  batch: InFlightBatch,
  first: Offset,
  last: Offset,
  taken: Taken,
): void {
  const { maxDeliveryCount, shareAcquireMode, memberId } = acquisition;
  const isThrottled = deliveriesIn(batch, first, last) >= throttleLimit(maxDeliveryCount);
  if (isThrottled && taken.count > 0) {
    taken.left = 0;
    return;
  }
  if (batch.batchState && !isAvailable(batch.batchState)) return;
  const isWhole = batch.firstOffset >= first && batch.lastOffset <= last;
  const isTooLarge = shareAcquireMode === RECORD_LIMIT && batchSize(batch) > taken.left;
  if (!isWhole || isTooLarge || isThrottled || !batch.batchState) {
    const acquired = acquireSubset(acquisition, batch, first, last, taken.left);
    taken.acquired.push(...joined(acquired));
    take(taken, acquired.length);
    if (isThrottled && acquired.length > 0) taken.left = 0;
    return;
  }
  const { firstOffset, lastOffset, batchState } = batch;
  acquireState(batchState, memberId, acquisition.lockDueUs);
  taken.acquired.push({ firstOffset, lastOffset, deliveryCount: batchState.deliveryCount });
  take(taken, batchSize(batch));
}

/** From how many deliveries on records are held back. */
function throttleLimit(maxDeliveryCount: number): number {
  return Math.max(2, Math.ceil(maxDeliveryCount / 2));
}

/** The most that a record of these that is available was delivered; 0: none is. */
function deliveriesIn(
  { firstOffset, batchState, offsetStates }: InFlightBatch,
  first: Offset,
  last: Offset,
): number {
  if (batchState) return isAvailable(batchState) ? batchState.deliveryCount : 0;
  return offsetStates!
    .slice(Math.max(0, first - firstOffset), Math.max(0, last - firstOffset + 1))
    .reduce((most, inFlight) => (isAvailable(inFlight) ? Math.max(most, inFlight.deliveryCount) : most), 0);
}

function acquireSubset(
  { memberId, shareAcquireMode, lockDueUs, maxDeliveryCount }: Acquisition,
  batch: InFlightBatch,
  first: Offset,
  last: Offset,
  maxRecords: number,
): AcquiredRecords[] {
  const acquired: AcquiredRecords[] = [];
  const states = splitByOffset(batch);
  const limitsRecords = shareAcquireMode === RECORD_LIMIT;
  const keepsLastAlone = maxDeliveryCount > 2;
  let throttledTo = Number.POSITIVE_INFINITY;
  for (const [delta, inFlight] of states.entries()) {
    const offset = batch.firstOffset + delta;
    if (offset > last) break;
    if (offset < first || !isAvailable(inFlight)) continue;
    if (keepsLastAlone && acquired.length > 0 && hasLastDeliveryLeft(inFlight, maxDeliveryCount)) break;
    if (throttledTo === Number.POSITIVE_INFINITY)
      throttledTo = throttled(states.length, inFlight.deliveryCount, maxDeliveryCount);
    acquireState(inFlight, memberId, lockDueUs);
    acquired.push({ firstOffset: offset, lastOffset: offset, deliveryCount: inFlight.deliveryCount });
    if (keepsLastAlone && inFlight.deliveryCount === maxDeliveryCount) break;
    if (limitsRecords && acquired.length === maxRecords) break;
    if (acquired.length === throttledTo) break;
  }
  return acquired;
}

function hasLastDeliveryLeft({ deliveryCount }: InFlightState, maxDeliveryCount: number): boolean {
  return deliveryCount === maxDeliveryCount - 1;
}

/** How many are given out together: half of the batch, then a quarter and so on, one at least. */
function throttled(batchSize: number, deliveryCount: number, maxDeliveryCount: number): number {
  const beyond = deliveryCount - throttleLimit(maxDeliveryCount);
  return beyond < 0 ? Number.POSITIVE_INFINITY : Math.max(1, batchSize >> (beyond + 1));
}

/** Neighbours that were delivered as often become one (ShareFetchUtils.accumulateAcquiredRecords). */
function joined(acquired: readonly AcquiredRecords[]): AcquiredRecords[] {
  const result: AcquiredRecords[] = [];
  for (const next of acquired) {
    const last = result.at(-1);
    if (last && next.firstOffset === last.lastOffset + 1 && next.deliveryCount === last.deliveryCount)
      result[result.length - 1] = { ...last, lastOffset: next.lastOffset };
    else result.push(next);
  }
  return result;
}

interface NewRange {
  readonly first: Offset;
  readonly last: Offset;
  readonly maxRecords: number;
}

/** Records that nobody has had yet. */
function acquireNew(
  partition: SharePartition,
  acquisition: Acquisition,
  { first, last, maxRecords }: NewRange,
): ShareAcquiredRecords {
  const isEmpty = partition.batches.length === 0;
  const from = isEmpty ? Math.max(first, partition.endOffset) : first;
  const to =
    maxRecords < last - from + 1
      ? endOfBatch(partition, acquisition.records, from + maxRecords - 1, last)
      : last;
  const acquired = putNew(partition, acquisition, from, to, maxRecords);
  if (partition.batches[0]!.firstOffset === from) partition.startOffset = from;
  partition.endOffset = Math.max(partition.endOffset, to);
  const lastAcquired = acquisition.shareAcquireMode === RECORD_LIMIT ? acquired[0]!.lastOffset : to;
  moveGapStart(partition, lastAcquired + 1);
  return { acquired, count: lastAcquired - from + 1 };
}

/** The end of the batch that holds `offset`, not beyond `last` within a gap. */
function endOfBatch(
  partition: SharePartition,
  records: readonly RecordBatch[],
  offset: Offset,
  last: Offset,
): Offset {
  const holding = records.findLast(({ baseOffset }) => baseOffset <= offset);
  const end = holding ? Math.max(offset, holding.lastOffset) : offset;
  return hasOpenGap(partition) ? Math.min(end, last) : end;
}

function putNew(
  partition: SharePartition,
  acquisition: Acquisition,
  from: Offset,
  to: Offset,
  maxRecords: number,
): AcquiredRecords[] {
  const { memberId, lockDueUs } = acquisition;
  if (acquisition.shareAcquireMode === RECORD_LIMIT) {
    const lastOffset = Math.min(to, from + maxRecords - 1);
    if (lastOffset < to) {
      partition.findNextFetchOffset = true;
      putBatch(partition, partlyAcquired(from, to, lastOffset, memberId, lockDueUs));
      return [{ firstOffset: from, lastOffset, deliveryCount: 1 }];
    }
    return [putAcquired(partition, acquisition, from, to)];
  }
  return chunks(acquisition, from, to).map(([first, last]) =>
    putAcquired(partition, acquisition, first, last),
  );
}

/** Cut where a batch begins once `batchSize` records have come together. */
function chunks({ records, batchSize }: Acquisition, from: Offset, to: Offset): [Offset, Offset][] {
  const result: [Offset, Offset][] = [];
  let first = from;
  if (to - from + 1 > batchSize) {
    for (const { baseOffset } of records) {
      if (baseOffset > to) break;
      if (baseOffset - first < batchSize) continue;
      result.push([first, baseOffset - 1]);
      first = baseOffset;
    }
  }
  result.push([first, to]);
  return result;
}

function putAcquired(
  partition: SharePartition,
  { memberId, lockDueUs }: Acquisition,
  firstOffset: Offset,
  lastOffset: Offset,
): AcquiredRecords {
  const state = inFlightState(RecordState.ACQUIRED, 1, memberId, lockDueUs);
  putBatch(partition, inFlightBatch(firstOffset, lastOffset, state));
  return { firstOffset, lastOffset, deliveryCount: 1 };
}
