/** How the records of a consumer group become state. The order in which they come is the order of writing. */
import type {
  ConsumerGroupCurrentMemberAssignmentRecord,
  ConsumerGroupMemberMetadataRecord,
  ConsumerGroupMetadataRecord,
  ConsumerGroupRecord,
  ConsumerGroupTargetAssignmentMemberRecord,
  CoordinatorRecord,
} from '../../../../protocol/coordinator-records.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { type ConsumerGroup, createConsumerGroup, maybeUpdateGroupState } from './consumer-group.ts';
import { type ConsumerGroupMember, createConsumerGroupMember } from './consumer-group-member.ts';
import { MEMBER_STATES } from './consumer-record-helpers.ts';
import { fromRecord, NO_PARTITIONS } from './partition-epochs.ts';

export function replayConsumerGroup(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  record: ConsumerGroupRecord,
): void {
  const group = groupOf(shard, record.key.groupId, record.value !== null);
  // A tombstone for something that never was, or that compaction has left without its beginning.
  if (!group) return;
  applyRecord(ctx, shard, group, record);
}

/** The records that one rule proposed are all replayed: only now do its groups have a state again. */
export function updateGroupStates(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  records: readonly CoordinatorRecord[],
): void {
  const groupIds = new Set(records.flatMap(({ key }) => ('groupId' in key ? key.groupId : [])));
  for (const groupId of groupIds) {
    const group = shard.groups.get(groupId);
    if (group?.type === 'consumer') maybeUpdateGroupState(ctx, group);
  }
}

function groupOf(
  shard: GroupCoordinatorShard,
  groupId: string,
  createIfNotExists: boolean,
): ConsumerGroup | undefined {
  const known = shard.groups.get(groupId);
  if (known?.type === 'consumer') return known;
  // A classic group in its place is one of commits only: its offsets came before the group's own records.
  if (!createIfNotExists) return undefined;
  const group = createConsumerGroup(groupId);
  shard.groups.set(groupId, group);
  return group;
}

function applyRecord(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  group: ConsumerGroup,
  record: ConsumerGroupRecord,
): void {
  switch (record.type) {
    case 'ConsumerGroupMetadata':
      replayMetadata(ctx, shard, group, record);
      break;
    case 'ConsumerGroupMemberMetadata':
      replayMemberMetadata(group, record);
      break;
    case 'ConsumerGroupTargetAssignmentMetadata':
      group.assignmentEpoch = record.value?.assignmentEpoch ?? -1;
      group.assignmentTimestampMs = record.value?.assignmentTimestamp ?? 0;
      break;
    case 'ConsumerGroupTargetAssignmentMember':
      replayTargetAssignment(group, record);
      break;
    case 'ConsumerGroupCurrentMemberAssignment':
      replayCurrentAssignment(group, record);
      break;
    case 'ConsumerGroupRegularExpression': {
      const { key, value } = record;
      if (!value) group.resolvedRegularExpressions.delete(key.regularExpression);
      else
        group.resolvedRegularExpressions.set(key.regularExpression, {
          topics: value.topics,
          version: value.version,
          timestampMs: value.timestamp,
        });
      break;
    }
    case 'ConsumerGroupPartitionMetadata':
      break;
  }
}

function replayMetadata(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  group: ConsumerGroup,
  { value }: ConsumerGroupMetadataRecord,
): void {
  if (value) {
    group.groupEpoch = value.epoch;
    group.metadataHash = value.metadataHash;
    return;
  }
  shard.groups.delete(group.groupId);
  if (shard.isLoading) return;
  const { groupId, state: previous, groupEpoch: generation } = group;
  const dead = { state: 'Dead', previous, generation, countedIn: 'epoch', members: 0 } as const;
  note(ctx, { code: 'group-state', group: groupId, ...dead });
}

function replayMemberMetadata(
  group: ConsumerGroup,
  { key: { memberId }, value }: ConsumerGroupMemberMetadataRecord,
): void {
  const known = group.members.get(memberId);
  if (!value) {
    group.members.delete(memberId);
    group.timers.delete(memberId);
    if (known && known.instanceId !== null) group.staticMembers.delete(known.instanceId);
    return;
  }
  group.members.set(memberId, {
    ...(known ?? createConsumerGroupMember(memberId)),
    ...value,
    subscribedTopicRegex: value.subscribedTopicRegex ?? '',
  });
  if (value.instanceId !== null) group.staticMembers.set(value.instanceId, memberId);
}

function replayTargetAssignment(
  group: ConsumerGroup,
  { key: { memberId }, value }: ConsumerGroupTargetAssignmentMemberRecord,
): void {
  if (!value) group.targetAssignment.delete(memberId);
  else
    group.targetAssignment.set(
      memberId,
      new Map(value.topicPartitions.map(({ topicId, partitions }) => [topicId, partitions])),
    );
}

function replayCurrentAssignment(
  group: ConsumerGroup,
  { key: { memberId }, value }: ConsumerGroupCurrentMemberAssignmentRecord,
): void {
  const known = group.members.get(memberId);
  if (value) {
    group.members.set(memberId, {
      ...(known ?? createConsumerGroupMember(memberId)),
      memberEpoch: value.memberEpoch,
      previousMemberEpoch: value.previousMemberEpoch,
      state: MEMBER_STATES[value.state]!,
      assignedPartitions: fromRecord(value.assignedPartitions),
      partitionsPendingRevocation: fromRecord(value.partitionsPendingRevocation),
    });
  } else if (known) group.members.set(memberId, withoutPartitions(known));
}

/** On its way out: the tombstone of its metadata follows. */
function withoutPartitions(member: ConsumerGroupMember): ConsumerGroupMember {
  return {
    ...member,
    memberEpoch: -1,
    previousMemberEpoch: -1,
    assignedPartitions: NO_PARTITIONS,
    partitionsPendingRevocation: NO_PARTITIONS,
  };
}
