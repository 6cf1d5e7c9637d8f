/** Batches as a broker gets them: told by their sizes, or as bytes, sound or damaged. */
import {
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  sizeOfRecord,
} from '../../protocol/record-batch.ts';
import { controlRecordType, coordinatorEpochOf } from '../../protocol/records/control-record.ts';
import type { DefaultRecord } from '../../protocol/records/default-record.ts';
import {
  compressionTypeForId,
  ensureValid,
  readHeader,
  readRecords,
  type StoredBatchHeader,
} from '../../protocol/records/default-record-batch.ts';
import { splitIntoBatches } from '../../protocol/records/memory-records.ts';

/** Records without keys whose values are all of one length, such that the batch has this size. */
export function batchOfZeroes(records: number, sizeInBytes: number, timestamp: number): RecordBatch {
  const valueSize = valueSizeFor(records, sizeInBytes);
  const everyRecord = (value: number) => new Array<number>(records).fill(value);
  return {
    baseOffset: 0,
    lastOffset: records - 1,
    partitionLeaderEpoch: NO_PARTITION_LEADER_EPOCH,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    baseSequence: NO_SEQUENCE,
    timestampType: 'CreateTime',
    baseTimestamp: timestamp,
    maxTimestamp: timestamp,
    sizeInBytes,
    records: {
      kind: 'data',
      stream: -1,
      indexes: [...everyRecord(0).keys()],
      keyIds: everyRecord(-1),
      keySizes: everyRecord(-1),
      valueSizes: everyRecord(valueSize),
      timestampDeltas: everyRecord(0),
    },
  };
}

function valueSizeFor(records: number, sizeInBytes: number): number {
  for (let valueSize = 0; valueSize < sizeInBytes; valueSize++) {
    let size = RECORD_BATCH_OVERHEAD;
    for (let index = 0; index < records; index++) size += sizeOfRecord(index, 0, -1, valueSize);
    if (size === sizeInBytes) return valueSize;
  }
  throw new Error(`no ${records} records of one length fill a batch of ${sizeInBytes} bytes`);
}

export function batchesFromBytes(bytes: Uint8Array): RecordBatch[] {
  return splitIntoBatches(bytes).map(batchFromBytes);
}

function batchFromBytes(bytes: Uint8Array): RecordBatch {
  const header = readHeader(bytes);
  const { records, damage } = contentOf(bytes);
  const compression = compressionTypeForId(header.compressionId);
  return {
    baseOffset: header.baseOffset,
    lastOffset: header.lastOffset,
    partitionLeaderEpoch: header.partitionLeaderEpoch,
    producerId: header.producerId,
    producerEpoch: header.producerEpoch,
    baseSequence: header.baseSequence,
    timestampType: header.timestampType,
    baseTimestamp: header.baseTimestamp,
    maxTimestamp: header.maxTimestamp,
    sizeInBytes: header.sizeInBytes,
    ...(header.isTransactional && { isTransactional: true }),
    ...(compression !== 'none' && { compression }),
    ...(damage && { damage }),
    records: header.isControlBatch ? markerOf(records) : columnsOf(records),
  };
}

/** What can be read, and why not all of it can. */
function contentOf(bytes: Uint8Array): Pick<RecordBatch, 'damage'> & { readonly records: DefaultRecord[] } {
  try {
    ensureValid(bytes);
  } catch {
    return { records: [], damage: 'checksum' };
  }
  try {
    const records = readRecords(bytes);
    return matches(readHeader(bytes), records) ? { records } : { records, damage: 'records' };
  } catch {
    return { records: [], damage: 'records' };
  }
}

/** A producer's records have the offsets from 0 on, without gaps. */
function matches({ baseOffset, lastOffset }: StoredBatchHeader, records: readonly DefaultRecord[]): boolean {
  return (
    lastOffset - baseOffset + 1 === records.length &&
    records.every(({ offsetDelta }, index) => offsetDelta === index)
  );
}

function markerOf([record]: readonly DefaultRecord[]): RecordBatch['records'] {
  const marker = controlRecordType(record?.key ?? null);
  if (marker !== 'COMMIT' && marker !== 'ABORT') throw new Error(`${marker} ends no transaction`);
  return { kind: 'control', marker, coordinatorEpoch: coordinatorEpochOf(record!.value) ?? -1 };
}

function columnsOf(records: readonly DefaultRecord[]): RecordBatch['records'] {
  return {
    kind: 'data',
    stream: -1,
    indexes: [...records.keys()],
    keyIds: records.map(() => -1),
    keySizes: records.map(({ key }) => key?.length ?? -1),
    valueSizes: records.map(({ value }) => value?.length ?? -1),
    timestampDeltas: records.map(({ timestampDelta }) => timestampDelta),
  };
}
