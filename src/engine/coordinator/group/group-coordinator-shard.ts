/**
 * What the leader of one partition of `__consumer_offsets` holds in memory: the groups whose ids fall on the
 * partition, and their committed offsets. All that must survive came from records of that partition, so the
 * next leader has it too.
 */
import { type LeaderEpoch, type Micros, NEVER, type Offset } from '../../../kernel/brand.ts';
import type { DeferredEvent } from './coordinator-result.ts';
import type { Group } from './group.ts';

/** A group's place in one partition of a topic. */
export interface OffsetAndMetadata {
  /** Offset of the record that says so. */
  readonly recordOffset: Offset;
  readonly committedOffset: Offset;
  readonly leaderEpoch: LeaderEpoch;
  readonly metadata: string;
  readonly commitTimestampMs: number;
}

/** By group, topic and partition. */
export type Offsets = Map<string, Map<string, Map<number, OffsetAndMetadata>>>;

/** What a record that is not committed yet has replaced, for those who read committed state only. */
export interface UncommittedOffset {
  readonly recordOffset: Offset;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly previous: OffsetAndMetadata | null;
}

/** By producer id: what becomes of the offsets is decided with the producer's transaction. */
export type PendingTransactionalOffsets = Map<number, Offsets>;

export interface GroupCoordinatorShard {
  readonly partition: number;
  /** `topicId:partition`, the log's key. */
  readonly topicPartition: string;
  leaderEpoch: LeaderEpoch;
  /** The log is being replayed: what it tells of happened long ago. */
  isLoading: boolean;
  readonly groups: Map<string, Group>;
  readonly offsets: Offsets;
  /** Committed in transactions that are still open; null: none are. */
  pendingOffsets: PendingTransactionalOffsets | null;
  /** End of the records that this state is made of. */
  lastWrittenOffset: Offset;
  /** The partition's high watermark: what lies below will not be lost. */
  lastCommittedOffset: Offset;
  /** Oldest first. */
  uncommitted: UncommittedOffset[];
  /** What waits for records to be committed, in the order in which they were written. */
  deferred: DeferredEvent[];
  /** When the queue's entry for the first of `deferred` to run out of time is due. */
  writeTimeoutTimerUs: Micros;
  /** When offsets and empty groups are next looked at for expiry. */
  expirationDueUs: Micros;
}

export function createShard(
  partition: number,
  topicPartition: string,
  leaderEpoch: LeaderEpoch,
): GroupCoordinatorShard {
  return {
    partition,
    topicPartition,
    leaderEpoch,
    isLoading: false,
    groups: new Map(),
    offsets: new Map(),
    pendingOffsets: null,
    lastWrittenOffset: 0,
    lastCommittedOffset: 0,
    uncommitted: [],
    deferred: [],
    writeTimeoutTimerUs: NEVER,
    expirationDueUs: NEVER,
  };
}
