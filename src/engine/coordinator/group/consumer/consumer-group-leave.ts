/** Members leave, or are given up; and a static member says that it will be back. */
import type { CoordinatorRecord } from '../../../../protocol/coordinator-records.ts';
import { Errors } from '../../../../protocol/errors.ts';
import {
  type ConsumerGroupHeartbeatResponse,
  LEAVE_GROUP_STATIC_MEMBER_EPOCH,
} from '../../../../protocol/messages/68-consumer-group-heartbeat.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { type Completion, type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import {
  type ConsumerGroup,
  countSubscribedBy,
  staticMember,
  subscribedRegularExpressions,
  subscribedTopicNames,
} from './consumer-group.ts';
import type { ConsumerGroupMember } from './consumer-group-member.ts';
import {
  memberTombstones,
  newConsumerGroupCurrentAssignmentRecord,
  newConsumerGroupEpochRecord,
  newConsumerGroupRegularExpressionTombstone,
} from './consumer-record-helpers.ts';
import { notAConsumerGroup } from './find-consumer-group.ts';
import { refuseIfFenced, unknownInstance, unknownMember } from './find-member.ts';
import { computeMetadataHash } from './metadata-hash.ts';
import { canDowngradeWithout, convertToClassicGroup } from './online-downgrade.ts';
import { NO_PARTITIONS, resetEpochs } from './partition-epochs.ts';
import { isRefusal, type Refusal, refusal } from './refusal.ts';

export function consumerGroupLeave(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'ConsumerGroupHeartbeat'>,
): CoordinatorResult | Refusal {
  const { groupId, memberId, memberEpoch, instanceId } = request.body;
  const group = shard.groups.get(groupId);
  if (!group) return refusal(Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
  if (group.type !== 'consumer') return notAConsumerGroup(groupId);
  const member =
    instanceId === null
      ? (group.members.get(memberId) ?? unknownMember(group, memberId))
      : ownerOf(group, memberId, instanceId);
  if (isRefusal(member)) return member;
  const completion = {
    type: 'consumer-group-heartbeat',
    request,
    body: goodbye(memberId, memberEpoch),
  } as const;
  return instanceId !== null && memberEpoch === LEAVE_GROUP_STATIC_MEMBER_EPOCH
    ? leaveForAWhile(group, member, completion)
    : fenceMembers(ctx, broker, shard, group, [member], 'left', completion);
}

function ownerOf(group: ConsumerGroup, memberId: string, instanceId: string): ConsumerGroupMember | Refusal {
  const owner = staticMember(group, instanceId);
  if (!owner) return unknownInstance(instanceId);
  return refuseIfFenced(owner, { memberId, instanceId }) ?? owner;
}

function goodbye(memberId: string, memberEpoch: number): ConsumerGroupHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    memberId,
    memberEpoch,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
}

/** Its place and partitions are kept until its session ends. */
function leaveForAWhile(
  { groupId }: ConsumerGroup,
  member: ConsumerGroupMember,
  completion: Completion,
): CoordinatorResult {
  const away: ConsumerGroupMember = {
    ...member,
    memberEpoch: LEAVE_GROUP_STATIC_MEMBER_EPOCH,
    partitionsPendingRevocation: NO_PARTITIONS,
    assignedPartitions: resetEpochs(member.assignedPartitions),
  };
  return { records: [newConsumerGroupCurrentAssignmentRecord(groupId, away)], completion, replay: true };
}

type Reason = 'left' | 'session-expired' | 'rebalance-timeout';

/**
 * Members are no more: the group's epoch is raised, and whoever's heartbeat comes next has a new target made
 * for all. If only members of the classic protocol are left, the group becomes theirs.
 */
export function fenceMembers(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  group: ConsumerGroup,
  members: readonly ConsumerGroupMember[],
  reason: Reason,
  completion: Completion | null,
): CoordinatorResult {
  if (members.length === 0) return { ...EMPTY_RESULT, completion };
  const { groupId } = group;
  for (const { memberId, clientId } of members)
    note(ctx, { code: 'member-removed', group: groupId, member: memberId, clientId, reason });
  const gone = new Set(members.map(({ memberId }) => memberId));
  if (canDowngradeWithout(broker, group, gone)) {
    const converted = convertToClassicGroup(ctx, broker, shard, group, { without: gone, rebalance: true });
    return { ...converted, completion };
  }
  noteRebalance(ctx, group, members[0]!, reason);
  const records = members.flatMap<CoordinatorRecord>(({ memberId }) => memberTombstones(groupId, memberId));
  const remaining = new Map([...group.members].filter(([memberId]) => !gone.has(memberId)));
  for (const regex of subscribedRegularExpressions(group.members)) {
    if (countSubscribedBy(remaining, regex) === 0)
      records.push(newConsumerGroupRegularExpressionTombstone(groupId, regex));
  }
  const names = subscribedTopicNames(remaining, group.resolvedRegularExpressions);
  const metadataHash = computeMetadataHash(broker.disk.image, names);
  records.push(newConsumerGroupEpochRecord(groupId, group.groupEpoch + 1, metadataHash));
  return { records, completion, replay: true };
}

function noteRebalance(
  ctx: Ctx,
  { groupId, groupEpoch }: ConsumerGroup,
  { memberId }: ConsumerGroupMember,
  reason: Reason,
): void {
  note(ctx, {
    code: 'rebalance-begun',
    group: groupId,
    generation: groupEpoch,
    reason: reason === 'left' ? 'member-left' : 'session-expired',
    member: memberId,
  });
}
