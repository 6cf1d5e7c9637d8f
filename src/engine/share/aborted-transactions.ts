/**
 * Records of aborted transactions are not given to a group that reads committed records only: they are archived as
 * soon as they were acquired (SharePartition.filterAbortedTransactionalAcquiredRecords).
 */
import type { AbortedTransaction } from '../../protocol/messages/01-fetch.ts';
import type { AcquiredRecords } from '../../protocol/messages/78-share-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { ShareAcquiredRecords } from './acquire.ts';
import { archiveBetween } from './archive.ts';
import { RecordState } from './in-flight-state.ts';
import { batchesBetween, floorBatch, type SharePartition } from './share-partition.ts';

export function withoutAborted(
  partition: SharePartition,
  acquired: ShareAcquiredRecords,
  records: readonly RecordBatch[],
  aborted: readonly AbortedTransaction[] | null,
): ShareAcquiredRecords {
  if (!aborted || aborted.length === 0) return acquired;
  let kept = acquired.acquired;
  for (const { baseOffset, lastOffset } of abortedBatches(records, aborted)) {
    const floor = partition.batches[floorBatch(partition, baseOffset)];
    const batches = batchesBetween(partition, floor?.firstOffset ?? baseOffset, lastOffset);
    const range = { first: baseOffset, last: lastOffset };
    archiveBetween(partition, batches, range, RecordState.ACQUIRED, true);
    kept = kept.flatMap((each) => without(each, baseOffset, lastOffset));
  }
  const count = kept.reduce((sum, { firstOffset, lastOffset }) => sum + lastOffset - firstOffset + 1, 0);
  return { acquired: kept, count };
}

function abortedBatches(
  records: readonly RecordBatch[],
  aborted: readonly AbortedTransaction[],
): RecordBatch[] {
  const waiting = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  const producers = new Set<number>();
  return records.filter(({ producerId, lastOffset, records: content, isTransactional }) => {
    if (producerId < 0) return false;
    while (waiting[0] && waiting[0].firstOffset <= lastOffset) producers.add(waiting.shift()!.producerId);
    if (content.kind === 'control') {
      if (content.marker === 'ABORT') producers.delete(producerId);
      return false;
    }
    return isTransactional === true && producers.has(producerId);
  });
}

/** What is left of acquired records beside these offsets. */
function without(acquired: AcquiredRecords, first: number, last: number): AcquiredRecords[] {
  if (acquired.lastOffset < first || acquired.firstOffset > last) return [acquired];
  const left: AcquiredRecords[] = [];
  if (acquired.firstOffset < first) left.push({ ...acquired, lastOffset: first - 1 });
  if (acquired.lastOffset > last) left.push({ ...acquired, firstOffset: last + 1 });
  return left;
}
