/** Where an offset lies in the log's bytes (Kafka's LogOffsetMetadata), so that bytes between offsets can be counted. */
import type { Offset } from '../../kernel/brand.ts';
import { findBatch, type LogSegment, positionOf } from './log-segment.ts';
import { activeSegment, floorSegment, type UnifiedLog } from './unified-log.ts';

export interface LogOffsetMetadata {
  /** The batch's base offset, or the log's end. */
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

/** The place of the batch that holds `offset`, or of the next one; the log's end where none follows. */
export function offsetMetadata(log: UnifiedLog, offset: Offset): LogOffsetMetadata {
  const location = offset < log.logEndOffset ? locate(log, offset) : null;
  return location ? metadataOf(location) : logEndOffsetMetadata(log);
}

export function metadataOf({ segment, batchIndex }: BatchLocation): LogOffsetMetadata {
  return {
    messageOffset: segment.chunk.batches[batchIndex]!.baseOffset,
    segmentBaseOffset: segment.baseOffset,
    relativePositionInSegment: positionOf(segment, batchIndex),
  };
}

function logEndOffsetMetadata(log: UnifiedLog): LogOffsetMetadata {
  const { baseOffset, sizeInBytes } = activeSegment(log);
  return {
    messageOffset: log.logEndOffset,
    segmentBaseOffset: baseOffset,
    relativePositionInSegment: sizeInBytes,
  };
}
