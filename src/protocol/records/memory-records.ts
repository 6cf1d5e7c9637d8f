/**
 * Batches one after another, as a Produce request, a Fetch response or a log segment has them (`MemoryRecords`,
 * `ByteBufferLogInputStream`).
 */
import { LOG_OVERHEAD } from './default-record-batch.ts';
import { CorruptRecordException } from './record-exceptions.ts';

/** The smallest record there ever was, of format v0. */
const SMALLEST_RECORD_BYTES = 14;
const LENGTH_OFFSET = 8;
const MAGIC_OFFSET = 16;
const CURRENT_MAGIC = 2;

/** Views of the batches. What a fetch cut off at the end is no batch and no error. */
export function splitIntoBatches(records: Uint8Array): Uint8Array[] {
  const batches: Uint8Array[] = [];
  for (let rest = records; ; ) {
    const size = nextBatchSize(rest);
    if (size === null || size > rest.length) return batches;
    batches.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
}

function nextBatchSize(bytes: Uint8Array): number | null {
  if (bytes.length < LOG_OVERHEAD) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getInt32(LENGTH_OFFSET);
  if (length < SMALLEST_RECORD_BYTES) {
    throw new CorruptRecordException(`a batch of length ${length} is smaller than the smallest record`);
  }
  if (bytes.length <= MAGIC_OFFSET) return null;
  const magic = view.getInt8(MAGIC_OFFSET);
  if (magic < 0 || magic > CURRENT_MAGIC) throw new CorruptRecordException(`a batch has the magic ${magic}`);
  return LOG_OVERHEAD + length;
}
