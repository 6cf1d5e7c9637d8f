/**
 * Which partitions a consumer has and where it is in each (Kafka's SubscriptionState). The position is what
 * the next poll() hands over first; the committed offset is another thing, and lies with the coordinator.
 *
 * A partition INITIALIZING has no position yet; one in AWAIT_RESET has lost it, or never had a committed one,
 * and asks ListOffsets for a new one; in AWAIT_VALIDATION OffsetForLeaderEpoch checks the position against a new
 * leader's history (KIP-320). Only one in FETCHING is fetched, handed over and committed.
 */
import type { LeaderEpoch, Micros, Offset } from '../../kernel/brand.ts';
import type { ConsumerPartitionToFetch } from './fetcher.ts';
import { compareTopicPartitions, type TopicPartition, topicPartitionName } from './topic-partition.ts';

export interface FetchPosition {
  readonly offset: Offset;
  /** Leader epoch of the record before it, -1 unknown: committed along with the offset. */
  readonly offsetEpoch: LeaderEpoch;
}

export interface PartitionState extends TopicPartition {
  readonly topic: string;
  readonly partition: number;
  fetchState: 'INITIALIZING' | 'FETCHING' | 'AWAIT_RESET' | 'AWAIT_VALIDATION';
  /** Set in FETCHING and AWAIT_VALIDATION. */
  position: FetchPosition | null;
  /** The leader to fetch from as last heard of, -1 none, and its epoch. Kept while no newer one is known. */
  leaderId: number;
  leaderEpoch: LeaderEpoch;
  /** The replica that the leader told to read from instead (KIP-392), -1: the leader itself. */
  preferredReadReplica: number;
  /** Until then; the leader is asked again afterwards. */
  preferredExpiresUs: Micros;
  /** An eager member is about to give it up: its offset is being committed, so nothing may move on. */
  pendingRevocation: boolean;
  /** The position that was out of range, -1 when there was none. */
  resetFrom: Offset;
  /** Not before then is the reset asked for again. */
  nextRetryUs: Micros;
  /** From the last fetch, -1 before it. */
  highWatermark: Offset;
  logStartOffset: Offset;
  /** As the coordinator last said or took it, -1 nothing. */
  committed: Offset;
  /** What was last asked of it, null nothing: asked again as it is while nothing has changed. */
  toFetch: ConsumerPartitionToFetch | null;
}

export interface SubscriptionState {
  /**
   * AUTO_TOPICS: the group divides the partitions of `topics`; AUTO_PATTERN_RE2J: of what its coordinator finds that
   * `pattern` fits; USER_ASSIGNED: they were given by hand.
   */
  readonly type: 'AUTO_TOPICS' | 'AUTO_PATTERN_RE2J' | 'USER_ASSIGNED';
  readonly topics: readonly string[];
  readonly pattern: string | null;
  /** What all members subscribe to together: the leader watches it. Empty for the others. */
  groupSubscription: readonly string[];
  /** By `topic-partition`, in the order in which they are fetched. */
  assignment: Map<string, PartitionState>;
}

export function subscribeTo(topics: readonly string[]): SubscriptionState {
  return {
    type: 'AUTO_TOPICS',
    topics: [...topics],
    pattern: null,
    groupSubscription: [],
    assignment: new Map(),
  };
}

/** KafkaConsumer.subscribe(SubscriptionPattern), which takes group.protocol=consumer. */
export function subscribeToPattern(pattern: string): SubscriptionState {
  return { ...subscribeTo([]), type: 'AUTO_PATTERN_RE2J', pattern };
}

export function assignByHand(partitions: readonly TopicPartition[]): SubscriptionState {
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  const state: SubscriptionState = {
    type: 'USER_ASSIGNED',
    topics,
    pattern: null,
    groupSubscription: [],
    assignment: new Map(),
  };
  setAssignment(state, partitions);
  return state;
}

export function hasAutoAssignedPartitions(state: SubscriptionState): boolean {
  return state.type !== 'USER_ASSIGNED';
}

/** Topics whose metadata the consumer keeps: its own, and as leader all that its group reads. */
export function metadataTopics({ topics, groupSubscription }: SubscriptionState): string[] {
  return [...new Set([...topics, ...groupSubscription])];
}

/** Replaces the assignment; partitions that stay keep their position. */
export function setAssignment(state: SubscriptionState, partitions: readonly TopicPartition[]): void {
  const next = new Map<string, PartitionState>();
  for (const topicPartition of [...partitions].sort(compareTopicPartitions)) {
    const name = topicPartitionName(topicPartition);
    next.set(name, state.assignment.get(name) ?? initializing(topicPartition));
  }
  state.assignment = next;
}

function initializing({ topic, partition }: TopicPartition): PartitionState {
  return {
    topic,
    partition,
    fetchState: 'INITIALIZING',
    position: null,
    leaderId: -1,
    leaderEpoch: -1,
    preferredReadReplica: -1,
    preferredExpiresUs: 0,
    pendingRevocation: false,
    resetFrom: -1,
    nextRetryUs: 0,
    highWatermark: -1,
    logStartOffset: -1,
    committed: -1,
    toFetch: null,
  };
}

export function assignedPartitions(state: SubscriptionState): TopicPartition[] {
  return Array.from(state.assignment.values(), ({ topic, partition }) => ({ topic, partition })).sort(
    compareTopicPartitions,
  );
}

export function isFetchable(state: PartitionState): boolean {
  return state.fetchState === 'FETCHING' && !state.pendingRevocation;
}

export function hasAllFetchPositions({ assignment }: SubscriptionState): boolean {
  for (const state of assignment.values()) if (state.fetchState !== 'FETCHING') return false;
  return true;
}

export function seek(state: PartitionState, position: FetchPosition): void {
  state.fetchState = 'FETCHING';
  state.position = position;
  state.resetFrom = -1;
  state.nextRetryUs = 0;
}

/**
 * Another leader reigns, or another epoch: what was read before may be none of its history. A position whose
 * record's epoch is not known cannot be checked, and is taken as it is.
 */
export function followLeader(state: PartitionState, leaderId: number, leaderEpoch: LeaderEpoch): void {
  state.leaderId = leaderId;
  state.leaderEpoch = leaderEpoch;
  state.preferredReadReplica = -1;
  if (state.position === null) return;
  state.fetchState = state.position.offsetEpoch >= 0 ? 'AWAIT_VALIDATION' : 'FETCHING';
  state.nextRetryUs = 0;
}

/** The position is gone; ListOffsets says where to go on, by `auto.offset.reset`. */
export function requestOffsetReset(state: PartitionState): void {
  state.resetFrom = state.position?.offset ?? -1;
  state.fetchState = 'AWAIT_RESET';
  state.position = null;
  state.nextRetryUs = 0;
}

/** So that the partitions take turns: one that has had its data comes last at the next fetch. */
export function movePartitionToEnd({ assignment }: SubscriptionState, name: string): void {
  const state = assignment.get(name);
  if (!state) return;
  assignment.delete(name);
  assignment.set(name, state);
}
