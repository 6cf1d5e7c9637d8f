/** The one place where records of `__share_group_state` become state. */
import type { Offset } from '../../../kernel/brand.ts';
import type {
  ShareSnapshotRecord,
  ShareStateRecord,
  ShareUpdateRecord,
} from '../../../protocol/share-state-records.ts';
import { sharePartitionKey } from '../../share/share-partition.ts';
import type { ShareCoordinatorShard, ShareState } from './share-coordinator.ts';
import { combineStateBatches } from './state-batch-combiner.ts';

export function replayShareState(
  shard: ShareCoordinatorShard,
  record: ShareStateRecord,
  offset: Offset,
): void {
  const { groupId, topicId, partition } = record.key;
  const key = sharePartitionKey(groupId, topicId, partition);
  if (record.type === 'ShareSnapshot') replaySnapshot(shard, key, record.value, offset);
  else {
    const known = shard.states.get(key);
    // An update without its snapshot says nothing that could be used.
    if (known) shard.states.set(key, updated(known, record.value));
  }
}

function replaySnapshot(
  shard: ShareCoordinatorShard,
  key: string,
  value: ShareSnapshotRecord['value'],
  offset: Offset,
): void {
  const { states } = shard;
  const known = states.get(key);
  if (value) {
    const { leaderEpoch, stateEpoch } = value;
    states.set(key, {
      offset: value,
      leaderEpoch: Math.max(leaderEpoch, known?.leaderEpoch ?? leaderEpoch),
      stateEpoch: Math.max(stateEpoch, known?.stateEpoch ?? stateEpoch),
      updates: 0,
      snapshotOffset: offset,
    });
  } else states.delete(key);
  shard.redundantOffset = firstSnapshot(states.values(), offset);
}

/** The first of those that count; a tombstone counts while it is the last record. */
function firstSnapshot(states: Iterable<ShareState>, last: Offset): Offset {
  let first = last;
  for (const { snapshotOffset } of states) first = Math.min(first, snapshotOffset);
  return first;
}

function updated(known: ShareState, value: ShareUpdateRecord['value']): ShareState {
  const { offset } = known;
  const startOffset = value.startOffset === -1 ? offset.startOffset : value.startOffset;
  return {
    ...known,
    offset: {
      ...offset,
      startOffset,
      deliveryCompleteCount: value.deliveryCompleteCount,
      leaderEpoch: value.leaderEpoch === -1 ? offset.leaderEpoch : value.leaderEpoch,
      stateBatches: combineStateBatches(offset.stateBatches, value.stateBatches, startOffset),
    },
    leaderEpoch: Math.max(known.leaderEpoch, value.leaderEpoch),
    updates: known.updates + 1,
  };
}
