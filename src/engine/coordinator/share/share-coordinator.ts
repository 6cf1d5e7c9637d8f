/** The share coordinator's part of a broker: a shard for each partition of `__share_group_state` that it leads. */
import { type LeaderEpoch, type Micros, NEVER, type Offset } from '../../../kernel/brand.ts';
import type { OfTopic } from '../../../protocol/messages/83-initialize-share-group-state.ts';
import type { ShareSnapshotRecord } from '../../../protocol/share-state-records.ts';
import type { Request } from '../../network/message.ts';
import type { PersisterApi, PersisterPartitionResult } from '../../share/persister-state.ts';

/** What is known of a share partition. */
export interface ShareState {
  readonly offset: NonNullable<ShareSnapshotRecord['value']>;
  /** The latest leader's: earlier ones may write no more. */
  readonly leaderEpoch: LeaderEpoch;
  readonly stateEpoch: number;
  /** How many updates there were since the snapshot. */
  readonly updates: number;
  /** Of the snapshot's record. */
  readonly snapshotOffset: Offset;
}

export interface ShareCoordinatorShard {
  readonly partition: number;
  /** `topicId:partition`, the log's key. */
  readonly topicPartition: string;
  leaderEpoch: LeaderEpoch;
  /** By share partition. */
  readonly states: Map<string, ShareState>;
  /** Records before it tell nothing that later ones don't: they may be deleted. */
  redundantOffset: Offset;
  /** End of the records that this state is made of. */
  lastWrittenOffset: Offset;
  /** The partition's high watermark. */
  lastCommittedOffset: Offset;
  /** What waits for records to be committed, in the order in which they were written. */
  deferred: DeferredResult[];
  /** When the queue's entry for the first of `deferred` to run out of time is due. */
  writeTimeoutTimerUs: Micros;
}

/** One partition's result in the answer to a request. */
export interface ResultPlace {
  readonly requestId: number;
  readonly topicIndex: number;
  readonly partitionIndex: number;
  readonly result: PersisterPartitionResult;
}

export interface DeferredResult extends ResultPlace {
  readonly offset: Offset;
  readonly timesOutAtUs: Micros;
}

/** A request of which some partition has no result yet. */
export interface PendingStateRequest {
  readonly request: Request<PersisterApi>;
  readonly results: readonly OfTopic<PersisterPartitionResult>[];
  remaining: number;
}

export interface ShareCoordinator {
  /** By partition number. */
  readonly shards: Map<number, ShareCoordinatorShard>;
  /** Partition numbers by `topicId:partition`, to find a shard where a high watermark moves. */
  readonly partitions: Map<string, number>;
  /** When records are next deleted, and what has not changed is written down anew. */
  pruneDueUs: Micros;
  coldSnapshotDueUs: Micros;
  /** By their ids. */
  readonly requests: Map<number, PendingStateRequest>;
}

export function createShareCoordinator(): ShareCoordinator {
  return {
    shards: new Map(),
    partitions: new Map(),
    pruneDueUs: NEVER,
    coldSnapshotDueUs: NEVER,
    requests: new Map(),
  };
}

export function createShard(
  partition: number,
  topicPartition: string,
  leaderEpoch: LeaderEpoch,
): ShareCoordinatorShard {
  return {
    partition,
    topicPartition,
    leaderEpoch,
    states: new Map(),
    redundantOffset: 0,
    lastWrittenOffset: 0,
    lastCommittedOffset: 0,
    deferred: [],
    writeTimeoutTimerUs: NEVER,
  };
}
