/**
 * The two sparse indexes of a segment: after every `index.interval.bytes` of batches the offset index notes
 * where the next one lies, and the time index the largest timestamp so far (Kafka's OffsetIndex, TimeIndex).
 * Our batches are found without them, but an index that is full rolls its segment, and a learner can look at
 * them. An entry names its batch by its place in the chunk.
 */
import type { LogSegment } from './log-segment.ts';

/** A relative offset and a position, four bytes each. */
const OFFSET_INDEX_ENTRY_BYTES = 8;
/** A timestamp of eight bytes and a relative offset of four. */
const TIME_INDEX_ENTRY_BYTES = 12;

export function isOffsetIndexFull(segment: LogSegment): boolean {
  return segment.offsetIndexEntries >= Math.floor(segment.maxIndexBytes / OFFSET_INDEX_ENTRY_BYTES);
}

/** The last slot is kept free for the entry that is added when the segment is rolled. */
export function isTimeIndexFull(segment: LogSegment): boolean {
  return segment.timeIndexEntries >= Math.floor(segment.maxIndexBytes / TIME_INDEX_ENTRY_BYTES) - 1;
}

/** Notes the batch that is being appended, once enough bytes have gone by since the last entry. */
export function maybeAppendIndexEntries(segment: LogSegment): void {
  if (segment.bytesSinceLastIndexEntry <= segment.indexIntervalBytes) return;
  segment.chunk.offsetIndex.push(segment.batchCount);
  segment.offsetIndexEntries++;
  maybeAppendTimeIndexEntry(segment);
  segment.bytesSinceLastIndexEntry = 0;
}

/** Timestamps in the time index only grow: an entry that would repeat the last one is left out. */
export function maybeAppendTimeIndexEntry(segment: LogSegment): void {
  const { batches, timeIndex } = segment.chunk;
  const newest = batches[segment.maxTimestampBatch];
  const lastIndexed = batches[timeIndex[segment.timeIndexEntries - 1] ?? -1];
  if (!newest || (lastIndexed && newest.maxTimestamp <= lastIndexed.maxTimestamp)) return;
  timeIndex.push(segment.maxTimestampBatch);
  segment.timeIndexEntries++;
}

/** How many leading entries of an index name one of the first `batchCount` batches. */
export function entriesWithin(index: readonly number[], entries: number, batchCount: number): number {
  let kept = entries;
  while (kept > 0 && index[kept - 1]! >= batchCount) kept--;
  return kept;
}

/** The batch from which a search for a timestamp must begin: those before it are all older. */
export function lookUpTime(segment: LogSegment, timestamp: number): number {
  const { batches, timeIndex } = segment.chunk;
  let low = 0;
  let high = segment.timeIndexEntries;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (batches[timeIndex[middle]!]!.maxTimestamp <= timestamp) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : timeIndex[low - 1]!;
}
