/**
 * Which transactions the log cleaner is in the middle of, as it goes through a log from its start: whose
 * records to drop because they were aborted, and which markers no longer end anything.
 */
import type { Offset } from '../../kernel/brand.ts';
import { type RecordBatch, recordCount } from '../../protocol/record-batch.ts';
import { appendAbortedTxn, type LogSegment } from './log-segment.ts';
import type { AbortedTxn } from './transaction-index.ts';

export interface CleanedTransactionMetadata {
  /** Producers of which records have been seen in a transaction that was not aborted. */
  readonly committed: Set<number>;
  readonly aborted: Map<number, { readonly txn: AbortedTxn; hasRecords: boolean }>;
  /** Aborted transactions that the cleaner has still to come to, by first offset. */
  readonly ahead: AbortedTxn[];
}

export function createCleanedTransactionMetadata(): CleanedTransactionMetadata {
  return { committed: new Set(), aborted: new Map(), ahead: [] };
}

export function addAbortedTxns({ ahead }: CleanedTransactionMetadata, txns: readonly AbortedTxn[]): void {
  if (txns.length === 0) return;
  ahead.push(...txns);
  ahead.sort((a, b) => a.firstOffset - b.firstOffset);
}

/** True: the batch belongs to an aborted transaction, nobody will ever read its records. */
export function onBatchRead(metadata: CleanedTransactionMetadata, batch: RecordBatch): boolean {
  reach(metadata, batch.lastOffset);
  if (!batch.isTransactional) return false;
  const aborted = metadata.aborted.get(batch.producerId);
  if (aborted) aborted.hasRecords = true;
  else metadata.committed.add(batch.producerId);
  return aborted !== undefined;
}

/**
 * True: of the transaction that this marker ends no batch is left before it, so that it may go. An abort marker
 * that may not go keeps its place in the transaction index, that of `cleaned`, if one is being written.
 */
export function onControlBatchRead(
  metadata: CleanedTransactionMetadata,
  batch: RecordBatch,
  cleaned: LogSegment | null,
): boolean {
  const { producerId, records } = batch;
  reach(metadata, batch.lastOffset);
  if (records.kind !== 'control' || recordCount(batch) === 0) return true;
  if (records.marker === 'COMMIT') return !metadata.committed.delete(producerId);
  const aborted = metadata.aborted.get(producerId);
  metadata.aborted.delete(producerId);
  if (!aborted?.hasRecords) return true;
  if (cleaned) appendAbortedTxn(cleaned, aborted.txn);
  return false;
}

function reach({ ahead, aborted }: CleanedTransactionMetadata, offset: Offset): void {
  let reached = 0;
  for (; reached < ahead.length && ahead[reached]!.firstOffset <= offset; reached++) {
    const txn = ahead[reached]!;
    if (!aborted.has(txn.producerId)) aborted.set(txn.producerId, { txn, hasRecords: false });
  }
  if (reached > 0) ahead.splice(0, reached);
}
