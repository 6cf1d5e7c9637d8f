/** The records of `__transaction_state` as Apache Kafka 4.3 writes them; laid out like those of other coordinators. */
import { array, int8, int16, int32, int64, string } from '../schema/schema.ts';
import type { TransactionLogRecord } from '../transaction-log-records.ts';
import type { CoordinatorRecordSchema } from './coordinator-records.ts';

const producerId = (tag: number) => int64('1+', { tag, default: -1 });

export const transactionLogRecordSchemas: Readonly<
  Record<TransactionLogRecord['type'], CoordinatorRecordSchema>
> = {
  TransactionLog: {
    keyType: 0,
    key: {
      name: 'TransactionLogKey',
      versions: [0, 0],
      firstFlexible: null,
      fields: { transactionalId: string() },
    },
    value: {
      name: 'TransactionLogValue',
      versions: [0, 1],
      firstFlexible: 1,
      fields: {
        producerId: int64(),
        previousProducerId: producerId(0),
        nextProducerId: producerId(1),
        producerEpoch: int16(),
        nextProducerEpoch: int16('1+', { tag: 3, default: -1 }),
        transactionTimeoutMs: int32(),
        transactionStatus: int8(),
        transactionPartitions: array(
          '0+',
          { topic: string(), partitionIds: array(int32()) },
          { default: null },
        ),
        transactionLastUpdateTimestampMs: int64(),
        transactionStartTimestampMs: int64(),
        clientTransactionVersion: int16('1+', { tag: 2, default: 0 }),
      },
    },
    valueVersion: 1,
  },
};
