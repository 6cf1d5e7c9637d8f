import { array, boolean, int8, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * WriteTxnMarkers (key 27). The transaction coordinator has a transaction's end written into its partitions.
 * v1: flexible. v2: the transaction's version, so that a marker's epoch can be checked (KIP-890).
 */
export const WriteTxnMarkers = api('WriteTxnMarkers', {
  request: {
    markers: array({
      producerId: int64(),
      producerEpoch: int16(),
      transactionResult: boolean(),
      topics: array({ name: string(), partitionIndexes: array(int32()) }),
      coordinatorEpoch: int32(),
      transactionVersion: int8('2+'),
    }),
  },
  response: {
    markers: array({
      producerId: int64(),
      topics: array({
        name: string(),
        partitions: array({ partitionIndex: int32(), errorCode: int16() }),
      }),
    }),
  },
});
