import type { Subscription } from '../consumer-protocol.ts';
import { compareStrings, type TopicPartition } from '../topic-partition.ts';

/**
 * How much a member gives up before it joins (KIP-429): all it has, or only what the new assignment takes.
 */
export type RebalanceProtocol = 'EAGER' | 'COOPERATIVE';

/** Kafka's names of its client-side assignors, as JoinGroup carries them. */
export type AssignorName = 'range' | 'roundrobin' | 'sticky' | 'cooperative-sticky';

/** What the group's leader knows of one member: its subscription, from the JoinGroup response. */
export interface MemberSubscription extends Subscription {
  readonly memberId: string;
  /** `group.instance.id` of a static member; null or absent: a dynamic one. */
  readonly groupInstanceId?: string | null;
}

/** What the group's leader knows of one topic, from its metadata. */
export interface TopicInfo {
  /** Number of partitions. */
  readonly partitions: number;
  /**
   * By partition, the racks (`broker.rack`) of its replicas, null for a broker without one; absent: no racks.
   */
  readonly replicaRacks?: readonly (readonly (string | null)[])[];
}

/** Topics of the cluster by name. */
export type Topics = ReadonlyMap<string, TopicInfo>;

/** The partitions of each member, by member id; a member without any has an empty list. */
export type GroupAssignment = Map<string, TopicPartition[]>;

/** What an assignor remembers of the last assignment it was told of. */
export interface LastAssignment {
  readonly partitions: readonly TopicPartition[];
  readonly generationId: number;
}

/**
 * How the leader of a classic group divides the partitions (`ConsumerPartitionAssignor`, setting
 * `partition.assignment.strategy`). Assignors hold no state: what one remembers lies with its consumer.
 */
export interface ConsumerPartitionAssignor {
  readonly name: AssignorName;
  /** Preferred first. */
  readonly supportedProtocols: readonly RebalanceProtocol[];
  /** The user data of this member's next subscription; `last` is null before the first assignment. */
  subscriptionUserData(last: LastAssignment | null): Uint8Array | null;
  /** What to remember of an assignment that this member has just received; null: nothing. */
  onAssignment(received: LastAssignment): LastAssignment | null;
  /** Runs on the leader. The answer depends on neither the order of the members nor that of the topics. */
  assign(topics: Topics, members: readonly MemberSubscription[]): GroupAssignment;
}

/** An assignment in which nobody has anything, members in order of their id. */
export function emptyAssignment(members: readonly MemberSubscription[]): GroupAssignment {
  const memberIds = members.map(({ memberId }) => memberId).sort(compareStrings);
  return new Map(memberIds.map((memberId) => [memberId, []]));
}

type NamedMember = Pick<MemberSubscription, 'memberId' | 'groupInstanceId'>;

/** KIP-345: static members first, by instance id, so that a restart under a new member id changes nothing. */
export function compareMembers(a: NamedMember, b: NamedMember): number {
  const aInstance = a.groupInstanceId ?? null;
  const bInstance = b.groupInstanceId ?? null;
  if (aInstance !== null && bInstance !== null) return compareStrings(aInstance, bInstance);
  if (aInstance !== null) return -1;
  if (bInstance !== null) return 1;
  return compareStrings(a.memberId, b.memberId);
}
