/**
 * What consumer groups (KIP-848) and share groups (KIP-932) have in common: the coordinator itself makes a target
 * assignment for all members, and two epochs count: the group's, which every change of members, subscriptions or
 * topics raises, and the one that the target assignment was made for. After Kafka's ModernGroup.
 */
import type { BrokerNode } from '../../broker/broker.ts';
import type { PartitionsByTopicId } from './assignor/partition-assignor.ts';
import type { MemberTimers } from './consumer/member-timers.ts';

export interface ModernGroup<Member> {
  readonly groupId: string;
  groupEpoch: number;
  /** Changes with the subscribed topics: their ids, numbers of partitions, and racks. */
  metadataHash: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** When it was made, 0: not known. */
  assignmentTimestampMs: number;
  readonly members: Map<string, Member>;
  /** By member id. */
  readonly targetAssignment: Map<string, PartitionsByTopicId>;
  /** Of the broker's metadata when the hash was last computed, and the group epoch of then. Not in the log. */
  refreshedMetadata: { readonly version: number; readonly groupEpoch: number };
  /** By member id. Not in the log: the next coordinator begins them anew. */
  readonly timers: Map<string, MemberTimers>;
}

const NEVER_REFRESHED = { version: -1, groupEpoch: 0 } as const;

/** Never written down: the first member's record makes it a group. */
export function createModernGroup<Member>(groupId: string): ModernGroup<Member> {
  return {
    groupId,
    groupEpoch: 1,
    metadataHash: 0,
    assignmentEpoch: 1,
    assignmentTimestampMs: 0,
    members: new Map(),
    targetAssignment: new Map(),
    refreshedMetadata: NEVER_REFRESHED,
    timers: new Map(),
  };
}

/** Whether the broker has heard of changes in the metadata since the group last looked. */
export function hasMetadataExpired(
  { disk }: BrokerNode,
  { refreshedMetadata, groupEpoch }: ModernGroup<unknown>,
): boolean {
  return disk.metadataOffset !== refreshedMetadata.version || groupEpoch < refreshedMetadata.groupEpoch;
}

/** Many changes in short order are answered by one assignment (KIP-1263). */
export function isAssignmentDue(
  { assignmentTimestampMs }: ModernGroup<unknown>,
  intervalMs: number,
  nowMs: number,
): boolean {
  return assignmentTimestampMs === 0 || nowMs >= assignmentTimestampMs + intervalMs;
}
