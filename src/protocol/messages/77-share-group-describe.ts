/** ShareGroupDescribe (key 77), spoken at v1: state and members of share groups (KIP-932). */
import type { ErrorCode } from '../errors.ts';

export interface ShareGroupDescribeRequest {
  readonly groupIds: readonly string[];
  readonly includeAuthorizedOperations: boolean;
}

export interface ShareGroupDescribeResponse {
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
      readonly rackId: string | null;
      readonly memberEpoch: number;
      readonly clientId: string;
      readonly clientHost: string;
      readonly subscribedTopicNames: readonly string[];
      readonly assignment: {
        readonly topicPartitions: readonly {
          readonly topicId: string;
          readonly topicName: string;
          readonly partitions: readonly number[];
        }[];
      };
    }[];
    readonly authorizedOperations: number;
  }[];
}
