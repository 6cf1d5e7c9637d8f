import { array, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/** DescribeTransactions (key 65). State of transactions at their coordinator (KIP-664). */
export const DescribeTransactions = api('DescribeTransactions', {
  request: {
    transactionalIds: array(string()),
  },
  response: {
    throttleTimeMs: int32(),
    transactionStates: array({
      errorCode: int16(),
      transactionalId: string(),
      transactionState: string(),
      transactionTimeoutMs: int32(),
      transactionStartTimeMs: int64(),
      producerId: int64(),
      producerEpoch: int16(),
      topics: array({ topic: string(), partitions: array(int32()) }),
    }),
  },
});
