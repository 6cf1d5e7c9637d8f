/**
 * Records of `__share_group_state`: what a share coordinator must remember, and what the next one replays. Names and
 * fields are those of Kafka's coordinator message schemas.
 */
import type { LeaderEpoch, Offset } from '../kernel/brand.ts';
import type { StateBatch } from './messages/84-read-share-group-state.ts';

interface SharePartitionKey {
  readonly groupId: string;
  readonly topicId: string;
  readonly partition: number;
}

/** ShareSnapshotKey, key type 0: all that is known of a share partition. A null value is a tombstone. */
export interface ShareSnapshotRecord {
  readonly type: 'ShareSnapshot';
  readonly key: SharePartitionKey;
  readonly value: {
    readonly snapshotEpoch: number;
    readonly stateEpoch: number;
    readonly leaderEpoch: LeaderEpoch;
    readonly startOffset: Offset;
    readonly deliveryCompleteCount: number;
    readonly createTimestamp: number;
    readonly writeTimestamp: number;
    readonly stateBatches: readonly StateBatch[];
  } | null;
}

/** ShareUpdateKey, key type 1: what has changed since the snapshot. */
export interface ShareUpdateRecord {
  readonly type: 'ShareUpdate';
  readonly key: SharePartitionKey;
  readonly value: {
    readonly snapshotEpoch: number;
    readonly leaderEpoch: LeaderEpoch;
    /** -1: as it was. */
    readonly startOffset: Offset;
    readonly deliveryCompleteCount: number;
    readonly stateBatches: readonly StateBatch[];
  };
}

export type ShareStateRecord = ShareSnapshotRecord | ShareUpdateRecord;
