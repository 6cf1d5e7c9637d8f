/** What an appended batch means for the log's producers and transactions (UnifiedLog.updateProducers). */
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { appendAbortedTxn, findBatch } from './log-segment.ts';
import { hasProducerId, updateProducerState } from './producer-state-manager.ts';
import {
  beginTxn,
  type CompletedTxn,
  clearTransactions,
  completeTxn,
  forgetCompletedBefore,
  lastStableOffsetAfter,
} from './transactions.ts';
import { activeSegment, type UnifiedLog } from './unified-log.ts';

/** The batch has just been appended to the active segment. */
export function updateProducers(log: UnifiedLog, batch: RecordBatch): void {
  const completed = updateProducer(log, batch);
  if (!completed) return;
  if (completed.isAborted) indexAbortedTxn(log, completed);
  completeTxn(log.transactions, completed);
}

function indexAbortedTxn(log: UnifiedLog, completed: CompletedTxn): void {
  const { producerId, firstOffset, lastOffset } = completed;
  const lastStableOffset = lastStableOffsetAfter(log.transactions, completed);
  appendAbortedTxn(activeSegment(log), { producerId, firstOffset, lastOffset, lastStableOffset });
}

function updateProducer(log: UnifiedLog, batch: RecordBatch): CompletedTxn | null {
  const { producers, transactions } = log;
  if (!batch.isTransactional) return updateProducerState(producers, batch);
  const { producerId, baseOffset } = batch;
  const isInTxn = isTransactionOpen(log, producerId);
  const completed = updateProducerState(producers, batch);
  if (!isInTxn && isTransactionOpen(log, producerId))
    beginTxn(transactions, { producerId, firstOffset: baseOffset });
  return completed;
}

function isTransactionOpen({ producers }: UnifiedLog, producerId: number): boolean {
  return (producers.get(producerId)?.currentTxnFirstOffset ?? null) !== null;
}

/**
 * After a truncation. Kafka loads the last snapshot of the producers before the cut and replays what follows;
 * we replay all that the log still holds, so producers whose records are gone are forgotten a little sooner.
 */
export function rebuildProducerState(log: UnifiedLog): void {
  if (log.producers.size === 0) return;
  log.producers.clear();
  clearTransactions(log.transactions);
  for (const segment of log.segments) {
    for (let index = findBatch(segment, log.logStartOffset); index < segment.batchCount; index++) {
      const batch = segment.chunk.batches[index]!;
      if (hasProducerId(batch)) replay(log, batch);
    }
  }
  forgetCompletedBefore(log.transactions, log.highWatermark);
}

/** The transaction index needs no rebuilding: it was cut with its segment. */
function replay(log: UnifiedLog, batch: RecordBatch): void {
  const completed = updateProducer(log, batch);
  if (completed) completeTxn(log.transactions, completed);
}
