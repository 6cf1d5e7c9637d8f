/** What a fetch gets from the log (UnifiedLog.read, LogSegment.read): bytes of one segment, from a batch's beginning. */
import type { Offset } from '../../kernel/brand.ts';
import type { AbortedTransaction } from '../../protocol/messages/01-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { fetchHighWatermark, lastStableOffset } from './high-watermark.ts';
import {
  type BatchLocation,
  type LogOffsetMetadata,
  locate,
  metadataOf,
  offsetMetadata,
} from './log-offset-metadata.ts';
import { type LogSegment, positionOf } from './log-segment.ts';
import { fetchUpperBoundOffset } from './segment-index.ts';
import { collectAbortedTxns } from './transaction-index.ts';
import { floorSegment, type UnifiedLog } from './unified-log.ts';

export interface FetchDataInfo {
  /** Whole batches; the first may begin below the offset asked for. */
  readonly batches: readonly RecordBatch[];
  /** Bytes that Kafka sends: `maxBytes` cuts them anywhere, so they may end with a part of a further batch. */
  readonly sizeInBytes: number;
  /** Not even the first batch fitted. */
  readonly firstEntryIncomplete: boolean;
  readonly fetchOffsetMetadata: LogOffsetMetadata;
  /** For read_committed: transactions among these batches whose records must not be delivered; null for others. */
  readonly abortedTransactions: readonly AbortedTransaction[] | null;
}

export interface ReadFailure {
  readonly error: 'OFFSET_OUT_OF_RANGE';
}

export type ReadResult = FetchDataInfo | ReadFailure;

export function isReadFailure(result: ReadResult): result is ReadFailure {
  return 'error' in result;
}

/** How far a reader may see: followers to the log's end, consumers by their `isolation.level`. */
export type FetchIsolation = 'LOG_END' | 'HIGH_WATERMARK' | 'TXN_COMMITTED';

/** Reads as `read` does, up to where the reader may see. */
export function readIsolated(
  log: UnifiedLog,
  fromOffset: Offset,
  maxBytes: number,
  minOneMessage: boolean,
  isolation: FetchIsolation,
): ReadResult {
  if (fromOffset < log.logStartOffset) return { error: 'OFFSET_OUT_OF_RANGE' };
  const data = read(log, fromOffset, maxBytes, minOneMessage, visibleEnd(log, isolation));
  return isolation === 'TXN_COMMITTED' && !isReadFailure(data)
    ? withAbortedTxns(log, fromOffset, data)
    : data;
}

function visibleEnd(log: UnifiedLog, isolation: FetchIsolation): Offset {
  if (isolation === 'LOG_END') return log.logEndOffset;
  const highWatermark = fetchHighWatermark(log);
  return isolation === 'HIGH_WATERMARK' ? highWatermark : lastStableOffset(log);
}

function withAbortedTxns(log: UnifiedLog, fromOffset: Offset, data: FetchDataInfo): FetchDataInfo {
  if (data.batches.length === 0) return { ...data, abortedTransactions: [] };
  const { segmentBaseOffset, relativePositionInSegment } = data.fetchOffsetMetadata;
  const first = floorSegment(log, segmentBaseOffset);
  const upToOffset =
    fetchUpperBoundOffset(log.segments[first]!, relativePositionInSegment, data.sizeInBytes) ??
    log.segments[first + 1]?.baseOffset ??
    log.logEndOffset;
  const aborted = collectAbortedTxns(log.segments, first, fromOffset, upToOffset);
  return {
    ...data,
    abortedTransactions: aborted.map(({ producerId, firstOffset }) => ({ producerId, firstOffset })),
  };
}

/**
 * Reads batches from the one that holds `fromOffset` on, up to `maxBytes`, and none that ends at or after
 * `upToOffset` (the high watermark for consumers, the log's end for followers). A read never crosses into the
 * next segment. With `minOneMessage` the first batch comes whole, however large (KIP-74).
 */
export function read(
  log: UnifiedLog,
  fromOffset: Offset,
  maxBytes: number,
  minOneMessage: boolean,
  upToOffset: Offset,
): ReadResult {
  if (!isInRange(log, fromOffset)) return { error: 'OFFSET_OUT_OF_RANGE' };
  const start = fromOffset < upToOffset ? locate(log, fromOffset) : null;
  if (!start) return nothingToRead(log, fromOffset);
  const endPosition = readableEnd(start.segment, offsetMetadata(log, upToOffset));
  return slice(start, endPosition, maxBytes, minOneMessage);
}

function isInRange(log: UnifiedLog, offset: Offset): boolean {
  return offset >= log.logStartOffset && offset <= log.logEndOffset;
}

function nothingToRead(log: UnifiedLog, fromOffset: Offset): FetchDataInfo {
  return {
    batches: [],
    sizeInBytes: 0,
    firstEntryIncomplete: false,
    fetchOffsetMetadata: offsetMetadata(log, fromOffset),
    abortedTransactions: null,
  };
}

/** The position in `segment` at which the readable part of the log ends. */
function readableEnd(segment: LogSegment, upTo: LogOffsetMetadata): number {
  if (segment.baseOffset < upTo.segmentBaseOffset) return segment.sizeInBytes;
  return segment.baseOffset === upTo.segmentBaseOffset ? upTo.relativePositionInSegment : 0;
}

function slice(
  location: BatchLocation,
  endPosition: number,
  maxBytes: number,
  minOneMessage: boolean,
): FetchDataInfo {
  const { segment, batchIndex } = location;
  const start = positionOf(segment, batchIndex);
  const firstBatchBytes = positionOf(segment, batchIndex + 1) - start;
  const allowedBytes = minOneMessage ? Math.max(maxBytes, firstBatchBytes) : maxBytes;
  const sizeInBytes = Math.max(0, Math.min(endPosition - start, allowedBytes));
  return {
    batches: segment.chunk.batches.slice(batchIndex, firstBatchEndingAfter(segment, start + sizeInBytes)),
    sizeInBytes,
    firstEntryIncomplete: allowedBytes < firstBatchBytes,
    fetchOffsetMetadata: metadataOf(location),
    abortedTransactions: null,
  };
}

/** Place of the first batch of which a byte lies at or after `position`; `batchCount` if there is none. */
function firstBatchEndingAfter(segment: LogSegment, position: number): number {
  let low = 0;
  let high = segment.batchCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positionOf(segment, middle + 1) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
