/** What a server-side assignor is asked, and what it answers (`coordinator.group.api.assignor`). */

/**
 * Kafka's names of its assignors: `uniform` and `range` for consumer groups (KIP-848,
 * `group.consumer.assignors`), `simple` for share groups (KIP-932).
 */
export type PartitionAssignorName = 'uniform' | 'range' | 'simple';

/** HOMOGENEOUS: all members subscribed to the same topics. */
export type SubscriptionType = 'HOMOGENEOUS' | 'HETEROGENEOUS';

/** Partitions by topic id. */
export type PartitionsByTopicId = ReadonlyMap<string, readonly number[]>;

/** By member id, an entry for each member; partitions in order, and no topic without any. */
export type GroupAssignment = ReadonlyMap<string, PartitionsByTopicId>;

/** One member as the assignor sees it (`MemberSubscription` and `MemberAssignment`). */
export interface MemberSpec {
  /** `group.instance.id` of a static member; null: a dynamic one. */
  readonly instanceId: string | null;
  /** `client.rack`; none of Kafka's own assignors looks at it. */
  readonly rackId: string | null;
  /** Topics that exist. */
  readonly subscribedTopicIds: ReadonlySet<string>;
  /** Its target assignment until now; a static member that takes another's place has that one's. */
  readonly targetAssignment: PartitionsByTopicId;
}

export interface GroupSpec {
  readonly subscriptionType: SubscriptionType;
  /** By member id. */
  readonly members: ReadonlyMap<string, MemberSpec>;
  /** In a share group, the partitions whose share state is initialized, by topic id; absent: all partitions. */
  readonly assignablePartitions?: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The cluster's topics, as far as an assignor may ask. */
export interface SubscribedTopicDescriber {
  /** -1: there is no such topic. */
  numPartitions(topicId: string): number;
  /** Racks of the partition's replicas; none of Kafka's own assignors asks. */
  racksForPartition(topicId: string, partition: number): ReadonlySet<string>;
}

/**
 * How the coordinator divides the partitions among a group's members. Of two ids that fall into one bucket of
 * a HashMap, the one that stands first in the spec's maps and sets goes first; otherwise their order there
 * makes no difference.
 */
export interface PartitionAssignor {
  readonly name: PartitionAssignorName;
  assign(spec: GroupSpec, topics: SubscribedTopicDescriber): GroupAssignment;
}
