/** Records that are archived though no member said so: the log has lost them, or they belong to an aborted transaction. */
import type { Offset } from '../../kernel/brand.ts';
import { batchSize, type InFlightBatch, splitByOffset, statesOf } from './in-flight-batch.ts';
import { archiveState, isTerminal, RecordState } from './in-flight-state.ts';
import { isAcrossStart, type SharePartition } from './share-partition.ts';

export interface OffsetRange {
  readonly first: Offset;
  readonly last: Offset;
}

/** Archives what of these batches lies in the range and is in that state; true if there was any. */
export function archiveBetween(
  partition: SharePartition,
  batches: readonly InFlightBatch[],
  range: OffsetRange,
  state: RecordState,
  countsAsComplete: boolean,
): boolean {
  let archived = 0;
  for (const batch of batches) {
    if (batch.firstOffset > range.last) break;
    archived += archiveInBatch(batch, range, state);
  }
  if (countsAsComplete) partition.deliveryCompleteCount += archived;
  return archived > 0;
}

function archiveInBatch(batch: InFlightBatch, { first, last }: OffsetRange, state: RecordState): number {
  const { batchState } = batch;
  if (batchState && batchState.state !== state) return 0;
  if (batchState && batch.firstOffset >= first && batch.lastOffset <= last) {
    archiveState(batchState);
    return batchSize(batch);
  }
  const from = Math.max(0, first - batch.firstOffset);
  const lost = splitByOffset(batch)
    .slice(from, Math.max(from, last - batch.firstOffset + 1))
    .filter((inFlight) => inFlight.state === state);
  for (const inFlight of lost) archiveState(inFlight);
  return lost.length;
}

/**
 * The log begins later now: what was available before that is archived, and the share partition begins there too
 * (SharePartition.updateCacheAndOffsets). What is acquired stays with its members until they are done.
 */
export function onLogStartMoved(partition: SharePartition, logStartOffset: Offset): void {
  const { startOffset, batches } = partition;
  if (logStartOffset <= startOffset) return;
  if (batches.length === 0) {
    partition.deliveryCompleteCount = 0;
    partition.startOffset = logStartOffset;
    partition.endOffset = logStartOffset;
    return;
  }
  const lost = { first: startOffset, last: logStartOffset - 1 };
  partition.deliveryCompleteCount -= countTerminal(batches, lost);
  if (archiveBetween(partition, batches, lost, RecordState.AVAILABLE, false))
    partition.findNextFetchOffset = true;
  partition.startOffset = logStartOffset;
  partition.endOffset = Math.max(partition.endOffset, logStartOffset);
}

function countTerminal(batches: readonly InFlightBatch[], { first, last }: OffsetRange): number {
  let count = 0;
  for (const batch of batches) {
    for (const { firstOffset, lastOffset, inFlight } of statesOf(batch)) {
      if (!isTerminal(inFlight.state)) continue;
      count += Math.max(0, Math.min(last, lastOffset) - Math.max(first, firstOffset) + 1);
    }
  }
  return count;
}

/** A batch that a member holds, and in which the start has come to lie: what is before it is archived apart. */
export function splitAtStart(partition: SharePartition, batch: InFlightBatch): void {
  if (batch.batchState?.state === RecordState.ACQUIRED && isAcrossStart(partition, batch))
    splitByOffset(batch);
}
