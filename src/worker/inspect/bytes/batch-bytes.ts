/**
 * The bytes of the engine's record batches. In the engine records are a recipe: here it is followed, and the
 * batch gets the size that the engine has known all along. Two kinds differ: what is compressed takes the size
 * that compressing gives, and records of the metadata log their own; the engine reckons with typical sizes.
 */
import { utf8 } from '../../../engine/key-table.ts';
import { coordinatorRecordBytes } from '../../../protocol/coordinator-record-bytes.ts';
import { metadataRecordBytes } from '../../../protocol/metadata-record-bytes.ts';
import {
  type DataRecords,
  deleteHorizonMs,
  offsetOfRecord,
  type RecordBatch,
} from '../../../protocol/record-batch.ts';
import { endTransactionMarker } from '../../../protocol/records/control-record.ts';
import type { DefaultRecord } from '../../../protocol/records/default-record.ts';
import { writeBatch } from '../../../protocol/records/default-record-batch.ts';
import { contentOf } from '../../../sim/content-of.ts';
import type { Simulation } from '../../../sim/simulation.ts';

interface KeyAndValue {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}

/** Several, one after another. */
export function bytesOfBatches(simulation: Simulation, batches: readonly RecordBatch[]): Uint8Array {
  const parts = batches.map((batch) => bytesOfBatch(simulation, batch));
  const bytes = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function bytesOfBatch(simulation: Simulation, batch: RecordBatch): Uint8Array {
  const { records, isTransactional = false, compression = 'none' } = batch;
  const header = {
    ...batch,
    isTransactional,
    isControlBatch: records.kind === 'control',
    deleteHorizonMs: deleteHorizonMs(batch),
  };
  const timestampDeltas = records.kind === 'data' ? records.timestampDeltas : [];
  const written = contentsOf(simulation, records).map(
    (content, index): DefaultRecord => ({
      ...content,
      offsetDelta: offsetOfRecord(batch, index) - batch.baseOffset,
      timestampDelta: timestampDeltas[index] ?? 0,
      headers: [],
    }),
  );
  return writeBatch(header, written, compression);
}

/** Whether `sizeInBytes` is what the bytes take. */
export function isSizeReckoned({ compression, records }: RecordBatch): boolean {
  return compression !== undefined || records.kind === 'metadata';
}

function contentsOf(simulation: Simulation, records: RecordBatch['records']): KeyAndValue[] {
  switch (records.kind) {
    case 'data':
      return records.indexes.map((_, index) => contentOfData(simulation, records, index));
    case 'coordinator':
    case 'share-state':
    case 'transaction-log':
      return records.records.map(coordinatorRecordBytes);
    case 'metadata':
      return records.records.map((record) => ({ key: null, value: metadataRecordBytes(record) }));
    case 'control':
      return [endTransactionMarker(records.marker, records.coordinatorEpoch)];
  }
}

function contentOfData(
  { cluster, applications, data }: Simulation,
  { stream, indexes, keyIds, valueSizes }: DataRecords,
  index: number,
): KeyAndValue {
  const keyText = cluster.keys.text[keyIds[index]!];
  const size = valueSizes[index]!;
  return {
    key: keyText === undefined ? null : utf8(keyText),
    value: size < 0 ? null : utf8(contentOf(applications, data, stream, indexes[index]!)?.value ?? ''),
  };
}
