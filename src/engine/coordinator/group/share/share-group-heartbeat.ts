/** ShareGroupHeartbeat: a member joins, stays, or leaves, and hears what it is to fetch from. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import {
  JOIN_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_MEMBER_EPOCH,
} from '../../../../protocol/messages/68-consumer-group-heartbeat.ts';
import type { ShareGroupHeartbeatResponse } from '../../../../protocol/messages/76-share-group-heartbeat.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note, wallClockMs } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { CLIENT_HOST, distinct } from '../consumer/consumer-group-member.ts';
import { computeMetadataHash } from '../consumer/metadata-hash.ts';
import { createProposal, type Proposal, resultOf } from '../consumer/proposal.ts';
import { isRefusal, type Refusal } from '../consumer/refusal.ts';
import type { CoordinatorResult } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { hasMetadataExpired } from '../modern-group.ts';
import { createShareGroup, type ShareGroup, shareMembersAfter, subscribedTopicNames } from './share-group.ts';
import { shareGroupConfig } from './share-group-config.ts';
import { shareGroupLeave } from './share-group-leave.ts';
import {
  createShareGroupMember,
  isSameMetadata,
  isSameSubscription,
  type ShareGroupMember,
} from './share-group-member.ts';
import {
  newShareGroupEpochRecord,
  newShareGroupMemberSubscriptionRecord,
  topicPartitionsOf,
} from './share-record-helpers.ts';
import {
  fencedShareMember,
  notAShareGroup,
  shareGroupIsFull,
  shareGroupNotFound,
  unknownShareMember,
} from './share-refusals.ts';
import { isSameAssigned, maybeReconcile, maybeUpdateTargetAssignment } from './share-target-assignment.ts';
import { initializedAssignmentPending, maybeInitializeState } from './state-initialization.ts';

type HeartbeatRequest = Request<'ShareGroupHeartbeat'>;

export function shareGroupHeartbeat(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: HeartbeatRequest,
): CoordinatorResult | Refusal {
  const { groupId, memberId, memberEpoch } = request.body;
  if (memberEpoch === LEAVE_GROUP_MEMBER_EPOCH) return shareGroupLeave(ctx, broker, shard, request);
  const isJoining = memberEpoch === JOIN_GROUP_MEMBER_EPOCH;
  const group =
    findShareGroup(shard, groupId) ?? (isJoining ? createShareGroup(groupId) : shareGroupNotFound(groupId));
  if (isRefusal(group)) return group;
  const maxSize = broker.configs['group.share.max.size'];
  if (group.members.size >= maxSize && !group.members.has(memberId)) return shareGroupIsFull(maxSize);
  const member = memberOf(group, request.body, isJoining);
  return isRefusal(member) ? member : advance(ctx, broker, group, member, request);
}

/** Undefined: there is no group of that name. A group of another type never becomes one of this. */
function findShareGroup(shard: GroupCoordinatorShard, groupId: string): ShareGroup | Refusal | undefined {
  const group = shard.groups.get(groupId);
  return !group || group.type === 'share' ? group : notAShareGroup(groupId);
}

function memberOf(
  group: ShareGroup,
  { memberId, memberEpoch: received }: HeartbeatRequest['body'],
  isJoining: boolean,
): ShareGroupMember | Refusal {
  const member = group.members.get(memberId);
  if (!member) return isJoining ? createShareGroupMember(memberId) : unknownShareMember(group, memberId);
  const { memberEpoch, previousMemberEpoch } = member;
  if (isJoining || received === memberEpoch) return member;
  // A member that sends its epoch of before has lost an answer.
  if (received < memberEpoch && received === previousMemberEpoch) return member;
  return fencedShareMember(received, member);
}

