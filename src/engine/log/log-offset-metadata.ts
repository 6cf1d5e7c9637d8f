/** Where an offset lies in the log's bytes (Kafka's LogOffsetMetadata), so that bytes between offsets can be counted. */
import type { Offset } from '../../kernel/brand.ts';
import { findBatch, type LogSegment, positionOf } from './log-segment.ts';
import { activeSegment, floorSegment, type UnifiedLog } from './unified-log.ts';

export interface LogOffsetMetadata {
  readonly messageOffset: Offset;
  readonly segmentBaseOffset: Offset;
  /** The byte in that segment at which the batch that holds the offset begins. */
  readonly relativePositionInSegment: number;
}

export interface BatchLocation {
  readonly segment: LogSegment;
  /** Place of the batch in the segment's chunk. */
  readonly batchIndex: number;
}

/** The first batch that ends at or after `offset`; null when none does, or the log begins later. */
export function locate(log: UnifiedLog, offset: Offset): BatchLocation | null {
  const first = floorSegment(log, offset);
  if (first < 0) return null;
  for (let index = first; index < log.segments.length; index++) {
    const segment = log.segments[index]!;
    const batchIndex = findBatch(segment, offset);
    if (batchIndex < segment.batchCount) return { segment, batchIndex };
  }
  return null;
}

/** For an offset at the log's end, and wherever no batch follows, that is the end of the active segment. */
export function offsetMetadata(log: UnifiedLog, offset: Offset): LogOffsetMetadata {
  const location = offset < log.logEndOffset ? locate(log, offset) : null;
  const segment = location?.segment ?? activeSegment(log);
  return {
    messageOffset: offset,
    segmentBaseOffset: segment.baseOffset,
    relativePositionInSegment: location ? positionOf(segment, location.batchIndex) : segment.sizeInBytes,
  };
}
