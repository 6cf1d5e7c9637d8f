/** ReadShareGroupState (key 84), spoken at v0: a share partition's leader loads its state (KIP-932). */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { OfTopic, PartitionResult } from './83-initialize-share-group-state.ts';

/** Records that are in the same state. */
export interface StateBatch {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** 0 available, 2 acknowledged, 4 archived. */
  readonly deliveryState: number;
  readonly deliveryCount: number;
}

export interface ReadShareGroupStateRequest {
  readonly groupId: string;
  /** The leader epoch: from then on, no earlier leader's writes are taken. */
  readonly topics: readonly OfTopic<{ readonly partition: number; readonly leaderEpoch: LeaderEpoch }>[];
}

export interface ReadPartitionResult extends PartitionResult {
  readonly stateEpoch: number;
  readonly startOffset: Offset;
  readonly stateBatches: readonly StateBatch[];
}

export interface ReadShareGroupStateResponse {
  readonly results: readonly OfTopic<ReadPartitionResult>[];
}
