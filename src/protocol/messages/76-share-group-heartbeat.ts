/**
 * ShareGroupHeartbeat (key 76), spoken at v1: the one request by which a member of a share group joins, stays,
 * hears of partitions, and leaves (KIP-932). A field that is null has not changed. Unlike a consumer group's, a
 * member says nothing of what it holds: partitions are shared, and nobody waits for another to give one up.
 */
import type { ErrorCode } from '../errors.ts';
import type { TopicIdPartitions } from './68-consumer-group-heartbeat.ts';

export interface ShareGroupHeartbeatRequest {
  readonly groupId: string;
  /** Made by the client, a UUID. */
  readonly memberId: string;
  /** 0: joins, -1: leaves. */
  readonly memberEpoch: number;
  readonly rackId: string | null;
  readonly subscribedTopicNames: readonly string[] | null;
}

export interface ShareGroupHeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly memberId: string | null;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  /** What the member is to fetch from. */
  readonly assignment: { readonly topicPartitions: readonly TopicIdPartitions[] } | null;
}
