/**
 * Offsets that are committed in a transaction: they are pending until its marker is there, which makes them count or
 * drops them (KIP-98, KIP-447; OffsetMetadataManager's pendingTransactionalOffsets).
 */
import type { Offset } from '../../../kernel/brand.ts';
import {
  type CoordinatorRecord,
  isShareGroupRecord,
  type OffsetCommitRecord,
} from '../../../protocol/coordinator-records.ts';
import { offsetOfRecord, type RecordBatch, recordCount } from '../../../protocol/record-batch.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import { createClassicGroup } from './classic/classic-group.ts';
import type { GroupCoordinatorShard, OffsetAndMetadata } from './group-coordinator-shard.ts';
import { addOffset, deleteOffset, offsetOf, putOffset } from './offset-metadata-manager.ts';
import { newOffsetCommitTombstone } from './record-helpers.ts';

type Key = OffsetCommitRecord['key'];

/** A transaction's batch in the log of a shard that is loaded. */
export function replayTransactionalBatch(ctx: Ctx, shard: GroupCoordinatorShard, batch: RecordBatch): void {
  const { records, producerId, baseOffset } = batch;
  if (records.kind === 'control') {
    // Of a marker that compaction has emptied only the batch is left.
    if (recordCount(batch) > 0) replayEndTransactionMarker(shard, producerId, records.marker, baseOffset);
  } else if (records.kind === 'coordinator')
    records.records.forEach((record, index) => {
      replayTransactionalOffset(ctx, shard, producerId, record, offsetOfRecord(batch, index));
    });
}

/** Nothing but commits of offsets is ever part of a transaction. */
export function replayTransactionalOffset(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  producerId: number,
  record: CoordinatorRecord,
  recordOffset: Offset,
): void {
  if (isShareGroupRecord(record) || record.type !== 'OffsetCommit' || !record.value) return;
  const { key, value } = record;
  if (!shard.groups.has(key.group))
    shard.groups.set(key.group, createClassicGroup(key.group, wallClockMs(ctx)));
  shard.pendingOffsets ??= new Map();
  const pending = shard.pendingOffsets.get(producerId) ?? new Map();
  shard.pendingOffsets.set(producerId, pending);
  addOffset(pending, key, {
    recordOffset,
    committedOffset: value.offset,
    leaderEpoch: value.leaderEpoch,
    metadata: value.metadata,
    commitTimestampMs: value.commitTimestamp,
  });
}

/** Of an offset that was committed outside of the transaction meanwhile, the later record counts. */
export function replayEndTransactionMarker(
  shard: GroupCoordinatorShard,
  producerId: number,
  marker: 'COMMIT' | 'ABORT',
  markerOffset: Offset,
): void {
  const pending = offsetsIn(shard, producerId);
  shard.pendingOffsets?.delete(producerId);
  if (shard.pendingOffsets?.size === 0) shard.pendingOffsets = null;
  if (marker === 'ABORT') return;
  for (const { key, offset } of pending) {
    const committed = offsetOf(shard.offsets, key);
    if (!committed || offset.recordOffset > committed.recordOffset)
      putOffset(shard, key, offset, markerOffset);
  }
}

/** A tombstone takes pending offsets back too. */
export function forgetPendingOffset(shard: GroupCoordinatorShard, key: Key): void {
  for (const [producerId, pending] of shard.pendingOffsets ?? []) {
    deleteOffset(pending, key);
    if (pending.size === 0) shard.pendingOffsets!.delete(producerId);
  }
  if (shard.pendingOffsets?.size === 0) shard.pendingOffsets = null;
}

export function hasPendingTransactionalOffset({ pendingOffsets }: GroupCoordinatorShard, key: Key): boolean {
  for (const pending of pendingOffsets?.values() ?? []) if (offsetOf(pending, key)) return true;
  return false;
}

/** Each partition once, however many transactions have an offset of it. */
export function pendingPartitionsOf(shard: GroupCoordinatorShard, groupId: string): Key[] {
  const keys = new Map<string, Key>();
  for (const { key } of allPending(shard))
    if (key.group === groupId) keys.set(`${key.topic}-${key.partition}`, key);
  return [...keys.values()];
}

export function pendingOffsetsOfDeletedTopic(
  shard: GroupCoordinatorShard,
  topic: string,
): OffsetCommitRecord[] {
  return allPending(shard)
    .filter(({ key }) => key.topic === topic)
    .map(({ key }) => newOffsetCommitTombstone(key.group, topic, key.partition));
}

interface PendingOffset {
  readonly key: Key;
  readonly offset: OffsetAndMetadata;
}

function allPending(shard: GroupCoordinatorShard): PendingOffset[] {
  return [...(shard.pendingOffsets?.keys() ?? [])].flatMap((producerId) => offsetsIn(shard, producerId));
}

function offsetsIn({ pendingOffsets }: GroupCoordinatorShard, producerId: number): PendingOffset[] {
  const offsets: PendingOffset[] = [];
  for (const [group, byTopic] of pendingOffsets?.get(producerId) ?? [])
    for (const [topic, byPartition] of byTopic)
      for (const [partition, offset] of byPartition)
        offsets.push({ key: { group, topic, partition }, offset });
  return offsets;
}
