import { array, int16, int32, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

const topicPartitions = { topicId: uuid(), partitions: array(int32()) };

/**
 * ConsumerGroupHeartbeat (key 68). A member of a consumer group says what it wants and holds, and hears what
 * it should hold; null: not changed since the last (KIP-848). v1: subscribed by regular expression, member
 * id made by the client (KIP-1082).
 */
export const ConsumerGroupHeartbeat = api('ConsumerGroupHeartbeat', {
  request: {
    groupId: string(),
    memberId: string(),
    memberEpoch: int32(),
    instanceId: string('0+', { default: null }),
    rackId: string('0+', { default: null }),
    rebalanceTimeoutMs: int32('0+', { default: -1 }),
    subscribedTopicNames: array('0+', string(), { default: null }),
    subscribedTopicRegex: string('1+', { default: null }),
    serverAssignor: string('0+', { default: null }),
    topicPartitions: array('0+', topicPartitions, { default: null }),
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
        topicPartitions: array(topicPartitions),
      },
      { default: null },
    ),
  },
});
