import { array, boolean, int8, int16, int32, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

const topicPartitions = { topicId: uuid(), topicName: string(), partitions: array(int32()) };

const assignment = {
  topicPartitions: array(topicPartitions),
};

/**
 * ConsumerGroupDescribe (key 69). State and members of consumer groups (KIP-848). v1: which members speak
 * the classic protocol (KIP-1099).
 */
export const ConsumerGroupDescribe = api('ConsumerGroupDescribe', {
  request: {
    groupIds: array(string()),
    includeAuthorizedOperations: boolean(),
  },
  response: {
    throttleTimeMs: int32(),
    groups: array({
      errorCode: int16(),
      errorMessage: string('0+', { default: null }),
      groupId: string(),
      groupState: string(),
      groupEpoch: int32(),
      assignmentEpoch: int32(),
      assignorName: string(),
      members: array({
        memberId: string(),
        instanceId: string('0+', { default: null }),
        rackId: string('0+', { default: null }),
        memberEpoch: int32(),
        clientId: string(),
        clientHost: string(),
        subscribedTopicNames: array(string()),
        subscribedTopicRegex: string('0+', { default: null }),
        assignment: struct(assignment),
        targetAssignment: struct(assignment),
        memberType: int8('1+', { default: -1 }),
      }),
      authorizedOperations: int32('0+', { default: -2147483648 }),
    }),
  },
});
