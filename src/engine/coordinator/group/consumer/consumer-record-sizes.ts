/**
 * Bytes that the records of a consumer group take, key and value, each with its int16 version: all keys are of
 * plain fields, all values v0 and flexible, as Apache Kafka 4.3 writes them.
 */
import type {
  AssignedTopicPartitions,
  ClassicMemberMetadata,
  ConsumerGroupMemberMetadataRecord,
  ConsumerGroupRecord,
} from '../../../../protocol/coordinator-records.ts';
import {
  compactArrayOverhead,
  compactBytesSize,
  compactNullableStringSize,
  compactStringSize,
  INT8,
  INT32,
  INT64,
  NO_TAGGED_FIELDS,
  oneTaggedFieldSize,
  stringSize,
  UUID,
  VERSION,
} from '../field-sizes.ts';

/** `valueSize` -1: a tombstone. */
export function consumerRecordSizes(record: ConsumerGroupRecord): { keySize: number; valueSize: number } {
  return { keySize: keySize(record), valueSize: record.value ? VERSION + valueSize(record) : -1 };
}

function keySize({ key }: ConsumerGroupRecord): number {
  let size = VERSION + stringSize(key.groupId);
  if ('memberId' in key) size += stringSize(key.memberId);
  if ('regularExpression' in key) size += stringSize(key.regularExpression);
  return size;
}

function valueSize(record: ConsumerGroupRecord): number {
  if (!record.value) return 0;
  switch (record.type) {
    case 'ConsumerGroupMetadata':
      return INT32 + taggedInt64Size(record.value.metadataHash);
    case 'ConsumerGroupMemberMetadata':
      return memberMetadataSize(record.value);
    case 'ConsumerGroupTargetAssignmentMetadata':
      return INT32 + taggedInt64Size(record.value.assignmentTimestamp);
    case 'ConsumerGroupTargetAssignmentMember': {
      const { topicPartitions } = record.value;
      let size = compactArrayOverhead(topicPartitions.length) + NO_TAGGED_FIELDS;
      for (const { partitions } of topicPartitions)
        size += UUID + int32ArraySize(partitions) + NO_TAGGED_FIELDS;
      return size;
    }
    case 'ConsumerGroupCurrentMemberAssignment': {
      const { assignedPartitions, partitionsPendingRevocation } = record.value;
      const epochs = INT32 + INT32;
      return (
        epochs +
        INT8 +
        assignedSize(assignedPartitions) +
        assignedSize(partitionsPendingRevocation) +
        NO_TAGGED_FIELDS
      );
    }
    case 'ConsumerGroupRegularExpression':
      return stringArraySize(record.value.topics) + INT64 + INT64 + NO_TAGGED_FIELDS;
  }
}

/** A tagged field is left out if it has its default, 0. */
function taggedInt64Size(value: number): number {
  return value === 0 ? NO_TAGGED_FIELDS : oneTaggedFieldSize(INT64);
}

function memberMetadataSize(value: NonNullable<ConsumerGroupMemberMetadataRecord['value']>): number {
  return (
    compactNullableStringSize(value.instanceId) +
    compactNullableStringSize(value.rackId) +
    compactStringSize(value.clientId) +
    compactStringSize(value.clientHost) +
    stringArraySize(value.subscribedTopicNames) +
    compactNullableStringSize(value.subscribedTopicRegex) +
    INT32 + // rebalance timeout
    compactNullableStringSize(value.serverAssignor) +
    oneTaggedFieldSize(classicMemberMetadataSize(value.classicMemberMetadata))
  );
}

/** After a byte that says whether there is any: Kafka writes the field for members without it too. */
function classicMemberMetadataSize(metadata: ClassicMemberMetadata | null): number {
  if (!metadata) return 1;
  let size = 1 + INT32 + compactArrayOverhead(metadata.supportedProtocols.length) + NO_TAGGED_FIELDS;
  for (const { name, metadata: bytes } of metadata.supportedProtocols)
    size += compactStringSize(name) + compactBytesSize(bytes) + NO_TAGGED_FIELDS;
  return size;
}

function assignedSize(topics: readonly AssignedTopicPartitions[]): number {
  let size = compactArrayOverhead(topics.length);
  for (const { partitions, assignmentEpochs } of topics)
    size += UUID + int32ArraySize(partitions) + oneTaggedFieldSize(int32ArraySize(assignmentEpochs));
  return size;
}

function int32ArraySize({ length }: readonly number[]): number {
  return compactArrayOverhead(length) + INT32 * length;
}

function stringArraySize(texts: readonly string[]): number {
  let size = compactArrayOverhead(texts.length);
  for (const text of texts) size += compactStringSize(text);
  return size;
}
