/**
 * A fetch session (KIP-227, Kafka's FetchSession): what a client fetches, remembered by the broker, so that a
 * request names only what has changed and an answer holds only what is new.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartition, FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { Partition } from '../replica/partition.ts';

/** A partition of a fetch: what is asked, and, in a session, what its client was told last. */
export interface CachedPartition {
  readonly key: string;
  /** That of zeroes up to v12: the topic is known by its name alone. */
  readonly topicId: string;
  /** Null while this broker knows no topic of that id; once known it is kept, though the topic be deleted. */
  topic: string | null;
  readonly partition: number;
  asked: FetchPartition;
  /** -1: nothing was told yet, or an error. */
  highWatermark: Offset;
  logStartOffset: Offset;
  /** The replica that was found for it, so that it need not be looked up each time. */
  hosted: Partition | null;
  /** Whether the session is among the watchers of that replica. */
  isWatching: boolean;
}

/** By `topicId:partition`, in the order in which they are read. */
export type CachedPartitions = Map<string, CachedPartition>;

export interface FetchSession {
  /** Positive, and unique at its broker. */
  readonly id: number;
  /** `session#id`: its fetch's name while it waits. */
  readonly key: string;
  /** A follower's: it is not given up for a consumer's. */
  readonly privileged: boolean;
  /** Made by v13 or later. */
  readonly usesTopicIds: boolean;
  readonly partitions: CachedPartitions;
  readonly creationMs: EpochMs;
  lastUsedMs: EpochMs;
  /** How many partitions it had when it was last used: the larger of two sessions is worth more. */
  cachedSize: number;
  /** Which request has to come next; each one raises it. */
  epoch: number;
}

export function cachedPartition(
  key: string,
  topicId: string,
  topic: string | null,
  asked: FetchPartition,
): CachedPartition {
  return {
    key,
    topicId,
    topic,
    partition: asked.partition,
    asked,
    highWatermark: -1,
    logStartOffset: -1,
    hosted: null,
    isWatching: false,
  };
}

/** Of one partition in a fetch, by id or, up to v12, by name. */
export function partitionKey(
  { topic, topicId }: { readonly topic?: string; readonly topicId: string },
  partition: number,
): string {
  return topic ? `${topic}/${partition}` : `${topicId}:${partition}`;
}

/** After an error where the log stands is told again, as soon as the error has gone. */
export function rememberTold(partition: CachedPartition, data: FetchPartitionData): void {
  partition.highWatermark = data.errorCode === Errors.NONE ? data.highWatermark : -1;
  partition.logStartOffset = data.logStartOffset;
}

/** A partition with records comes last from now on, so that all have their turn. */
export function moveToEnd(partitions: CachedPartitions, partition: CachedPartition): void {
  if (partitions.size === 1) return;
  partitions.delete(partition.key);
  partitions.set(partition.key, partition);
}
