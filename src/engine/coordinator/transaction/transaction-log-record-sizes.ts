/** Bytes that records of `__transaction_state` take: TransactionLogKey v0 and TransactionLogValue v1, each with its version. */
import { NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { TransactionLogRecord } from '../../../protocol/transaction-log-records.ts';
import {
  compactArrayOverhead,
  compactStringSize,
  INT8,
  INT32,
  INT64,
  NO_TAGGED_FIELDS,
  stringSize,
  VERSION,
} from '../group/field-sizes.ts';

const INT16 = 2;
/** Tag and size before its content. */
const TAG = 2;

/** `valueSize` -1: a tombstone. */
export function transactionLogRecordSizes({ key, value }: TransactionLogRecord): {
  readonly keySize: number;
  readonly valueSize: number;
} {
  const keySize = VERSION + stringSize(key.transactionalId);
  if (!value) return { keySize, valueSize: -1 };
  // Producer id and epoch, timeout, status, two timestamps.
  const fixed = INT64 + INT16 + INT32 + INT8 + INT64 + INT64;
  const valueSize = VERSION + fixed + partitionsSize(value.transactionPartitions) + taggedSize(value);
  return { keySize, valueSize };
}

type Value = NonNullable<TransactionLogRecord['value']>;

function partitionsSize(ofTopics: Value['transactionPartitions']): number {
  if (ofTopics === null) return compactArrayOverhead(-1);
  return ofTopics.reduce(
    (bytes, { topic, partitionIds }) =>
      bytes +
      compactStringSize(topic) +
      compactArrayOverhead(partitionIds.length) +
      partitionIds.length * INT32 +
      NO_TAGGED_FIELDS,
    compactArrayOverhead(ofTopics.length),
  );
}

function taggedSize({ previousProducerId, nextProducerId, clientTransactionVersion }: Value): number {
  return (
    NO_TAGGED_FIELDS +
    (previousProducerId === NO_PRODUCER_ID ? 0 : TAG + INT64) +
    (nextProducerId === NO_PRODUCER_ID ? 0 : TAG + INT64) +
    (clientTransactionVersion === 0 ? 0 : TAG + INT16)
  );
}
