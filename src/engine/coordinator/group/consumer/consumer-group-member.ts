/**
 * One member of a consumer group, as its coordinator knows it (ConsumerGroupMember). Never changed in place: a
 * heartbeat proposes records, and replaying them puts a new one in its place.
 */
import type { ClassicMemberMetadata } from '../../../../protocol/coordinator-records.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  TopicIdPartitions,
} from '../../../../protocol/messages/68-consumer-group-heartbeat.ts';
import { compareStrings } from '../../../client/topic-partition.ts';
import type { Request } from '../../../network/message.ts';
import { isSamePartitionEpochs, NO_PARTITIONS, type PartitionEpochs } from './partition-epochs.ts';

/**
 * Where the member stands on its way to its target assignment.
 *
 *                  its target lacks what it holds
 *      ┌─ Stable ───────────────────────────────► UnrevokedPartitions: it is to give partitions up
 *      │    ▲ │                                      │ it no longer holds them
 *      │    │ └──────────── target has more ─────────┤
 *      │    │  all of it is free                      ▼ some of it is still held by others
 *      └────┴──────────────────────────────────── UnreleasedPartitions: it waits for others to give them up
 */
export type MemberState = 'Stable' | 'UnrevokedPartitions' | 'UnreleasedPartitions';

export interface ConsumerGroupMember {
  /** Made by the client. */
  readonly memberId: string;
  /** The epoch of the target assignment that it has come to; -2: a static member that is away. */
  readonly memberEpoch: number;
  /** A member whose last answer was lost still sends this one. */
  readonly previousMemberEpoch: number;
  readonly state: MemberState;
  /** `group.instance.id` of a static member, null: a dynamic one. */
  readonly instanceId: string | null;
  readonly rackId: string | null;
  /** How long it may take to give partitions up: the consumer's `max.poll.interval.ms`. */
  readonly rebalanceTimeoutMs: number;
  readonly clientId: string;
  readonly clientHost: string;
  /** In order, each once. */
  readonly subscribedTopicNames: readonly string[];
  /** RE2; empty: none. */
  readonly subscribedTopicRegex: string;
  /** The assignor that it prefers, null: whichever. */
  readonly serverAssignor: string | null;
  readonly assignedPartitions: PartitionEpochs;
  readonly partitionsPendingRevocation: PartitionEpochs;
  /** Not null: the member speaks the classic protocol, while its group is on its way from one to the other. */
  readonly classicMemberMetadata: ClassicMemberMetadata | null;
}

export function createConsumerGroupMember(memberId: string): ConsumerGroupMember {
  return {
    memberId,
    memberEpoch: 0,
    previousMemberEpoch: -1,
    state: 'Stable',
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: '',
    serverAssignor: null,
    assignedPartitions: NO_PARTITIONS,
    partitionsPendingRevocation: NO_PARTITIONS,
    classicMemberMetadata: null,
  };
}

/** Our nodes have no addresses. */
export const CLIENT_HOST = '/127.0.0.1';

/** The member after what a heartbeat says of it; null and -1 say nothing. */
export function updatedBy(
  member: ConsumerGroupMember,
  { body, from }: Request<'ConsumerGroupHeartbeat'>,
): ConsumerGroupMember {
  return {
    ...member,
    instanceId: body.instanceId ?? member.instanceId,
    rackId: body.rackId ?? member.rackId,
    rebalanceTimeoutMs: body.rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : body.rebalanceTimeoutMs,
    serverAssignor: body.serverAssignor ?? member.serverAssignor,
    subscribedTopicNames: body.subscribedTopicNames
      ? distinct(body.subscribedTopicNames)
      : member.subscribedTopicNames,
    subscribedTopicRegex: body.subscribedTopicRegex ?? member.subscribedTopicRegex,
    clientId: from,
    clientHost: CLIENT_HOST,
    classicMemberMetadata: null,
  };
}

export function distinct(topicNames: readonly string[]): string[] {
  return [...new Set(topicNames)].sort(compareStrings);
}

export function usesClassicProtocol(member: ConsumerGroupMember): boolean {
  return member.classicMemberMetadata !== null;
}

export function isReconciledTo(member: ConsumerGroupMember, targetAssignmentEpoch: number): boolean {
  return member.state === 'Stable' && member.memberEpoch === targetAssignmentEpoch;
}

/** Whether both say the same of themselves; how far they have come does not count. */
export function isSameMetadata(a: ConsumerGroupMember, b: ConsumerGroupMember): boolean {
  return (
    a.memberId === b.memberId &&
    a.instanceId === b.instanceId &&
    a.rackId === b.rackId &&
    a.rebalanceTimeoutMs === b.rebalanceTimeoutMs &&
    a.clientId === b.clientId &&
    a.clientHost === b.clientHost &&
    isSameSubscription(a, b) &&
    a.subscribedTopicRegex === b.subscribedTopicRegex &&
    a.serverAssignor === b.serverAssignor &&
    isSameClassicMetadata(a.classicMemberMetadata, b.classicMemberMetadata)
  );
}

export function isSameSubscription(
  { subscribedTopicNames: ours }: ConsumerGroupMember,
  { subscribedTopicNames: theirs }: ConsumerGroupMember,
): boolean {
  return ours.length === theirs.length && ours.every((name, index) => name === theirs[index]);
}

function isSameClassicMetadata(a: ClassicMemberMetadata | null, b: ClassicMemberMetadata | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.sessionTimeoutMs === b.sessionTimeoutMs &&
    a.supportedProtocols.length === b.supportedProtocols.length &&
    a.supportedProtocols.every(({ name, metadata }, index) => {
      const other = b.supportedProtocols[index]!;
      return (
        name === other.name &&
        metadata.length === other.metadata.length &&
        metadata.every((byte, at) => byte === other.metadata[at])
      );
    })
  );
}

/** Whether both have come equally far. */
export function isSameAssignment(a: ConsumerGroupMember, b: ConsumerGroupMember): boolean {
  return (
    a.memberEpoch === b.memberEpoch &&
    a.previousMemberEpoch === b.previousMemberEpoch &&
    a.state === b.state &&
    isSamePartitionEpochs(a.assignedPartitions, b.assignedPartitions) &&
    isSamePartitionEpochs(a.partitionsPendingRevocation, b.partitionsPendingRevocation)
  );
}

/** A request that says all: the member may have lost the last answer, so it is told its assignment again. */
export function isFullRequest(body: ConsumerGroupHeartbeatRequest): boolean {
  const saysTopics = body.subscribedTopicNames !== null || body.subscribedTopicRegex !== null;
  return body.rebalanceTimeoutMs !== -1 && saysTopics && body.topicPartitions !== null;
}

export type OwnedPartitions = readonly TopicIdPartitions[] | null;
