/** DeleteShareGroupState (key 86), spoken at v0: the state of share partitions is forgotten (KIP-932). */
import type { OfTopic, PartitionResult } from './83-initialize-share-group-state.ts';

export interface DeleteShareGroupStateRequest {
  readonly groupId: string;
  readonly topics: readonly OfTopic<{ readonly partition: number }>[];
}

export interface DeleteShareGroupStateResponse {
  readonly results: readonly OfTopic<PartitionResult>[];
}
