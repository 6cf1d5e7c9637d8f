/**
 * A topic's `compression.type` decides how its batches are stored: as the producer sent them ('producer'), or as the
 * leader compresses them anew (BrokerCompressionType). What comes of compressing is modelled, of uncompressing exact.
 */
import type { CompressionType } from '../../protocol/compression/compression.ts';
import {
  type DataRecords,
  offsetOfRecord,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  sizeOfRecord,
} from '../../protocol/record-batch.ts';
import { compressedBytes } from '../modelled-compression.ts';

/** The batch as a log with this `compression.type` stores it; the same object where nothing changes. */
export function recompress(batch: RecordBatch, type: string): RecordBatch {
  if (type === 'producer' || batch.records.kind !== 'data') return batch;
  const target = type === 'uncompressed' ? undefined : (type as Exclude<CompressionType, 'none'>);
  if (target === batch.compression) return batch;
  const { compression: _, ...plain } = batch;
  const contentBytes = uncompressedBytes(batch, batch.records);
  if (!target) return { ...plain, sizeInBytes: RECORD_BATCH_OVERHEAD + contentBytes };
  const sizeInBytes = RECORD_BATCH_OVERHEAD + compressedBytes(contentBytes);
  return { ...plain, sizeInBytes, compression: target };
}

function uncompressedBytes(batch: RecordBatch, records: DataRecords): number {
  const { keySizes, valueSizes, timestampDeltas } = records;
  let bytes = 0;
  for (let index = 0; index < timestampDeltas.length; index++) {
    const offsetDelta = offsetOfRecord(batch, index) - batch.baseOffset;
    bytes += sizeOfRecord(offsetDelta, timestampDeltas[index]!, keySizes[index]!, valueSizes[index]!);
  }
  return bytes;
}
