import { array, boolean, int8, int16, int32, int64, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ShareAcknowledge (key 79). Acknowledges records for a share consumer (KIP-932). v2: longer locks
 * (KIP-1222).
 */
export const ShareAcknowledge = api('ShareAcknowledge', {
  request: {
    groupId: string('0+', { default: null }),
    memberId: string('0+', { nullable: '0+' }),
    shareSessionEpoch: int32(),
    isRenewAck: boolean('2+'),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        acknowledgementBatches: array({
          firstOffset: int64(),
          lastOffset: int64(),
          acknowledgeTypes: array(int8()),
        }),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { default: null }),
    acquisitionLockTimeoutMs: int32('2+'),
    responses: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        errorMessage: string('0+', { default: null }),
        currentLeader: struct({ leaderId: int32(), leaderEpoch: int32() }),
      }),
    }),
    nodeEndpoints: array({
      nodeId: int32(),
      host: string(),
      port: int32(),
      rack: string('0+', { default: null }),
    }),
  },
});
