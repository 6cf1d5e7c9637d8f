/**
 * Before a partition can be shared, the share coordinator must keep a state of it: where the group begins. The group
 * coordinator asks for it when somebody subscribes to a topic, or the topic grows, and assigns only what has one.
 */
import type { CoordinatorRecord } from '../../../../protocol/coordinator-records.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type MetadataImage, topicByName } from '../../../controller/metadata-image.ts';
import {
  type ShareGroup,
  type StatePartitionMetadata,
  subscribedTopicNames,
  type TopicPartitionsState,
} from './share-group.ts';
import { newShareGroupStatePartitionMetadataRecord, topicNameOf } from './share-record-helpers.ts';

/** What the share coordinator is to keep from now on (InitializeShareGroupStateParameters). */
export interface InitializeStateParameters {
  readonly groupId: string;
  readonly topics: readonly {
    readonly topicId: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly stateEpoch: number;
      /** -1: by the group's `share.auto.offset.reset`, when it is first read. */
      readonly startOffset: number;
    }[];
  }[];
}

type Topics = ReadonlyMap<string, TopicPartitionsState>;

const NO_STATE: StatePartitionMetadata = {
  initializingTopics: new Map(),
  initializedTopics: new Map(),
  deletingTopics: new Set(),
};

/** Something has got its state since the last assignment was made. */
export function initializedAssignmentPending(group: ShareGroup): boolean {
  const initialized = group.statePartitionMetadata?.initializedTopics ?? NO_STATE.initializedTopics;
  const subscribed = subscribedTopicNames(group.members);
  for (const [topicId, { name, partitions }] of initialized) {
    if (!subscribed.has(name)) continue;
    const assigned = new Set<number>();
    for (const target of group.targetAssignment.values())
      for (const partition of target.get(topicId) ?? []) assigned.add(partition);
    if (assigned.size !== partitions.length || !partitions.every((partition) => assigned.has(partition)))
      return true;
  }
  return false;
}

/**
 * Null: all partitions of these topics have a state, or it has been asked for a moment ago
 * (`group.share.initialize.retry.interval.ms`).
 */
export function maybeInitializeState(
  broker: BrokerNode,
  group: ShareGroup,
  groupEpoch: number,
  topicNames: Iterable<string>,
  nowMs: number,
  records: CoordinatorRecord[],
): InitializeStateParameters | null {
  const { image } = broker.disk;
  const missing = partitionsWithoutState(image, group, topicNames, nowMs, RETRY_INTERVAL_MS);
  if (missing.size === 0) return null;
  records.push(initializingRecord(image, group, missing));
  const topics = Array.from(missing, ([topicId, { partitions }]) => ({
    topicId,
    partitions: partitions.map((partition) => ({ partition, stateEpoch: groupEpoch, startOffset: -1 })),
  }));
  return { groupId: group.groupId, topics };
}

/** Kafka's default of `group.share.initialize.retry.interval.ms`. */
const RETRY_INTERVAL_MS = 30_000;

function partitionsWithoutState(
  image: MetadataImage,
  { statePartitionMetadata }: ShareGroup,
  topicNames: Iterable<string>,
  nowMs: number,
  retryIntervalMs: number,
): Topics {
  const { initializedTopics, initializingTopics } = statePartitionMetadata ?? NO_STATE;
  const underWay = [...initializingTopics].filter(
    ([, { timestampMs }]) => nowMs - timestampMs < retryIntervalMs,
  );
  const known = combined(initializedTopics, new Map(underWay));
  const missing = new Map<string, TopicPartitionsState>();
  for (const name of topicNames) {
    const topic = topicByName(image, name);
    if (!topic) continue;
    const there = known.get(topic.topicId)?.partitions ?? [];
    const partitions = [...topic.partitions.keys()].filter((partition) => !there.includes(partition));
    if (partitions.length > 0) missing.set(topic.topicId, { name, partitions, timestampMs: nowMs });
  }
  return missing;
}

/** Both, partition by partition; where both have a topic, the second's name and time count. */
export function combined(first: Topics, second: Topics): Topics {
  const all = new Map(first);
  for (const [topicId, state] of second) {
    const before = first.get(topicId)?.partitions ?? [];
    all.set(topicId, { ...state, partitions: inOrder([...before, ...state.partitions]) });
  }
  return all;
}

function inOrder(partitions: readonly number[]): number[] {
  return [...new Set(partitions)].sort((a, b) => a - b);
}

/** They are being initialized from now on; who is to be forgotten at the same time is not. */
export function initializingRecord(
  image: MetadataImage,
  group: ShareGroup,
  topics: Topics,
): CoordinatorRecord {
  const { initializingTopics, initializedTopics, deletingTopics } = group.statePartitionMetadata ?? NO_STATE;
  const initializing = combined(initializingTopics, topics);
  return newShareGroupStatePartitionMetadataRecord(image, group.groupId, {
    initializingTopics: initializing,
    initializedTopics,
    deletingTopics: new Set([...deletingTopics].filter((topicId) => !initializing.has(topicId))),
  });
}

type Partitions = ReadonlyMap<string, readonly number[]>;

/** The share coordinator keeps their state. */
export function initializedRecord(
  image: MetadataImage,
  group: ShareGroup,
  partitions: Partitions,
  nowMs: number,
): CoordinatorRecord {
  const { initializingTopics, initializedTopics, deletingTopics } = group.statePartitionMetadata ?? NO_STATE;
  const states = new Map(
    Array.from(partitions, ([topicId, ofTopic]) => [
      topicId,
      { name: topicNameOf(image, topicId), partitions: ofTopic, timestampMs: nowMs },
    ]),
  );
  return newShareGroupStatePartitionMetadataRecord(image, group.groupId, {
    initializingTopics: without(initializingTopics, partitions),
    initializedTopics: combined(initializedTopics, states),
    deletingTopics,
  });
}

/** The share coordinator could not: they are asked for again at a later heartbeat. */
export function uninitializedRecord(
  image: MetadataImage,
  group: ShareGroup,
  partitions: Partitions,
): CoordinatorRecord {
  const state = group.statePartitionMetadata ?? NO_STATE;
  return newShareGroupStatePartitionMetadataRecord(image, group.groupId, {
    ...state,
    initializingTopics: without(state.initializingTopics, partitions),
  });
}

function without(topics: Topics, partitions: Partitions): Topics {
  const rest = new Map<string, TopicPartitionsState>();
  for (const [topicId, state] of topics) {
    const gone = partitions.get(topicId) ?? [];
    const left = state.partitions.filter((partition) => !gone.includes(partition));
    if (left.length > 0) rest.set(topicId, { ...state, partitions: left });
  }
  return rest;
}
