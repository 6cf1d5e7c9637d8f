/** How the records of a share group become state. The order in which they come is the order of writing. */
import type {
  CoordinatorRecord,
  ShareGroupRecord,
  ShareGroupStatePartitionMetadataRecord,
  TopicPartitionsInfo,
} from '../../../../protocol/coordinator-records.ts';
import { isShareGroupRecord } from '../../../../protocol/coordinator-records.ts';
import { type Ctx, note, wallClockMs } from '../../../ctx.ts';
import type { PartitionsByTopicId } from '../assignor/partition-assignor.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import {
  createShareGroup,
  maybeUpdateShareGroupState,
  type ShareGroup,
  type StatePartitionMetadata,
  type TopicPartitionsState,
} from './share-group.ts';
import { createShareGroupMember, NO_PARTITIONS } from './share-group-member.ts';

export function replayShareGroup(ctx: Ctx, shard: GroupCoordinatorShard, record: ShareGroupRecord): void {
  const group = groupOf(shard, record.key.groupId, record.value !== null);
  // A tombstone for something that never was, or that compaction has left without its beginning.
  if (group) applyRecord(ctx, shard, group, record);
}

/** The records that one rule proposed are all replayed: only now do its groups have a state again. */
export function updateShareGroupStates(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  records: readonly CoordinatorRecord[],
): void {
  const groupIds = new Set(records.filter(isShareGroupRecord).map(({ key }) => key.groupId));
  for (const groupId of groupIds) {
    const group = shard.groups.get(groupId);
    if (group?.type === 'share') maybeUpdateShareGroupState(ctx, group);
  }
}

function groupOf(
  shard: GroupCoordinatorShard,
  groupId: string,
  createIfNotExists: boolean,
): ShareGroup | undefined {
  const known = shard.groups.get(groupId);
  if (known?.type === 'share') return known;
  if (!createIfNotExists) return undefined;
  const group = createShareGroup(groupId);
  shard.groups.set(groupId, group);
  return group;
}

function applyRecord(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  group: ShareGroup,
  record: ShareGroupRecord,
): void {
  switch (record.type) {
    case 'ShareGroupMetadata':
      if (record.value) {
        group.groupEpoch = record.value.epoch;
        group.metadataHash = record.value.metadataHash;
      } else buryGroup(ctx, shard, group);
      break;
    case 'ShareGroupMemberMetadata': {
      const { memberId } = record.key;
      if (record.value) {
        const member = group.members.get(memberId) ?? createShareGroupMember(memberId);
        group.members.set(memberId, { ...member, ...record.value });
      } else {
        group.members.delete(memberId);
        group.timers.delete(memberId);
      }
      break;
    }
    case 'ShareGroupTargetAssignmentMetadata':
      group.assignmentEpoch = record.value?.assignmentEpoch ?? -1;
      group.assignmentTimestampMs = record.value?.assignmentTimestamp ?? 0;
      break;
    case 'ShareGroupTargetAssignmentMember':
      if (!record.value) group.targetAssignment.delete(record.key.memberId);
      else group.targetAssignment.set(record.key.memberId, byTopicId(record.value.topicPartitions));
      break;
    case 'ShareGroupCurrentMemberAssignment': {
      const { memberId } = record.key;
      const known = group.members.get(memberId);
      if (record.value) {
        const { memberEpoch, previousMemberEpoch, assignedPartitions } = record.value;
        group.members.set(memberId, {
          ...(known ?? createShareGroupMember(memberId)),
          memberEpoch,
          previousMemberEpoch,
          assignedPartitions: byTopicId(assignedPartitions),
        });
      } else if (known) {
        // On its way out: the tombstone of its metadata follows.
        const gone = { memberEpoch: -1, previousMemberEpoch: -1, assignedPartitions: NO_PARTITIONS };
        group.members.set(memberId, { ...known, ...gone });
      }
      break;
    }
    case 'ShareGroupStatePartitionMetadata':
      group.statePartitionMetadata = record.value && metadataOf(wallClockMs(ctx), record.value);
      break;
  }
}

function buryGroup(ctx: Ctx, shard: GroupCoordinatorShard, group: ShareGroup): void {
  shard.groups.delete(group.groupId);
  if (shard.isLoading) return;
  const { groupId, state: previous, groupEpoch: generation } = group;
  const dead = { state: 'Dead', previous, generation, countedIn: 'epoch', members: 0 } as const;
  note(ctx, { code: 'group-state', group: groupId, ...dead });
}

function byTopicId(
  topics: readonly { readonly topicId: string; readonly partitions: readonly number[] }[],
): PartitionsByTopicId {
  return new Map(topics.map(({ topicId, partitions }) => [topicId, partitions]));
}

function metadataOf(
  timestampMs: number,
  value: NonNullable<ShareGroupStatePartitionMetadataRecord['value']>,
): StatePartitionMetadata {
  const statesOf = (infos: readonly TopicPartitionsInfo[]): Map<string, TopicPartitionsState> =>
    new Map(
      infos.map(({ topicId, topicName: name, partitions }) => [topicId, { name, partitions, timestampMs }]),
    );
  return {
    initializingTopics: statesOf(value.initializingTopics),
    initializedTopics: statesOf(value.initializedTopics),
    deletingTopics: new Set(value.deletingTopics.map(({ topicId }) => topicId)),
  };
}
