/**
 * `isolation.level`: with read_committed a consumer gets no records of transactions that were aborted, and none
 * beyond the first transaction that is still open, where the broker ends its answers. After Kafka's
 * CompletedFetch.
 */
import type { ConsumerConfig } from '../../protocol/config/consumer-config.ts';
import type { AbortedTransaction } from '../../protocol/messages/01-fetch.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';

export function isolationLevelOf(configs: ConsumerConfig): 0 | 1 {
  return configs['isolation.level'] === 'read_committed' ? 1 : 0;
}

/** How far the aborted transactions of a fetch have been met, batch by batch. Null: nothing is left out. */
export interface AbortedReader {
  /** By first offset; those in front have begun. */
  readonly transactions: readonly AbortedTransaction[];
  begun: number;
  /** Producers within a transaction that will be aborted. */
  readonly producers: Set<number>;
}

export function createAbortedReader(aborted: readonly AbortedTransaction[] | null): AbortedReader | null {
  if (aborted === null || aborted.length === 0) return null;
  const transactions = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  return { transactions, begun: 0, producers: new Set() };
}

/** Whether the next batch is not for the application: a marker, or what an aborted transaction wrote. */
export function isLeftOut(reader: AbortedReader | null, batch: RecordBatch): boolean {
  const isControl = batch.records.kind === 'control';
  if (!reader || batch.producerId < 0) return isControl;
  beginUpTo(reader, batch.lastOffset);
  if (batch.records.kind === 'control') {
    if (batch.records.marker === 'ABORT') reader.producers.delete(batch.producerId);
    return true;
  }
  return batch.isTransactional === true && reader.producers.has(batch.producerId);
}

function beginUpTo(reader: AbortedReader, offset: number): void {
  const { transactions, producers } = reader;
  for (; reader.begun < transactions.length; reader.begun++) {
    const { firstOffset, producerId } = transactions[reader.begun]!;
    if (firstOffset > offset) return;
    producers.add(producerId);
  }
}
