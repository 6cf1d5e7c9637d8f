/** Records that were never part of a batch and yet have failed: told as a batch of their own. */
import type { ErrorName } from '../../protocol/errors.ts';
import { type Ctx, note } from '../ctx.ts';
import { transactions } from '../transaction/transactions.ts';
import type { ProducerNode } from './producer.ts';
import { asRecordBatch, createProducerBatch, tryAppend } from './producer-batch.ts';
import type { Records } from './record-accumulator.ts';

/** TimeoutException of KafkaProducer.waitOnMetadata, and BufferExhaustedException. */
type SendError = 'METADATA_TIMEOUT' | 'BUFFER_EXHAUSTED';

/** `partition` in the note is -1: Kafka too may not have chosen one. */
export function failRecords(
  ctx: Ctx,
  producer: ProducerNode,
  topic: string,
  records: Records,
  error: ErrorName | SendError,
): void {
  const { indexes, keyIds, keySizes, valueSizes, timestamps } = records;
  if (indexes.length === 0) return;
  producer.failures++;
  const batch = createProducerBatch({
    id: -1,
    stream: producer.streamId,
    createdUs: ctx.nowUs,
    batchSizeBytes: Number.MAX_SAFE_INTEGER,
    timestamp: timestamps[0]!,
    keySize: keySizes[0]!,
    valueSize: valueSizes[0]!,
  });
  for (let i = 0; i < indexes.length; i++)
    tryAppend(batch, indexes[i]!, keyIds[i]!, keySizes[i]!, valueSizes[i]!, timestamps[i]!);
  note(ctx, {
    code: 'batch-failed',
    producer: producer.id,
    topic,
    partition: records.partition ?? -1,
    batch: asRecordBatch(batch),
    error,
  });
  const transaction = producer.transactionManager?.transaction;
  if (transaction) transactions.rules().onSendFailed(ctx, producer, transaction, error);
}
