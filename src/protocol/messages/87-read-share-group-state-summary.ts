/** ReadShareGroupStateSummary (key 87), spoken at v1: where the state of share partitions begins (KIP-932). */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { OfTopic, PartitionResult } from './83-initialize-share-group-state.ts';

export interface ReadShareGroupStateSummaryRequest {
  readonly groupId: string;
  /** -1: nobody's leader epoch. */
  readonly topics: readonly OfTopic<{ readonly partition: number; readonly leaderEpoch: LeaderEpoch }>[];
}

export interface SummaryPartitionResult extends PartitionResult {
  readonly stateEpoch: number;
  readonly leaderEpoch: LeaderEpoch;
  readonly startOffset: Offset;
  readonly deliveryCompleteCount: number;
}

export interface ReadShareGroupStateSummaryResponse {
  readonly results: readonly OfTopic<SummaryPartitionResult>[];
}
