/**
 * The two sparse indexes of a segment: after every `index.interval.bytes` of batches the offset index notes
 * where the next one lies, and the time index the largest timestamp so far (Kafka's OffsetIndex, TimeIndex).
 * Our batches are found without them, but an index that is full rolls its segment, and a learner can look at
 * them. An entry names its batch by its place in the chunk.
 */
import type { Offset } from '../../kernel/brand.ts';
import type { LogSegment } from './log-segment.ts';

/** A relative offset and a position, four bytes each. */
export const OFFSET_INDEX_ENTRY_BYTES = 8;
/** A timestamp of eight bytes and a relative offset of four. */
export const TIME_INDEX_ENTRY_BYTES = 12;

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
  const after = firstAtOrAfter(
    segment.timeIndexEntries,
    (at) => batches[timeIndex[at]!]!.maxTimestamp > timestamp,
  );
  return after === 0 ? 0 : timeIndex[after - 1]!;
}

/** The offset up to which `bytes` from `position` on can reach, as the offset index tells it; null: to the segment's end. */
export function fetchUpperBoundOffset(segment: LogSegment, position: number, bytes: number): Offset | null {
  const { batches, positions, offsetIndex } = segment.chunk;
  const entry = firstAtOrAfter(
    segment.offsetIndexEntries,
    (at) => positions[offsetIndex[at]!]! >= position + bytes,
  );
  return entry < segment.offsetIndexEntries ? batches[offsetIndex[entry]!]!.lastOffset : null;
}

/** The batch from which the offset index would have a reader begin who looks for `offset`. */
export function lookUpOffset(segment: LogSegment, offset: Offset): number {
  const { batches, offsetIndex } = segment.chunk;
  const after = firstAtOrAfter(
    segment.offsetIndexEntries,
    (at) => batches[offsetIndex[at]!]!.lastOffset > offset,
  );
  return after === 0 ? 0 : offsetIndex[after - 1]!;
}

/** The first entry of `entries` that is `reached`, as all after it are. */
function firstAtOrAfter(entries: number, reached: (entry: number) => boolean): number {
  let low = 0;
  let high = entries;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
