/** ConsumerGroupDescribe (key 69), spoken at v1: state and members of consumer groups (KIP-848). */
import type { ErrorCode } from '../errors.ts';

interface Assignment {
  readonly topicPartitions: readonly {
    readonly topicId: string;
    readonly topicName: string;
    readonly partitions: readonly number[];
  }[];
}

export interface ConsumerGroupDescribeRequest {
  readonly groupIds: readonly string[];
  readonly includeAuthorizedOperations: boolean;
}

export interface ConsumerGroupDescribeResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly {
    readonly errorCode: ErrorCode;
    readonly errorMessage: string | null;
    readonly groupId: string;
    readonly groupState: string;
    readonly groupEpoch: number;
    readonly assignmentEpoch: number;
    readonly assignorName: string;
    readonly members: readonly {
      readonly memberId: string;
      readonly instanceId: string | null;
      readonly rackId: string | null;
      readonly memberEpoch: number;
      readonly clientId: string;
      readonly clientHost: string;
      readonly subscribedTopicNames: readonly string[];
      readonly subscribedTopicRegex: string | null;
      readonly assignment: Assignment;
      readonly targetAssignment: Assignment;
      /** 0: speaks the classic protocol, 1: the consumer protocol (KIP-1099). */
      readonly memberType: number;
    }[];
    readonly authorizedOperations: number;
  }[];
}