function advance(
  ctx: Ctx,
  broker: BrokerNode,
  group: ShareGroup,
  member: ShareGroupMember,
  request: HeartbeatRequest,
): CoordinatorResult {
  const { groupId } = group;
  const { memberId, memberEpoch, subscribedTopicNames: asked } = request.body;
  const proposal = createProposal();
  const updated = updatedBy(member, request);
  const { groupEpoch, hasChanged } = updateSubscription(ctx, broker, group, member, updated, proposal);
  if (!group.members.has(memberId))
    note(ctx, { code: 'member-added', group: groupId, member: memberId, clientId: updated.clientId });
  const target = maybeUpdateTargetAssignment(ctx, broker, group, groupEpoch, updated, proposal);
  const reconciled = maybeReconcile(broker.disk.image, group, updated, target, hasChanged, proposal);
  const timeoutMs = shareGroupConfig(broker, groupId, 'session.timeout.ms');
  proposal.timers.push({ timer: 'session', memberId, timeoutMs });
  const isTold =
    memberEpoch === JOIN_GROUP_MEMBER_EPOCH ||
    asked !== null ||
    !isSameAssigned(member.assignedPartitions, reconciled.assignedPartitions);
  const topicNames = subscribedTopicNames(shareMembersAfter(group, updated));
  const initialize = maybeInitializeState(
    broker,
    group,
    groupEpoch,
    topicNames,
    wallClockMs(ctx),
    proposal.records,
  );
  const body: ShareGroupHeartbeatResponse = {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    memberId,
    memberEpoch: reconciled.memberEpoch,
    heartbeatIntervalMs: shareGroupConfig(broker, groupId, 'heartbeat.interval.ms'),
    assignment: isTold ? { topicPartitions: topicPartitionsOf(reconciled.assignedPartitions) } : null,
  };
  return resultOf(groupId, proposal, { type: 'share-group-heartbeat', request, body, initialize });
}

/** The member after what a heartbeat says of it; null says nothing. */
function updatedBy(member: ShareGroupMember, { body, from }: HeartbeatRequest): ShareGroupMember {
  return {
    ...member,
    rackId: body.rackId ?? member.rackId,
    subscribedTopicNames: body.subscribedTopicNames
      ? distinct(body.subscribedTopicNames)
      : member.subscribedTopicNames,
    clientId: from,
    clientHost: CLIENT_HOST,
  };
}

interface SubscriptionUpdate {
  readonly groupEpoch: number;
  readonly hasChanged: boolean;
}

/** What the request changes in what the group is subscribed to, and so whether its epoch is raised. */
function updateSubscription(
  ctx: Ctx,
  broker: BrokerNode,
  group: ShareGroup,
  member: ShareGroupMember,
  updated: ShareGroupMember,
  { records }: Proposal,
): SubscriptionUpdate {
  const { groupId, groupEpoch } = group;
  const isNew = !group.members.has(updated.memberId);
  if (isNew || !isSameMetadata(member, updated))
    records.push(newShareGroupMemberSubscriptionRecord(groupId, updated));
  const isPending = group.assignmentEpoch >= groupEpoch && initializedAssignmentPending(group);
  const mustBump = isPending || !isSameSubscription(member, updated);
  if (!mustBump && !hasMetadataExpired(broker, group)) return { groupEpoch, hasChanged: false };
  const { disk } = broker;
  const names = subscribedTopicNames(shareMembersAfter(group, updated));
  const metadataHash = computeMetadataHash(disk.image, names);
  const hasChanged = mustBump || metadataHash !== group.metadataHash;
  const epoch = hasChanged ? groupEpoch + 1 : groupEpoch;
  group.refreshedMetadata = { version: disk.metadataOffset, groupEpoch: epoch };
  if (!hasChanged) return { groupEpoch, hasChanged };
  records.push(newShareGroupEpochRecord(groupId, epoch, metadataHash));
  const reason = isNew ? 'member-joined' : 'metadata-changed';
  const { memberId } = updated;
  note(ctx, { code: 'rebalance-begun', group: groupId, generation: groupEpoch, reason, member: memberId });
  return { groupEpoch: epoch, hasChanged };
}

export function shareGroupHeartbeatError(
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): ShareGroupHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    errorMessage,
    memberId: null,
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
}
