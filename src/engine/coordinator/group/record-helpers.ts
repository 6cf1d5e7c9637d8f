/** The records by which a coordinator remembers, and the batch they travel in (GroupCoordinatorRecordHelpers). */
import type { EpochMs } from '../../../kernel/brand.ts';
import type {
  CoordinatorRecord,
  GroupMetadataRecord,
  OffsetCommitRecord,
} from '../../../protocol/coordinator-records.ts';
import {
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  sizeOfRecord,
} from '../../../protocol/record-batch.ts';
import type { ClassicGroup } from './classic/classic-group.ts';
import { EMPTY_ASSIGNMENT, metadataFor } from './classic/classic-group-member.ts';
import { sizesOf } from './record-sizes.ts';

/** The group as it now is, with the assignment that its leader made. */
export function newGroupMetadataRecord(
  group: ClassicGroup,
  assignment: ReadonlyMap<string, Uint8Array>,
): GroupMetadataRecord {
  const { protocolName } = group;
  return {
    type: 'GroupMetadata',
    key: { group: group.groupId },
    value: {
      protocolType: group.protocolType ?? '',
      generation: group.generationId,
      protocol: protocolName,
      leader: group.leaderId,
      currentStateTimestamp: group.currentStateTimestamp,
      members: [...group.members.values()].map((member) => ({
        memberId: member.memberId,
        groupInstanceId: member.groupInstanceId,
        clientId: member.clientId,
        clientHost: member.clientHost,
        rebalanceTimeout: member.rebalanceTimeoutMs,
        sessionTimeout: member.sessionTimeoutMs,
        subscription: metadataFor(member, protocolName ?? ''),
        assignment: assignment.get(member.memberId) ?? EMPTY_ASSIGNMENT,
      })),
    },
  };
}

/** A group that has just been thought of: nobody has joined it yet. */
export function newEmptyGroupMetadataRecord(group: ClassicGroup): GroupMetadataRecord {
  return {
    type: 'GroupMetadata',
    key: { group: group.groupId },
    value: {
      protocolType: '',
      generation: 0,
      protocol: null,
      leader: null,
      currentStateTimestamp: group.currentStateTimestamp,
      members: [],
    },
  };
}

export function newGroupMetadataTombstone(groupId: string): GroupMetadataRecord {
  return { type: 'GroupMetadata', key: { group: groupId }, value: null };
}

export function newOffsetCommitTombstone(
  group: string,
  topic: string,
  partition: number,
): OffsetCommitRecord {
  return { type: 'OffsetCommit', key: { group, topic, partition }, value: null };
}

/** One batch of these records; the leader gives it its offsets and epoch. */
export function coordinatorBatch(records: readonly CoordinatorRecord[], nowMs: EpochMs): RecordBatch {
  return typedBatch(records.map(sizesOf), { kind: 'coordinator', records }, nowMs);
}

/** The same of any coordinator's records, by their sizes. */
export function typedBatch(
  sizes: readonly { readonly keySize: number; readonly valueSize: number }[],
  records: RecordBatch['records'],
  nowMs: EpochMs,
): RecordBatch {
  let sizeInBytes = RECORD_BATCH_OVERHEAD;
  sizes.forEach(({ keySize, valueSize }, offsetDelta) => {
    sizeInBytes += sizeOfRecord(offsetDelta, 0, keySize, valueSize);
  });
  return {
    baseOffset: 0,
    lastOffset: sizes.length - 1,
    partitionLeaderEpoch: NO_PARTITION_LEADER_EPOCH,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    baseSequence: NO_SEQUENCE,
    timestampType: 'CreateTime',
    baseTimestamp: nowMs,
    maxTimestamp: nowMs,
    sizeInBytes,
    records,
  };
}
