/**
 * Bytes that records of `__share_group_state` take, key and value, each with its int16 version: ShareSnapshotKey,
 * ShareSnapshotValue, ShareUpdateKey and ShareUpdateValue, all v0.
 */
import type { ShareStateRecord } from '../../../protocol/share-state-records.ts';
import {
  compactArrayOverhead,
  INT8,
  INT32,
  INT64,
  NO_TAGGED_FIELDS,
  oneTaggedFieldSize,
  stringSize,
  UUID,
  VERSION,
} from '../group/field-sizes.ts';

const INT16 = 2;
const STATE_BATCH = INT64 + INT64 + INT8 + INT16 + NO_TAGGED_FIELDS;

/** `valueSize` -1: a tombstone. */
export function shareRecordSizes({ type, key, value }: ShareStateRecord): {
  keySize: number;
  valueSize: number;
} {
  const keySize = VERSION + stringSize(key.groupId) + UUID + INT32;
  if (!value) return { keySize, valueSize: -1 };
  // Snapshot epoch, leader epoch, start offset; a snapshot has its state epoch and two timestamps too.
  const fixed = INT32 + INT32 + INT64 + (type === 'ShareSnapshot' ? INT32 + INT64 + INT64 : 0);
  const batches = compactArrayOverhead(value.stateBatches.length) + value.stateBatches.length * STATE_BATCH;
  const tagged = value.deliveryCompleteCount === -1 ? NO_TAGGED_FIELDS : oneTaggedFieldSize(INT32);
  return { keySize, valueSize: VERSION + fixed + batches + tagged };
}
