/** WriteShareGroupState (key 85), spoken at v1: a share partition's leader saves changes of its state (KIP-932). */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { OfTopic, PartitionResult } from './83-initialize-share-group-state.ts';
import type { StateBatch } from './84-read-share-group-state.ts';

export interface WrittenPartition {
  readonly partition: number;
  readonly stateEpoch: number;
  readonly leaderEpoch: LeaderEpoch;
  /** -1: as it was. */
  readonly startOffset: Offset;
  /** How many records from the start offset on are done, for the lag (KIP-1226). */
  readonly deliveryCompleteCount: number;
  readonly stateBatches: readonly StateBatch[];
}

export interface WriteShareGroupStateRequest {
  readonly groupId: string;
  readonly topics: readonly OfTopic<WrittenPartition>[];
}

export interface WriteShareGroupStateResponse {
  readonly results: readonly OfTopic<PartitionResult>[];
}
