/**
 * A batch less the records that compaction removes (MemoryRecords.filterTo). Its offsets, its sequence and its
 * producer stay as they were, so that what is left is found and numbered as before.
 */
import type { EpochMs } from '../../kernel/brand.ts';
import {
  deleteHorizonMs,
  offsetOfRecord,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  recordCount,
  timestampOfRecord,
} from '../../protocol/record-batch.ts';
import { sizeOfRecords } from './record-content.ts';

const NO_TIMESTAMP = -1;

/**
 * With the records of these places only, at least one; the same object if that changes nothing. `horizonMs`
 * becomes its delete horizon, if it has none yet.
 */
export function rebuiltBatch(
  batch: RecordBatch,
  kept: readonly number[],
  horizonMs: EpochMs | null,
): RecordBatch {
  const isWhole = kept.length === recordCount(batch);
  const ownHorizonMs = deleteHorizonMs(batch);
  if (isWhole && (horizonMs === null || ownHorizonMs !== null)) return batch;
  const timestamps = kept.map((index) => timestampOfRecord(batch, index));
  const horizon = ownHorizonMs ?? horizonMs;
  // KIP-534: the delete horizon stands where the base timestamp was, and the records count from there.
  const baseTimestamp = horizon ?? timestamps[0]!;
  const rebuilt: RecordBatch = {
    ...batch,
    ...(horizon === null ? {} : { hasDeleteHorizon: true }),
    ...(isWhole
      ? {}
      : { offsetDeltas: kept.map((index) => offsetOfRecord(batch, index) - batch.baseOffset) }),
    baseTimestamp,
    maxTimestamp: batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : largest(timestamps),
    records: recordsAt(batch, kept, timestamps, baseTimestamp),
  };
  return { ...rebuilt, sizeInBytes: rebuiltSize(batch, rebuilt) };
}

/** Nothing but the header: it still tells the producer's last sequence number, or where the log was compacted to. */
export function emptiedBatch(batch: RecordBatch): RecordBatch {
  if (recordCount(batch) === 0) return batch;
  const { hasDeleteHorizon: _, ...rest } = batch;
  return {
    ...rest,
    offsetDeltas: [],
    baseTimestamp: NO_TIMESTAMP,
    records: recordsAt(batch, [], [], NO_TIMESTAMP),
    sizeInBytes: RECORD_BATCH_OVERHEAD,
  };
}

function recordsAt(
  { records }: RecordBatch,
  kept: readonly number[],
  timestamps: readonly EpochMs[],
  baseTimestamp: EpochMs,
): RecordBatch['records'] {
  const pick = <Item>(column: readonly Item[]): Item[] => kept.map((index) => column[index]!);
  switch (records.kind) {
    case 'data':
      return {
        ...records,
        indexes: pick(records.indexes),
        keyIds: pick(records.keyIds),
        keySizes: pick(records.keySizes),
        valueSizes: pick(records.valueSizes),
        timestampDeltas: timestamps.map((timestamp) => timestamp - baseTimestamp),
      };
    case 'coordinator':
      return { ...records, records: pick(records.records) };
    case 'transaction-log':
      return { ...records, records: pick(records.records) };
    default:
      return records;
  }
}

/** A compressed batch is taken to compress as well as it did before. */
function rebuiltSize(batch: RecordBatch, rebuilt: RecordBatch): number {
  const storedBytes = batch.sizeInBytes - RECORD_BATCH_OVERHEAD;
  return RECORD_BATCH_OVERHEAD + Math.floor((sizeOfRecords(rebuilt) * storedBytes) / sizeOfRecords(batch));
}

function largest(timestamps: readonly EpochMs[]): EpochMs {
  return timestamps.reduce((max, timestamp) => Math.max(max, timestamp));
}
