/**
 * The one place where records become state. The leader of a partition of `__consumer_offsets` comes here with
 * each record it has written, and a new leader with all that the log holds.
 */
import type { EpochMs, Offset } from '../../../kernel/brand.ts';
import {
  type CoordinatorRecord,
  type GroupMetadataRecord,
  isShareGroupRecord,
  type OffsetCommitRecord,
} from '../../../protocol/coordinator-records.ts';
import { type Ctx, note, wallClockMs } from '../../ctx.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { type ClassicGroup, computeSubscribedTopics, createClassicGroup } from './classic/classic-group.ts';
import { createMember } from './classic/classic-group-member.ts';
import { consumerGroups } from './consumer-groups.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { putOffset, removeOffset } from './offset-metadata-manager.ts';

export function replay(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  record: CoordinatorRecord,
  recordOffset: Offset,
): void {
  switch (record.type) {
    case 'OffsetCommit':
      replayOffsetCommit(ctx, shard, record, recordOffset);
      break;
    case 'GroupMetadata':
      replayGroupMetadata(ctx, shard, record);
      break;
    default:
      if (isShareGroupRecord(record)) shareGroups.rules().replayShareGroup(ctx, shard, record);
      else consumerGroups.rules().replayConsumerGroup(ctx, shard, record);
  }
}

function replayOffsetCommit(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  { key, value }: OffsetCommitRecord,
  recordOffset: Offset,
): void {
  if (!value) {
    removeOffset(shard, key, recordOffset);
    return;
  }
  // Commits alone make a group too: a simple one, empty and without a protocol.
  if (!shard.groups.has(key.group))
    shard.groups.set(key.group, createClassicGroup(key.group, wallClockMs(ctx)));
  putOffset(shard, key, {
    recordOffset,
    committedOffset: value.offset,
    leaderEpoch: value.leaderEpoch,
    metadata: value.metadata,
    commitTimestampMs: value.commitTimestamp,
  });
}

function replayGroupMetadata(
  ctx: Ctx,
  shard: GroupCoordinatorShard,
  { key, value }: GroupMetadataRecord,
): void {
  if (value) shard.groups.set(key.group, groupFromRecord(key.group, value, wallClockMs(ctx)));
  else buryGroup(ctx, shard, key.group);
}

/** A tombstone for the group. While a log is loaded nobody is told of groups that died long ago. */
function buryGroup(ctx: Ctx, shard: GroupCoordinatorShard, groupId: string): void {
  const group = shard.groups.get(groupId);
  // A consumer group may have taken the place of the classic one that is taken back here.
  if (group?.type !== 'classic') return;
  shard.groups.delete(groupId);
  if (shard.isLoading) return;
  const { state, generationId } = group;
  note(ctx, {
    code: 'group-state',
    group: groupId,
    state: 'Dead',
    previous: state,
    generation: generationId,
    countedIn: 'generation',
    members: 0,
  });
}

function groupFromRecord(
  groupId: string,
  value: NonNullable<GroupMetadataRecord['value']>,
  nowMs: EpochMs,
): ClassicGroup {
  const { protocolType, protocol, leader, generation, members } = value;
  const group = createClassicGroup(groupId, nowMs);
  for (const record of members) {
    const { memberId, groupInstanceId, clientId, clientHost, subscription } = record;
    const member = createMember(
      {
        memberId,
        groupInstanceId,
        clientId,
        clientHost,
        rebalanceTimeoutMs: record.rebalanceTimeout === -1 ? record.sessionTimeout : record.rebalanceTimeout,
        sessionTimeoutMs: record.sessionTimeout,
        protocolType,
        // Of the protocols a member supports, the record keeps the one in use.
        supportedProtocols: protocol === null ? [] : [{ name: protocol, metadata: subscription }],
      },
      record.assignment,
    );
    group.members.set(memberId, member);
    if (groupInstanceId !== null) group.staticMembers.set(groupInstanceId, memberId);
  }
  Object.assign(group, {
    state: members.length > 0 ? 'Stable' : 'Empty',
    generationId: generation,
    protocolType: protocolType || null,
    protocolName: protocol,
    leaderId: leader,
    currentStateTimestamp: value.currentStateTimestamp,
  });
  group.subscribedTopics = computeSubscribedTopics(group);
  return group;
}
