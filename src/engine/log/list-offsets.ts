/** From a point in time to an offset (UnifiedLog.fetchOffsetByTimestamp), as ListOffsets asks. */
import type { EpochMs, LeaderEpoch, Offset } from '../../kernel/brand.ts';
import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_PENDING_UPLOAD_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  LATEST_TIERED_TIMESTAMP,
  LATEST_TIMESTAMP,
  MAX_TIMESTAMP,
} from '../../protocol/messages/02-list-offsets.ts';
import {
  firstRecordFrom,
  offsetOfRecord,
  type RecordBatch,
  recordCount,
  timestampOfRecord,
} from '../../protocol/record-batch.ts';
import { type LogSegment, largestTimestamp, maxTimestampSoFar } from './log-segment.ts';
import { lookUpTime } from './segment-index.ts';
import { latestEpoch, type UnifiedLog } from './unified-log.ts';

export interface TimestampAndOffset {
  /** The record's; -1 for the log's ends. */
  readonly timestamp: EpochMs;
  readonly offset: Offset;
  /** Under which the record was written; -1 unknown. */
  readonly leaderEpoch: LeaderEpoch;
}

/** There is no tiered storage here. */
const NOTHING_TIERED: TimestampAndOffset = { timestamp: -1, offset: -1, leaderEpoch: -1 };

/**
 * The first record from `timestamp` on, or one of the log's ends for the special timestamps: -1 the log's end,
 * -2 and -4 its start, -3 the record with the largest timestamp. Null: there is no such record.
 */
export function listOffset(log: UnifiedLog, timestamp: number): TimestampAndOffset | null {
  switch (timestamp) {
    case LATEST_TIMESTAMP:
      return { timestamp: -1, offset: log.logEndOffset, leaderEpoch: latestEpoch(log) };
    case EARLIEST_TIMESTAMP:
    case EARLIEST_LOCAL_TIMESTAMP:
      return { timestamp: -1, offset: log.logStartOffset, leaderEpoch: earliestEpoch(log) };
    case MAX_TIMESTAMP:
      return recordWithMaxTimestamp(log);
    case LATEST_TIERED_TIMESTAMP:
    case EARLIEST_PENDING_UPLOAD_TIMESTAMP:
      return NOTHING_TIERED;
    default:
      return firstSince(log, timestamp);
  }
}

function earliestEpoch(log: UnifiedLog): LeaderEpoch {
  const earliest = log.leaderEpochs[0];
  return earliest && earliest.startOffset <= log.logStartOffset ? earliest.epoch : -1;
}

/** KIP-734. The earliest one, if several have it. */
function recordWithMaxTimestamp(log: UnifiedLog): TimestampAndOffset | null {
  const newest = log.segments.reduce((best, segment) =>
    maxTimestampSoFar(segment) > maxTimestampSoFar(best) ? segment : best,
  );
  const batch = newest.chunk.batches[newest.maxTimestampBatch];
  return batch ? firstOfBatch(batch, batch.maxTimestamp, batch.baseOffset) : null;
}

/**
 * As in Kafka one segment is searched, the first with a new enough record. If that record lies before the log's
 * start nothing is found, even though a later segment may hold one.
 */
function firstSince(log: UnifiedLog, timestamp: number): TimestampAndOffset | null {
  const segment = log.segments.find((candidate) => largestTimestamp(candidate) >= timestamp);
  return segment ? firstOfSegment(segment, timestamp, log.logStartOffset) : null;
}

function firstOfSegment(
  segment: LogSegment,
  timestamp: number,
  fromOffset: Offset,
): TimestampAndOffset | null {
  for (let index = lookUpTime(segment, timestamp); index < segment.batchCount; index++) {
    const found = firstOfBatch(segment.chunk.batches[index]!, timestamp, fromOffset);
    if (found) return found;
  }
  return null;
}

/** The batch's first record that is at or after both `timestamp` and `fromOffset`. */
function firstOfBatch(batch: RecordBatch, timestamp: number, fromOffset: Offset): TimestampAndOffset | null {
  if (batch.maxTimestamp < timestamp || batch.lastOffset < fromOffset) return null;
  for (let index = firstRecordFrom(batch, fromOffset); index < recordCount(batch); index++) {
    const ofRecord = timestampOfRecord(batch, index);
    if (ofRecord >= timestamp)
      return {
        timestamp: ofRecord,
        offset: offsetOfRecord(batch, index),
        leaderEpoch: batch.partitionLeaderEpoch,
      };
  }
  return null;
}
