/**
 * One member of a share group, as its coordinator knows it (ShareGroupMember). Never changed in place: a heartbeat
 * proposes records, and replaying them puts a new one in its place. It has its target assignment at once, since
 * nobody need give anything up for it.
 */
import type { PartitionsByTopicId } from '../assignor/partition-assignor.ts';

export interface ShareGroupMember {
  /** Made by the client. */
  readonly memberId: string;
  /** The epoch of the target assignment that it has; -1: on its way out. */
  readonly memberEpoch: number;
  /** A member whose last answer was lost still sends this one. */
  readonly previousMemberEpoch: number;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** In order, each once. */
  readonly subscribedTopicNames: readonly string[];
  readonly assignedPartitions: PartitionsByTopicId;
}

export const NO_PARTITIONS: PartitionsByTopicId = new Map();

export function createShareGroupMember(memberId: string): ShareGroupMember {
  return {
    memberId,
    memberEpoch: 0,
    previousMemberEpoch: -1,
    rackId: null,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    assignedPartitions: NO_PARTITIONS,
  };
}

/** Whether both say the same of themselves; what they have does not count. */
export function isSameMetadata(a: ShareGroupMember, b: ShareGroupMember): boolean {
  return (
    a.rackId === b.rackId &&
    a.clientId === b.clientId &&
    a.clientHost === b.clientHost &&
    isSameSubscription(a, b)
  );
}

export function isSameSubscription(
  { subscribedTopicNames: ours }: ShareGroupMember,
  { subscribedTopicNames: theirs }: ShareGroupMember,
): boolean {
  return ours.length === theirs.length && ours.every((name, index) => name === theirs[index]);
}
