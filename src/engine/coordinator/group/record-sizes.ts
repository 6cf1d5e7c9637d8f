/**
 * Bytes that Kafka's coordinator records take, key and value, each with its int16 version: OffsetCommitKey v1,
 * OffsetCommitValue v4, GroupMetadataKey v2, GroupMetadataValue v3, the versions that Apache Kafka 4.3 writes.
 */
import type {
  CoordinatorRecord,
  GroupMetadataMember,
  GroupMetadataRecord,
  OffsetCommitRecord,
} from '../../../protocol/coordinator-records.ts';

const VERSION = 2;
const INT32 = 4;
const INT64 = 8;
const NO_TAGGED_FIELDS = 1;

/** `valueSize` -1: a tombstone. */
export function sizesOf(record: CoordinatorRecord): { keySize: number; valueSize: number } {
  return record.type === 'OffsetCommit'
    ? { keySize: offsetCommitKeySize(record), valueSize: offsetCommitValueSize(record) }
    : { keySize: groupMetadataKeySize(record), valueSize: groupMetadataValueSize(record) };
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

/** int16 length, then UTF-8; null is the length -1. */
function stringSize(text: string | null): number {
  return 2 + (text === null ? 0 : utf8Size(text));
}

/** Length + 1 as an unsigned varint, then UTF-8. */
function compactStringSize(text: string): number {
  const size = utf8Size(text);
  return unsignedVarintSize(size + 1) + size;
}

function bytesSize(bytes: Uint8Array): number {
  return INT32 + bytes.length;
}

function unsignedVarintSize(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++;
  return bytes;
}

function utf8Size(text: string): number {
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
