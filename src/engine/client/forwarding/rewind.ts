/**
 * What was read is to be read again: from the committed offsets on, which the next poll() asks the coordinator for, as
 * for partitions that are new (consumer.committed() and seek()).
 */
import type { ConsumerNode } from '../consumer.ts';
import { seek } from '../subscription-state.ts';

/** Where nothing is committed, back to the first record that was handed over. `begun`: by `topic-partition`. */
export function rewind({ subscriptions }: ConsumerNode, begun: ReadonlyMap<string, number>): void {
  for (const [name, state] of subscriptions.assignment) {
    const offset = begun.get(name);
    if (offset === undefined) continue;
    if (state.committed < 0) seek(state, { offset, offsetEpoch: -1 });
    else {
      state.fetchState = 'INITIALIZING';
      state.position = null;
    }
  }
}
