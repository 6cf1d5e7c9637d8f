/** What the log cleaner asks of a record, whatever kind of batch it lies in. */
import { CONTROL_RECORD_KEY_SIZE, CONTROL_RECORD_VALUE_SIZE } from '../../protocol/end-transaction-marker.ts';
import {
  offsetOfRecord,
  type RecordBatch,
  recordCount,
  sizeOfRecord,
  timestampOfRecord,
} from '../../protocol/record-batch.ts';
import { sizesOf } from '../coordinator/group/record-sizes.ts';
import { transactions } from '../transaction/transactions.ts';

/** Stands for the key's bytes: equal for records of one key only, within one log. */
export type RecordKey = number | string;

/** Null: the record has no key, and compaction no use for it. */
export function keyOfRecord({ records }: RecordBatch, index: number): RecordKey | null {
  switch (records.kind) {
    case 'data':
      return records.keySizes[index]! < 0 ? null : records.keyIds[index]!;
    case 'coordinator':
    case 'transaction-log': {
      const { type, key } = records.records[index]!;
      return `${type} ${JSON.stringify(key)}`;
    }
    default:
      return null;
  }
}

/** A record without a value is a tombstone: it says that its key is gone. */
export function hasValue({ records }: RecordBatch, index: number): boolean {
  switch (records.kind) {
    case 'data':
      return records.valueSizes[index]! >= 0;
    case 'coordinator':
    case 'transaction-log':
      return records.records[index]!.value !== null;
    default:
      return true;
  }
}

/** Bytes of the batch's records, uncompressed. */
export function sizeOfRecords(batch: RecordBatch): number {
  let bytes = 0;
  for (let index = 0; index < recordCount(batch); index++) {
    const { keySize, valueSize } = sizesOfContent(batch, index);
    const offsetDelta = offsetOfRecord(batch, index) - batch.baseOffset;
    bytes += sizeOfRecord(offsetDelta, timestampDelta(batch, index), keySize, valueSize);
  }
  return bytes;
}

function sizesOfContent(
  { records }: RecordBatch,
  index: number,
): { readonly keySize: number; readonly valueSize: number } {
  switch (records.kind) {
    case 'data':
      return { keySize: records.keySizes[index]!, valueSize: records.valueSizes[index]! };
    case 'coordinator':
      return sizesOf(records.records[index]!);
    case 'transaction-log':
      return transactions.rules().transactionLogRecordSizes(records.records[index]!);
    case 'control':
      return { keySize: CONTROL_RECORD_KEY_SIZE, valueSize: CONTROL_RECORD_VALUE_SIZE };
    default:
      throw new Error(`a log of ${records.kind} is not compacted`);
  }
}

/** As it is stored: under LogAppendTime that is still the producer's. */
function timestampDelta(batch: RecordBatch, index: number): number {
  const { records } = batch;
  return records.kind === 'data'
    ? records.timestampDeltas[index]!
    : timestampOfRecord(batch, index) - batch.baseTimestamp;
}
