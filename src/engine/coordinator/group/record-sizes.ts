/**
 * Bytes that Kafka's coordinator records take, key and value, each with its int16 version: OffsetCommitKey v1,
 * OffsetCommitValue v4, GroupMetadataKey v2, GroupMetadataValue v3, the versions that Apache Kafka 4.3 writes.
 */
import {
  type CoordinatorRecord,
  type GroupMetadataMember,
  type GroupMetadataRecord,
  isShareGroupRecord,
  type OffsetCommitRecord,
} from '../../../protocol/coordinator-records.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { consumerGroups } from './consumer-groups.ts';
import {
  bytesSize,
  compactStringSize,
  INT32,
  INT64,
  NO_TAGGED_FIELDS,
  stringSize,
  VERSION,
} from './field-sizes.ts';

/** `valueSize` -1: a tombstone. */
export function sizesOf(record: CoordinatorRecord): { keySize: number; valueSize: number } {
  switch (record.type) {
    case 'OffsetCommit':
      return { keySize: offsetCommitKeySize(record), valueSize: offsetCommitValueSize(record) };
    case 'GroupMetadata':
      return { keySize: groupMetadataKeySize(record), valueSize: groupMetadataValueSize(record) };
    default:
      return isShareGroupRecord(record)
        ? shareGroups.rules().shareRecordSizes(record)
        : consumerGroups.rules().consumerRecordSizes(record);
  }
}

function offsetCommitKeySize({ key }: OffsetCommitRecord): number {
  return VERSION + stringSize(key.group) + stringSize(key.topic) + INT32;
}

/** The topic's id is a tagged field, written for commits that name topics by id only; ours name them by name. */
function offsetCommitValueSize({ value }: OffsetCommitRecord): number {
  if (!value) return -1;
  return VERSION + INT64 + INT32 + compactStringSize(value.metadata) + INT64 + NO_TAGGED_FIELDS;
}

function groupMetadataKeySize({ key }: GroupMetadataRecord): number {
  return VERSION + stringSize(key.group);
}

function groupMetadataValueSize({ value }: GroupMetadataRecord): number {
  if (!value) return -1;
  let size = VERSION + stringSize(value.protocolType) + INT32;
  size += stringSize(value.protocol) + stringSize(value.leader) + INT64 + INT32;
  for (const member of value.members) size += memberSize(member);
  return size;
}

function memberSize(member: GroupMetadataMember): number {
  return (
    stringSize(member.memberId) +
    stringSize(member.groupInstanceId) +
    stringSize(member.clientId) +
    stringSize(member.clientHost) +
    INT32 + // rebalance timeout
    INT32 + // session timeout
    bytesSize(member.subscription) +
    bytesSize(member.assignment)
  );
}
