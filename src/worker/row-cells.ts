/** The records that a row shows: the key of each, and what a transaction makes of it. */
import { findBatch } from '../engine/log/log-segment.ts';
import { floorSegment, type UnifiedLog } from '../engine/log/unified-log.ts';
import { transactions } from '../engine/transaction/transactions.ts';
import type { Offset } from '../kernel/brand.ts';
import { type RecordBatch, recordAt } from '../protocol/record-batch.ts';
import { MISSING_CELL, NO_KEY_CELL, PLAIN_CELL, TXN_CELLS } from '../view/frame.ts';

export interface Cells {
  readonly keys: number[];
  readonly txns: number[];
  /** Whether any of them is not a plain cell. */
  inTxns: boolean;
}

/** Adds the cells of [from, to). */
export function pushCells(cells: Cells, log: UnifiedLog, from: Offset, to: Offset): void {
  const push = (key: number, txn = PLAIN_CELL): void => {
    cells.keys.push(key);
    cells.txns.push(txn);
    if (txn > PLAIN_CELL) cells.inTxns = true;
  };
  let offset = from;
  for (let s = Math.max(0, floorSegment(log, from)); s < log.segments.length && offset < to; s++) {
    const segment = log.segments[s]!;
    for (let b = Math.max(0, findBatch(segment, offset)); b < segment.batchCount && offset < to; b++) {
      const batch = segment.chunk.batches[b]!;
      if (batch.lastOffset < offset) continue;
      for (; offset < batch.baseOffset && offset < to; offset++) push(MISSING_CELL);
      const txn = batch.isTransactional
        ? TXN_CELLS.indexOf(transactions.rules().txnStateOf(log, batch))
        : PLAIN_CELL;
      for (; offset <= batch.lastOffset && offset < to; offset++) {
        const index = recordAt(batch, offset);
        // Compacted away.
        if (index < 0) push(MISSING_CELL);
        else push(keyOf(batch, index), txn);
      }
    }
  }
  for (; offset < to; offset++) push(MISSING_CELL);
}

function keyOf({ records }: RecordBatch, index: number): number {
  if (records.kind === 'control') return MISSING_CELL;
  return records.kind === 'data' ? (records.keyIds[index] ?? NO_KEY_CELL) : NO_KEY_CELL;
}
