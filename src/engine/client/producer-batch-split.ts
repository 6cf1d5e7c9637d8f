/** A batch that the broker refused as too large is cut into smaller ones and sent again (ProducerBatch.split). */
import { NO_SEQUENCE } from '../../protocol/record-batch.ts';
import {
  countOf,
  createProducerBatch,
  hasSequence,
  type ProducerBatch,
  setProducerState,
  sizeUpperBound,
  tryAppend,
} from './producer-batch.ts';

/**
 * Cuts a batch by `batch.size`, and one that was cut before into halves, but never through a record
 * (KAFKA-8350). The parts are as old as the whole, count no attempts, and share its sequence
 * numbers out. That they might compress well is not counted on.
 */
export function splitBatch(
  whole: ProducerBatch,
  batchSizeBytes: number,
  nextId: () => number,
): ProducerBatch[] {
  const limit = whole.split
    ? Math.max(largestRecord(whole), Math.floor(whole.sizeInBytes / 2))
    : batchSizeBytes;
  const parts: ProducerBatch[] = [];
  for (let i = 0; i < countOf(whole); i++) {
    const last = parts.at(-1);
    if (last && copyRecord(whole, i, last)) continue;
    if (last) last.open = false;
    const part = partBeginningAt(whole, i, limit, nextId());
    copyRecord(whole, i, part);
    parts.push(part);
  }
  shareSequences(whole, parts);
  return parts;
}

/** What a batch with the largest of its records alone may take. */
function largestRecord({ records }: ProducerBatch): number {
  let largest = 0;
  for (let i = 0; i < records.indexes.length; i++)
    largest = Math.max(largest, sizeUpperBound(records.keySizes[i]!, records.valueSizes[i]!));
  return largest;
}

function partBeginningAt(whole: ProducerBatch, at: number, limit: number, id: number): ProducerBatch {
  return createProducerBatch({
    id,
    stream: whole.records.stream,
    createdUs: whole.createdUs,
    batchSizeBytes: limit,
    timestamp: whole.baseTimestamp + whole.records.timestampDeltas[at]!,
    keySize: whole.records.keySizes[at]!,
    valueSize: whole.records.valueSizes[at]!,
    split: true,
    compression: whole.compression,
  });
}

/** False when the part has no room for it. */
function copyRecord({ records, baseTimestamp }: ProducerBatch, at: number, part: ProducerBatch): boolean {
  const grown = tryAppend(
    part,
    records.indexes[at]!,
    records.keyIds[at]!,
    records.keySizes[at]!,
    records.valueSizes[at]!,
    baseTimestamp + records.timestampDeltas[at]!,
  );
  return grown > 0;
}

function shareSequences(whole: ProducerBatch, parts: readonly ProducerBatch[]): void {
  let sequence = hasSequence(whole) ? whole.baseSequence : NO_SEQUENCE;
  for (const part of parts) {
    part.open = false;
    if (sequence === NO_SEQUENCE) continue;
    setProducerState(part, whole.producerId, whole.producerEpoch, sequence);
    sequence += countOf(part);
  }
}
