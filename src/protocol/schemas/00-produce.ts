import { array, int16, int32, int64, records, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * Produce (key 0). Batches for the leaders of their partitions. v5: log start offset. v8: which record was
 * wrong (KIP-467). v9: flexible. v10: errors name the current leader (KIP-951). v12: a transactional write
 * adds its partition by itself (KIP-890). v13: topics by id (KIP-516).
 */
export const Produce = api('Produce', {
  request: {
    transactionalId: string('0+', { default: null }),
    acks: int16(),
    timeoutMs: int32(),
    topicData: array({
      name: string('3-12'),
      topicId: uuid('13+'),
      partitionData: array({ index: int32(), records: records('0+', { default: null }) }),
    }),
  },
  response: {
    responses: array({
      name: string('3-12'),
      topicId: uuid('13+'),
      partitionResponses: array({
        index: int32(),
        errorCode: int16(),
        baseOffset: int64(),
        logAppendTimeMs: int64('0+', { default: -1 }),
        logStartOffset: int64('5+', { default: -1 }),
        recordErrors: array('8+', {
          batchIndex: int32(),
          batchIndexErrorMessage: string('0+', { default: null }),
        }),
        errorMessage: string('8+', { default: null }),
        currentLeader: struct(
          '10+',
          {
            leaderId: int32('0+', { default: -1 }),
            leaderEpoch: int32('0+', { default: -1 }),
          },
          { tag: 0 },
        ),
      }),
    }),
    throttleTimeMs: int32(),
    nodeEndpoints: array(
      '10+',
      {
        nodeId: int32(),
        host: string(),
        port: int32(),
        rack: string('0+', { default: null }),
      },
      { tag: 0 },
    ),
  },
});
