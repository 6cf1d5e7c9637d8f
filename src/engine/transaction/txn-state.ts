/** How the transaction of a batch stands in its log: for the picture and the inspector. */
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { collectAbortedTxns } from '../log/transaction-index.ts';
import { floorSegment, type UnifiedLog } from '../log/unified-log.ts';

export type TxnState = 'open' | 'aborted' | 'committed' | 'COMMIT' | 'ABORT';

/** A marker tells what it decided. */
export function txnStateOf(log: UnifiedLog, { records, producerId, baseOffset }: RecordBatch): TxnState {
  if (records.kind === 'control') return records.marker;
  const covers = (txn: { readonly producerId: number; readonly firstOffset: number }): boolean =>
    txn.producerId === producerId && txn.firstOffset <= baseOffset;
  if (log.transactions.ongoing.some(covers)) return 'open';
  const { segments } = log;
  const touching = collectAbortedTxns(segments, floorSegment(log, baseOffset), baseOffset, baseOffset + 1);
  return touching.some(covers) ? 'aborted' : 'committed';
}
