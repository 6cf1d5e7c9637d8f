/** The one place where records of `__share_group_state` become state. */
import type { ShareStateRecord, ShareUpdateRecord } from '../../../protocol/share-state-records.ts';
import { sharePartitionKey } from '../../share/share-partition.ts';
import type { ShareCoordinatorShard, ShareState } from './share-coordinator.ts';
import { combineStateBatches } from './state-batch-combiner.ts';

export function replayShareState({ states }: ShareCoordinatorShard, record: ShareStateRecord): void {
  const { groupId, topicId, partition } = record.key;
  const key = sharePartitionKey(groupId, topicId, partition);
  const known = states.get(key);
  if (!record.value) states.delete(key);
  else if (record.type === 'ShareUpdate') {
    // An update without its snapshot says nothing that could be used.
    if (known) states.set(key, updated(known, record.value));
  } else {
    const { leaderEpoch, stateEpoch } = record.value;
    states.set(key, {
      offset: record.value,
      leaderEpoch: Math.max(leaderEpoch, known?.leaderEpoch ?? leaderEpoch),
      stateEpoch: Math.max(stateEpoch, known?.stateEpoch ?? stateEpoch),
      updates: 0,
    });
  }
}

function updated(
  { offset, leaderEpoch, stateEpoch, updates }: ShareState,
  value: ShareUpdateRecord['value'],
): ShareState {
  const startOffset = value.startOffset === -1 ? offset.startOffset : value.startOffset;
  return {
    offset: {
      ...offset,
      startOffset,
      deliveryCompleteCount: value.deliveryCompleteCount,
      leaderEpoch: value.leaderEpoch === -1 ? offset.leaderEpoch : value.leaderEpoch,
      stateBatches: combineStateBatches(offset.stateBatches, value.stateBatches, startOffset),
    },
    leaderEpoch: Math.max(leaderEpoch, value.leaderEpoch),
    stateEpoch,
    updates: updates + 1,
  };
}
