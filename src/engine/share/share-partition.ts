/**
 * A topic partition as one share group consumes it, kept by the partition's leader (Kafka's SharePartition).
 *
 *   archived, accepted │ in flight: batches with their states │ not read yet
 *                 startOffset                            endOffset
 */
import type { LeaderEpoch, Micros, Offset } from '../../kernel/brand.ts';
import { NEVER } from '../../kernel/brand.ts';
import type { InFlightBatch } from './in-flight-batch.ts';
import { type InFlightState, isAvailable } from './in-flight-state.ts';

export type SharePartitionState =
  | 'EMPTY'
  /** Its state is being read from the share coordinator. */
  | 'INITIALIZING'
  | 'ACTIVE'
  | 'FAILED'
  /** This broker leads the partition no longer, or another one has written its state. */
  | 'FENCED';

/** Offsets that the state that was read says nothing of, from `gapStartOffset` on: nobody has had them yet. */
export interface GapWindow {
  /** The share partition's end while this counts. */
  readonly endOffset: Offset;
  readonly gapStartOffset: Offset;
}

export interface SharePartition {
  /** `groupId:topicId:partition`, as its coordinator is looked for (SharePartitionKey). */
  readonly key: string;
  readonly groupId: string;
  readonly topicId: string;
  readonly partition: number;
  /** `topicId:partition`, the log's key. */
  readonly topicPartition: string;
  readonly leaderEpoch: LeaderEpoch;
  state: SharePartitionState;
  stateEpoch: number;
  /** Records before it are done with. */
  startOffset: Offset;
  /** The last offset in flight; with nothing in flight, where the next fetch begins. */
  endOffset: Offset;
  /** In flight, by offset. */
  batches: InFlightBatch[];
  /** Some record before the end may be available: the next fetch looks for it. */
  findNextFetchOffset: boolean;
  gapWindow: GapWindow | null;
  /** How many records from the start on are done. */
  deliveryCompleteCount: number;
  /** When the first lock runs out. */
  lockTimerUs: Micros;
}

export function sharePartitionKey(groupId: string, topicId: string, partition: number): string {
  return `${groupId}:${topicId}:${partition}`;
}

export function createSharePartition(
  groupId: string,
  topicId: string,
  partition: number,
  leaderEpoch: LeaderEpoch,
): SharePartition {
  return {
    key: sharePartitionKey(groupId, topicId, partition),
    groupId,
    topicId,
    partition,
    topicPartition: `${topicId}:${partition}`,
    leaderEpoch,
    state: 'EMPTY',
    stateEpoch: 0,
    startOffset: 0,
    endOffset: 0,
    batches: [],
    findNextFetchOffset: false,
    gapWindow: null,
    deliveryCompleteCount: 0,
    lockTimerUs: NEVER,
  };
}

/** Place of the last batch that begins at or before `offset`; -1: none does. */
export function floorBatch({ batches }: SharePartition, offset: Offset): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (batches[middle]!.firstOffset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Batches that begin within these offsets, both included. */
export function batchesBetween(partition: SharePartition, first: Offset, last: Offset): InFlightBatch[] {
  const from = floorBatch(partition, first - 1) + 1;
  return partition.batches.slice(from, floorBatch(partition, last) + 1);
}

export function putBatch(partition: SharePartition, batch: InFlightBatch): void {
  const floor = floorBatch(partition, batch.firstOffset);
  const isThere = partition.batches[floor]?.firstOffset === batch.firstOffset;
  partition.batches.splice(isThere ? floor : floor + 1, isThere ? 1 : 0, batch);
}

/** Whether it begins before the share partition's start and ends at or after it. */
export function isAcrossStart(
  { startOffset }: SharePartition,
  { firstOffset, lastOffset }: Pick<InFlightBatch, 'firstOffset' | 'lastOffset'>,
): boolean {
  return firstOffset < startOffset && lastOffset >= startOffset;
}

/** Whether the state that was read has a gap that is still open. */
export function hasOpenGap({ gapWindow, endOffset }: SharePartition): boolean {
  return gapWindow !== null && gapWindow.endOffset === endOffset;
}

/** What lies before `offset` has been acquired: a gap, if there still is one, begins later. */
export function moveGapStart(partition: SharePartition, offset: Offset): void {
  const { gapWindow, endOffset } = partition;
  if (gapWindow)
    partition.gapWindow =
      gapWindow.endOffset === endOffset && offset <= gapWindow.endOffset
        ? { endOffset, gapStartOffset: offset }
        : null;
}

/** Where the next fetch reads: at the first record that is available, or after all that are in flight. */
export function nextFetchOffset(partition: SharePartition): Offset {
  if (isNothingInFlight(partition)) {
    partition.findNextFetchOffset = false;
    return partition.endOffset;
  }
  const available = partition.findNextFetchOffset ? firstAvailable(partition) : null;
  if (available !== null) return available;
  partition.findNextFetchOffset = false;
  return partition.endOffset + 1;
}

function isNothingInFlight({ batches, startOffset }: SharePartition): boolean {
  const last = batches.at(-1);
  return last === undefined || startOffset > last.lastOffset;
}

function firstAvailable(partition: SharePartition): Offset | null {
  const isOpen = hasOpenGap(partition);
  let gapStart = isOpen ? partition.gapWindow!.gapStartOffset : -1;
  for (const { firstOffset, lastOffset, batchState, offsetStates } of partition.batches) {
    if (isOpen) {
      if (firstOffset > gapStart) return gapStart;
      gapStart = Math.max(lastOffset + 1, gapStart);
    }
    const at = firstAvailableAt(batchState, offsetStates);
    if (at >= 0) return firstOffset + at;
  }
  return null;
}

function firstAvailableAt(batchState: InFlightState | null, offsetStates: InFlightState[] | null): number {
  if (offsetStates) return offsetStates.findIndex(isAvailable);
  return isAvailable(batchState!) ? 0 : -1;
}

/** From the start to the end, done or not: the gaps between them count too. */
export function inFlightCount({ batches, startOffset, endOffset }: SharePartition): number {
  return batches.length === 0 ? 0 : endOffset - startOffset + 1;
}

/** Below `group.share.partition.max.record.locks`, or some that were in flight are available again. */
export function canAcquireRecords(partition: SharePartition, maxInFlightRecords: number): boolean {
  return (
    nextFetchOffset(partition) !== partition.endOffset + 1 || inFlightCount(partition) < maxInFlightRecords
  );
}

/** How many of these records lie at or after the start. */
export function countFromStart({ startOffset }: SharePartition, first: Offset, last: Offset): number {
  return last >= startOffset ? last - Math.max(startOffset, first) + 1 : 0;
}
