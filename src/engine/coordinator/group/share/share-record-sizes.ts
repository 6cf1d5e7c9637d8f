/**
 * Bytes that the records of a share group take, key and value, each with its int16 version: all keys are of plain
 * fields, all values v0 and flexible, as Apache Kafka 4.3 writes them.
 */
import type { ShareGroupRecord } from '../../../../protocol/coordinator-records.ts';
import {
  compactArrayOverhead,
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
export function shareRecordSizes(record: ShareGroupRecord): { keySize: number; valueSize: number } {
  const { key } = record;
  const memberSize = 'memberId' in key ? stringSize(key.memberId) : 0;
  return {
    keySize: VERSION + stringSize(key.groupId) + memberSize,
    valueSize: record.value ? VERSION + valueSize(record) + NO_TAGGED_FIELDS : -1,
  };
}

function valueSize(record: ShareGroupRecord): number {
  if (!record.value) return 0;
  switch (record.type) {
    case 'ShareGroupMetadata':
      return INT32 + INT64;
    case 'ShareGroupMemberMetadata': {
      const { rackId, clientId, clientHost, subscribedTopicNames } = record.value;
      const client = compactNullableStringSize(rackId) + compactStringSize(clientId);
      return client + compactStringSize(clientHost) + arraySize(subscribedTopicNames, compactStringSize);
    }
    case 'ShareGroupTargetAssignmentMetadata': {
      // A tagged field is left out if it has its default, 0; the number of tagged fields is counted by the caller.
      const timestamp = oneTaggedFieldSize(INT64) - NO_TAGGED_FIELDS;
      return INT32 + (record.value.assignmentTimestamp === 0 ? 0 : timestamp);
    }
    case 'ShareGroupTargetAssignmentMember':
      return arraySize(record.value.topicPartitions, partitionsSize);
    case 'ShareGroupCurrentMemberAssignment':
      return INT32 + INT32 + INT8 + arraySize(record.value.assignedPartitions, partitionsSize);
    case 'ShareGroupStatePartitionMetadata': {
      const { initializingTopics, initializedTopics, deletingTopics } = record.value;
      const infoSize = (topic: (typeof initializedTopics)[number]) =>
        compactStringSize(topic.topicName) + partitionsSize(topic);
      return (
        arraySize(initializingTopics, infoSize) +
        arraySize(initializedTopics, infoSize) +
        arraySize(deletingTopics, ({ topicName }) => UUID + compactStringSize(topicName) + NO_TAGGED_FIELDS)
      );
    }
  }
}

function arraySize<Item>(items: readonly Item[], sizeOf: (item: Item) => number): number {
  return items.reduce((size, item) => size + sizeOf(item), compactArrayOverhead(items.length));
}

function partitionsSize({ partitions }: { readonly partitions: readonly number[] }): number {
  return UUID + arraySize(partitions, () => INT32) + NO_TAGGED_FIELDS;
}
