import { array, boolean, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

const addPartitionsToTxnTopic = { name: string(), partitions: array(int32()) };

const addPartitionsToTxnPartitionResult = { partitionIndex: int32(), partitionErrorCode: int16() };

const addPartitionsToTxnTopicResult = {
  name: string(),
  resultsByPartition: array(addPartitionsToTxnPartitionResult),
};

/**
 * AddPartitionsToTxn (key 24). Partitions that a transaction writes to. v3: flexible. v4: brokers ask for
 * many transactions at once, or only whether they are open (KIP-890).
 */
export const AddPartitionsToTxn = api('AddPartitionsToTxn', {
  request: {
    transactions: array('4+', {
      transactionalId: string(),
      producerId: int64(),
      producerEpoch: int16(),
      verifyOnly: boolean(),
      topics: array(addPartitionsToTxnTopic),
    }),
    v3AndBelowTransactionalId: string('0-3'),
    v3AndBelowProducerId: int64('0-3'),
    v3AndBelowProducerEpoch: int16('0-3'),
    v3AndBelowTopics: array('0-3', addPartitionsToTxnTopic),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16('4+'),
    resultsByTransaction: array('4+', {
      transactionalId: string(),
      topicResults: array(addPartitionsToTxnTopicResult),
    }),
    resultsByTopicV3AndBelow: array('0-3', addPartitionsToTxnTopicResult),
  },
});
