import { array, boolean, int8, int16, int32, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * CreateTopics (key 19). v4: -1 partitions or replicas stand for the cluster's defaults (KIP-464). v5:
 * flexible, the answer tells configs (KIP-525). v7: topic ids (KIP-516).
 */
export const CreateTopics = api('CreateTopics', {
  request: {
    topics: array({
      name: string(),
      numPartitions: int32(),
      replicationFactor: int16(),
      assignments: array({ partitionIndex: int32(), brokerIds: array(int32()) }),
      configs: array({ name: string(), value: string('0+', { nullable: '0+' }) }),
    }),
    timeoutMs: int32('0+', { default: 60000 }),
    validateOnly: boolean(),
  },
  response: {
    throttleTimeMs: int32(),
    topics: array({
      name: string(),
      topicId: uuid('7+'),
      errorCode: int16(),
      errorMessage: string('0+', { nullable: '0+' }),
      topicConfigErrorCode: int16('5+', { tag: 0 }),
      numPartitions: int32('5+', { default: -1 }),
      replicationFactor: int16('5+', { default: -1 }),
      configs: array(
        '5+',
        {
          name: string(),
          value: string('0+', { nullable: '0+' }),
          readOnly: boolean(),
          configSource: int8('0+', { default: -1 }),
          isSensitive: boolean(),
        },
        { nullable: '0+' },
      ),
    }),
  },
});
