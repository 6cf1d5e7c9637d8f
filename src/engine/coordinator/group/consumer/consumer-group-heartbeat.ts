/**
 * ConsumerGroupHeartbeat: a member joins, stays, or leaves, and takes one step towards its target assignment.
 * All that a classic group does in a round that stops everybody happens here a member at a time, at its own
 * heartbeats.
 */

import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import {
  type ConsumerGroupHeartbeatResponse,
  JOIN_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_STATIC_MEMBER_EPOCH,
} from '../../../../protocol/messages/68-consumer-group-heartbeat.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import type { Ctx } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import type { CoordinatorResult } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { consumerGroupConfig } from './consumer-group-config.ts';
import { consumerGroupLeave } from './consumer-group-leave.ts';
import { type ConsumerGroupMember, isFullRequest, updatedBy } from './consumer-group-member.ts';
import { findConsumerGroup, getOrCreateConsumerGroup, refuseIfFull } from './find-consumer-group.ts';
import { dynamicMember, noteIfNew, staticMemberOrReplacement } from './find-member.ts';
import { isSamePartitionEpochs, toTopicIdPartitions } from './partition-epochs.ts';
import { createProposal, type Proposal, resultOf } from './proposal.ts';
import { maybeReconcile, maybeUpdateTargetAssignment } from './reconciliation.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { updateSubscription } from './subscription-update.ts';

type HeartbeatRequest = Request<'ConsumerGroupHeartbeat'>;

export function consumerGroupHeartbeat(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: HeartbeatRequest,
): CoordinatorResult | Refusal {
  switch (request.body.memberEpoch) {
    case LEAVE_GROUP_MEMBER_EPOCH:
    case LEAVE_GROUP_STATIC_MEMBER_EPOCH:
      return consumerGroupLeave(ctx, broker, shard, request);
    default:
      return joinOrStay(ctx, broker, shard, request);
  }
}

function joinOrStay(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: HeartbeatRequest,
): CoordinatorResult | Refusal {
  const { groupId, memberId } = request.body;
  const isJoining = request.body.memberEpoch === JOIN_GROUP_MEMBER_EPOCH;
  const proposal = createProposal();
  const group = isJoining
    ? getOrCreateConsumerGroup(ctx, broker, shard, groupId, proposal)
    : findConsumerGroup(shard, groupId);
  if (isRefusal(group)) return group;
  const full = refuseIfFull(group, memberId, broker.configs['group.consumer.max.size']);
  if (full) return full;
  const member = memberOf(group, request, isJoining, proposal);
  if (isRefusal(member)) return member;
  const before = { group, member, request };
  return advance(ctx, broker, before, updatedBy(member, request), proposal);
}

function memberOf(
  group: ConsumerGroup,
  { body }: HeartbeatRequest,
  isJoining: boolean,
  proposal: Proposal,
): ConsumerGroupMember | Refusal {
  return body.instanceId === null
    ? dynamicMember(group, body, isJoining)
    : staticMemberOrReplacement(group, { ...body, instanceId: body.instanceId }, isJoining, proposal);
}

interface Before {
  readonly group: ConsumerGroup;
  readonly member: ConsumerGroupMember;
  readonly request: HeartbeatRequest;
}

function advance(
  ctx: Ctx,
  broker: BrokerNode,
  { group, member, request }: Before,
  updated: ConsumerGroupMember,
  proposal: Proposal,
): CoordinatorResult | Refusal {
  const { groupId, memberId, topicPartitions } = request.body;
  const update = updateSubscription(ctx, broker, group, member, updated, proposal);
  if (isRefusal(update)) return update;
  noteIfNew(ctx, group, updated);
  const target = maybeUpdateTargetAssignment(
    ctx,
    broker,
    group,
    update.groupEpoch,
    member,
    updated,
    proposal,
  );
  const { hasSubscriptionChanged } = update;
  const spec = { ...target, hasSubscriptionChanged, ownedPartitions: topicPartitions };
  const reconciled = maybeReconcile(broker, group, updated, spec, proposal);
  const timeoutMs = consumerGroupConfig(broker, groupId, 'session.timeout.ms');
  proposal.timers.push({ timer: 'session', memberId, timeoutMs });
  const isTold =
    request.body.memberEpoch === JOIN_GROUP_MEMBER_EPOCH ||
    isFullRequest(request.body) ||
    !isSamePartitionEpochs(member.assignedPartitions, reconciled.assignedPartitions);
  const body: ConsumerGroupHeartbeatResponse = {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    memberId,
    memberEpoch: reconciled.memberEpoch,
    heartbeatIntervalMs: consumerGroupConfig(broker, groupId, 'heartbeat.interval.ms'),
    assignment: isTold ? { topicPartitions: toTopicIdPartitions(reconciled.assignedPartitions) } : null,
  };
  return resultOf(groupId, proposal, { type: 'consumer-group-heartbeat', request, body });
}

export function consumerGroupHeartbeatError(
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): ConsumerGroupHeartbeatResponse {
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
