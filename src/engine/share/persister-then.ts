/** What this broker goes on with when the share coordinator has answered. Plain data: it waits in the state. */

import type { PersisterContinuation } from '../coordinator/group/share/persister-continuation.ts';
import type { TopicIdPartition } from './share-session.ts';
import type { StateChange } from './state-changes.ts';

/** A request, and which of its partitions this is. */
export interface AcknowledgedBy extends TopicIdPartition {
  readonly requestId: number;
}

export type PersisterThen =
  /** A share partition's state was read: it begins. */
  | { readonly type: 'share-partition-read'; readonly key: string }
  /** Changes were written: they stand, and who made them is told. */
  | {
      readonly type: 'changes-written';
      readonly key: string;
      readonly changes: readonly StateChange[];
      /** What acknowledged the records; null: they were released. */
      readonly acknowledged: AcknowledgedBy | null;
    }
  /** Locks had run out; the changes stand already. */
  | { readonly type: 'timeouts-written'; readonly key: string }
  | { readonly type: 'offsets-described'; readonly requestId: number; readonly groupIndex: number }
  /** The group coordinator asked. */
  | PersisterContinuation;
