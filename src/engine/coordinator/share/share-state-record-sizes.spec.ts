import { expect, it } from 'vitest';
import { coordinatorRecordBytes } from '../../../protocol/coordinator-record-bytes.ts';
import type { ShareStateRecord } from '../../../protocol/share-state-records.ts';
import { shareRecordSizes } from './share-state-record-sizes.ts';

const key = { groupId: 'pickers', topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partition: 3 };
const batch = { firstOffset: 4, lastOffset: 9, deliveryState: 2, deliveryCount: 1 };
const common = { snapshotEpoch: 1, leaderEpoch: 2, startOffset: 4, stateBatches: [batch, batch] };
const snapshot = { ...common, stateEpoch: 1, createTimestamp: 5, writeTimestamp: 6 };

const RECORDS: readonly ShareStateRecord[] = [
  { type: 'ShareSnapshot', key, value: null },
  { type: 'ShareSnapshot', key, value: { ...snapshot, deliveryCompleteCount: 7 } },
  { type: 'ShareSnapshot', key, value: { ...snapshot, deliveryCompleteCount: -1, stateBatches: [] } },
  { type: 'ShareUpdate', key, value: { ...common, deliveryCompleteCount: 0 } },
];

it.each(RECORDS)('$type has the size of its bytes', (record) => {
  const bytes = coordinatorRecordBytes(record);
  expect(shareRecordSizes(record)).toEqual({
    keySize: bytes.key.length,
    valueSize: bytes.value?.length ?? -1,
  });
});
