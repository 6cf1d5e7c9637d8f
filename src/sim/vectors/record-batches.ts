import { incrementSequence, NO_SEQUENCE } from '../../protocol/record-batch.ts';
import {
  controlRecordType,
  coordinatorEpochOf,
  endTransactionMarker,
} from '../../protocol/records/control-record.ts';
import type { DefaultRecord } from '../../protocol/records/default-record.ts';
import {
  compressionTypeForId,
  ensureValid,
  readHeader,
  readRecords,
  type StoredBatchHeader,
  writeBatch,
} from '../../protocol/records/default-record-batch.ts';
import { splitIntoBatches } from '../../protocol/records/memory-records.ts';
import { firstDifference } from './first-difference.ts';
import { bytesFromHex, hexOf } from './hex.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

type RecordBatchCase = ReadableCase | CorruptCase;

interface ReadableCase {
  readonly kind: 'data' | 'control' | 'empty' | 'delete-horizon';
  readonly hex: string;
  readonly batch: object;
  readonly records: readonly object[];
}

interface CorruptCase {
  readonly kind: 'corrupt';
  readonly what: string;
  readonly hex: string;
  /** Class of the exception, or 'no error'. */
  readonly outcome: string;
  /** Where it was thrown; absent without one. */
  readonly at?: string;
  /** How many there are; absent if they can't be read. */
  readonly batches?: number;
}

/** Record batches in format v2, as bytes and as what they hold; and how damaged ones are refused. */
export const checkRecordBatches = checkEachCase<RecordBatchCase>((vectorCase) =>
  vectorCase.kind === 'corrupt' ? checkCorrupt(vectorCase) : checkReadable(vectorCase),
);

function checkReadable({ kind, hex, batch, records }: ReadableCase): Mismatch | null {
  const bytes = bytesFromHex(hex);
  ensureValid(bytes);
  const header = readHeader(bytes);
  const read = readRecords(bytes);
  const decoded = {
    batches: splitIntoBatches(bytes).length,
    batch: batchToJson(header),
    records: read.map((record) => recordToJson(header, record)),
  };
  const mismatch = firstDifference({ batches: 1, batch, records }, decoded);
  if (mismatch || header.compressionId !== 0) return mismatch;
  const written = kind === 'control' ? read.map(withMarkerWrittenAnew) : read;
  return firstDifference(hex, hexOf(writeBatch(header, written)));
}

function withMarkerWrittenAnew(record: DefaultRecord): DefaultRecord {
  const type = controlRecordType(record.key);
  if (type !== 'COMMIT' && type !== 'ABORT') return record;
  return { ...record, ...endTransactionMarker(type, coordinatorEpochOf(record.value)) };
}

function checkCorrupt({ hex, outcome, at, batches }: CorruptCase): Mismatch | null {
  return firstDifference({ outcome, at, batches }, outcomeOfReading(bytesFromHex(hex)));
}

/** As a consumer reads: batch after batch, its checksum, then its records. */
function outcomeOfReading(bytes: Uint8Array): Pick<CorruptCase, 'outcome' | 'at' | 'batches'> {
  let at = 'split into batches';
  try {
    const batches = splitIntoBatches(bytes);
    for (const batch of batches) {
      at = 'ensureValid';
      ensureValid(batch);
      at = 'iterate records';
      readRecords(batch);
    }
    return { outcome: 'no error', batches: batches.length };
  } catch (error) {
    return { outcome: error instanceof Error ? error.name : String(error), at };
  }
}

function batchToJson({ compressionId, deleteHorizonMs, ...header }: StoredBatchHeader): object {
  return {
    ...header,
    compression: compressionTypeForId(compressionId),
    deleteHorizonMs: deleteHorizonMs ?? undefined,
    lastSequence: sequenceAt(header.baseSequence, header.lastOffset - header.baseOffset),
  };
}

function recordToJson(header: StoredBatchHeader, record: DefaultRecord): object {
  const { offsetDelta, timestampDelta, key, value, headers } = record;
  const isLogAppendTime = header.timestampType === 'LogAppendTime';
  return {
    offset: header.baseOffset + offsetDelta,
    timestamp: isLogAppendTime ? header.maxTimestamp : header.baseTimestamp + timestampDelta,
    sequence: sequenceAt(header.baseSequence, offsetDelta),
    keyHex: key && hexOf(key),
    valueHex: value && hexOf(value),
    headers: headers.length
      ? headers.map((each) => ({ key: each.key, valueHex: each.value && hexOf(each.value) }))
      : undefined,
    ...(header.isControlBatch && markerToJson(record)),
  };
}

function markerToJson({ key, value }: DefaultRecord): object {
  const controlType = controlRecordType(key);
  const endsTransaction = controlType === 'COMMIT' || controlType === 'ABORT';
  return { controlType, coordinatorEpoch: endsTransaction ? coordinatorEpochOf(value) : undefined };
}

function sequenceAt(baseSequence: number, offsetDelta: number): number {
  return baseSequence === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(baseSequence, offsetDelta);
}
