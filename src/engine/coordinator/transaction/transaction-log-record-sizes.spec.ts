import { expect, it } from 'vitest';
import { coordinatorRecordBytes } from '../../../protocol/coordinator-record-bytes.ts';
import type { TransactionLogRecord } from '../../../protocol/transaction-log-records.ts';
import { transactionLogRecordSizes } from './transaction-log-record-sizes.ts';

const key = { transactionalId: 'zahlung-ü' };
const value = {
  producerId: 1003,
  previousProducerId: 1003,
  nextProducerId: -1,
  producerEpoch: 4,
  transactionTimeoutMs: 60_000,
  transactionStatus: 1,
  transactionPartitions: [
    { topic: 'orders', partitionIds: [0, 7] },
    { topic: 'payments', partitionIds: [2] },
  ],
  transactionLastUpdateTimestampMs: 1_700_000_000_000,
  transactionStartTimestampMs: -1,
  clientTransactionVersion: 2,
};

const RECORDS: readonly (readonly [string, TransactionLogRecord['value']])[] = [
  ['a tombstone', null],
  ['a transaction under way', value],
  [
    'an id without transaction',
    { ...value, previousProducerId: -1, transactionPartitions: null, clientTransactionVersion: 0 },
  ],
  ['the end of a producer id', { ...value, nextProducerId: 2000, transactionPartitions: [] }],
];

it.each(RECORDS)('%s has the size of its bytes', (_, of) => {
  const record = { type: 'TransactionLog', key, value: of } as const;
  const bytes = coordinatorRecordBytes(record);
  expect(transactionLogRecordSizes(record)).toEqual({
    keySize: bytes.key.length,
    valueSize: bytes.value?.length ?? -1,
  });
});
