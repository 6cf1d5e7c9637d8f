/**
 * InitializeShareGroupState (key 83), spoken at v0: the group coordinator has the state of share partitions begin
 * at the share coordinator, or begin anew (KIP-932).
 */
import type { Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';

/** A topic, and something of each of its partitions: all of these requests and responses are made so. */
export interface OfTopic<Partition> {
  readonly topicId: string;
  readonly partitions: readonly Partition[];
}

export interface InitializedPartition {
  readonly partition: number;
  readonly stateEpoch: number;
  /** -1: where it begins is decided by its first leader, by the group's `share.auto.offset.reset`. */
  readonly startOffset: Offset;
}

export interface InitializeShareGroupStateRequest {
  readonly groupId: string;
  readonly topics: readonly OfTopic<InitializedPartition>[];
}

/** How it went with one partition. */
export interface PartitionResult {
  readonly partition: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export interface InitializeShareGroupStateResponse {
  readonly results: readonly OfTopic<PartitionResult>[];
}
