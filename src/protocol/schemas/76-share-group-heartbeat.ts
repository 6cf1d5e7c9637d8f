import { array, int16, int32, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ShareGroupHeartbeat (key 76). A member of a share group says what it is subscribed to and hears what it
 * should read (KIP-932). v0 was the early access.
 */
export const ShareGroupHeartbeat = api('ShareGroupHeartbeat', {
  request: {
    groupId: string(),
    memberId: string(),
    memberEpoch: int32(),
    rackId: string('0+', { default: null }),
    subscribedTopicNames: array('0+', string(), { default: null }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    errorMessage: string('0+', { default: null }),
    memberId: string('0+', { default: null }),
    memberEpoch: int32(),
    heartbeatIntervalMs: int32(),
    assignment: struct(
      '0+',
      {
        topicPartitions: array({ topicId: uuid(), partitions: array(int32()) }),
      },
      { default: null },
    ),
  },
});
