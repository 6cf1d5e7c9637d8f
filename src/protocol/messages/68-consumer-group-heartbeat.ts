/**
 * ConsumerGroupHeartbeat (key 68), spoken at v1: the one request by which a member of a consumer group joins,
 * stays, gives up partitions, hears of new ones, and leaves (KIP-848). A field that is null, or -1, has not
 * changed since the last request or response.
 */
import type { ErrorCode } from '../errors.ts';

/** `memberEpoch` of a request that joins, or comes back after having been fenced. */
export const JOIN_GROUP_MEMBER_EPOCH = 0;
/** `memberEpoch` of one that leaves. */
export const LEAVE_GROUP_MEMBER_EPOCH = -1;
/** `memberEpoch` of a static member that will be back: its place is kept for the session timeout. */
export const LEAVE_GROUP_STATIC_MEMBER_EPOCH = -2;

/** Some partitions of one topic, by the topic's id. */
export interface TopicIdPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export interface ConsumerGroupHeartbeatRequest {
  readonly groupId: string;
  /** Made by the client, a UUID. */
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly rebalanceTimeoutMs: number;
  readonly subscribedTopicNames: readonly string[] | null;
  readonly subscribedTopicRegex: string | null;
  readonly serverAssignor: string | null;
  /** What the member holds. */
  readonly topicPartitions: readonly TopicIdPartitions[] | null;
}

export interface ConsumerGroupHeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly memberId: string | null;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  /** What the member is to hold. */
  readonly assignment: { readonly topicPartitions: readonly TopicIdPartitions[] } | null;
}
