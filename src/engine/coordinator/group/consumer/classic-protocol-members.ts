/**
 * Members of a consumer group that still speak the classic protocol, while a group is on its way from one to the
 * other. Their JoinGroup is a heartbeat of the new protocol in another form, SyncGroup hands out what it came
 * to, and Heartbeat tells them to join again when there is a next step to take.
 */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { JoinGroupRequest } from '../../../../protocol/messages/11-join-group.ts';
import type { LeaveGroupRequest } from '../../../../protocol/messages/13-leave-group.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import {
  deserializeSubscription,
  protocolVersionOf,
  serializeAssignment,
} from '../../../client/consumer-protocol.ts';
import type { Ctx } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/classic-group.ts';
import { generateMemberId } from '../classic/member-id.ts';
import { joinGroupError, syncGroupError } from '../classic/parked-requests.ts';
import { type Completion, type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import { heartbeatError } from '../error-responses.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { type ConsumerGroup, isHeldByAnyone, staticMember, targetAssignmentOf } from './consumer-group.ts';
import { fenceMembers } from './consumer-group-leave.ts';
import {
  CLIENT_HOST,
  type ConsumerGroupMember,
  createConsumerGroupMember,
  distinct,
  usesClassicProtocol,
} from './consumer-group-member.ts';
import { refuseIfFull } from './find-consumer-group.ts';
import { noteIfNew, refuseIfFenced, replaceMember } from './find-member.ts';
import { windMemberTimer } from './member-timers.ts';
import { canDowngradeReplacing, convertToClassicGroup } from './online-downgrade.ts';
import { holds } from './partition-epochs.ts';
import { createProposal, type Proposal, resultOf } from './proposal.ts';
import { maybeReconcile, maybeUpdateTargetAssignment } from './reconciliation.ts';
import { isRefusal } from './refusal.ts';
import { updateSubscription } from './subscription-update.ts';
import { toTopicIds, toTopicPartitions } from './topic-names.ts';

type JoinRequest = Request<'JoinGroup'>;

export function classicGroupJoinToConsumerGroup(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  group: ConsumerGroup,
  request: JoinRequest,
): CoordinatorResult {
  const { memberId: given, groupInstanceId } = request.body;
  // A refusal names nobody, unlike a classic group's: in Kafka it is an exception, which knows of no member.
  const refuse = (error: ErrorCode, memberId = ''): CoordinatorResult => {
    respond(ctx, broker, request, joinGroupError(error, memberId));
    return EMPTY_RESULT;
  };
  if (broker.configs['group.consumer.migration.policy'] === 'disabled')
    return refuse(Errors.INCONSISTENT_GROUP_PROTOCOL);
  const memberId = given === '' ? generateMemberId(ctx, broker, groupInstanceId ?? request.from) : given;
  const full = refuseIfFull(group, memberId, broker.configs['group.consumer.max.size']);
  if (full) return refuse(full.errorCode);
  if (!supportsClassicProtocols(group, request.body)) return refuse(Errors.INCONSISTENT_GROUP_PROTOCOL);
  const mustComeBack = given === '' && groupInstanceId === null && request.apiVersion >= 4;
  if (mustComeBack) return refuse(Errors.MEMBER_ID_REQUIRED, memberId);
  const proposal = createProposal();
  const member = classicMember(group, memberId, groupInstanceId, given === '', proposal);
  if (typeof member === 'number') return refuse(member);
  return stepOf(ctx, broker, shard, { group, member, request }, proposal);
}

/** Some assignor must be known to all members of the classic protocol. */
function supportsClassicProtocols(
  group: ConsumerGroup,
  { protocolType, protocols }: JoinGroupRequest,
): boolean {
  if (protocolType !== CONSUMER_PROTOCOL_TYPE) return false;
  const classicMembers = [...group.members.values()].flatMap((member) => member.classicMemberMetadata ?? []);
  return protocols.some(({ name }) =>
    classicMembers.every(({ supportedProtocols }) =>
      supportedProtocols.some((supported) => supported.name === name),
    ),
  );
}

function classicMember(
  group: ConsumerGroup,
  memberId: string,
  instanceId: string | null,
  isNew: boolean,
  proposal: Proposal,
): ConsumerGroupMember | ErrorCode {
  if (instanceId === null) return group.members.get(memberId) ?? createConsumerGroupMember(memberId);
  const existing = staticMember(group, instanceId);
  if (isNew)
    return existing
      ? replaceMember(group, existing, memberId, proposal)
      : createConsumerGroupMember(memberId);
  if (!existing) return Errors.UNKNOWN_MEMBER_ID;
  return refuseIfFenced(existing, { memberId, instanceId })?.errorCode ?? existing;
}

interface Joining {
  readonly group: ConsumerGroup;
  readonly member: ConsumerGroupMember;
  readonly request: JoinRequest;
}

function stepOf(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  { group, member, request }: Joining,
  proposal: Proposal,
): CoordinatorResult {
  const subscription = deserializeSubscription(request.body.protocols[0]!.metadata);
  let updated = updatedByJoin(member, request, subscription);
  const existing = staticMember(group, request.body.groupInstanceId);
  const downgrade = existing !== undefined && canDowngradeReplacing(broker, group, existing);
  const update = updateSubscription(ctx, broker, group, member, updated, proposal);
  // A pattern can't be refused here: the classic protocol knows none.
  if (isRefusal(update)) throw new Error(update.errorMessage);
  noteIfNew(ctx, group, updated);
  const { groupEpoch, hasSubscriptionChanged } = update;
  const ownedPartitions = Array.from(
    toTopicIds(broker.disk.image, subscription.ownedPartitions),
    ([topicId, partitions]) => ({ topicId, partitions }),
  );
  const isStale = downgrade && group.assignmentEpoch < groupEpoch;
  if (!isStale) {
    const target = downgrade
      ? lastTarget(group, updated)
      : maybeUpdateTargetAssignment(ctx, broker, group, groupEpoch, member, updated, proposal);
    const step = { ...target, hasSubscriptionChanged, ownedPartitions };
    updated = maybeReconcile(broker, group, updated, step, proposal);
  }
  const completion = joined(request, updated);
  if (!downgrade) return resultOf(group.groupId, proposal, completion);
  const converted = convertToClassicGroup(ctx, broker, shard, group, {
    joining: updated,
    rebalance: isStale,
  });
  return { ...converted, records: [...proposal.records, ...converted.records], completion };
}

function lastTarget(group: ConsumerGroup, { memberId, instanceId }: ConsumerGroupMember) {
  return {
    targetAssignmentEpoch: group.assignmentEpoch,
    targetAssignment: targetAssignmentOf(group, memberId, instanceId),
  };
}

function updatedByJoin(
  member: ConsumerGroupMember,
  { body, from }: JoinRequest,
  { topics, rackId }: ReturnType<typeof deserializeSubscription>,
): ConsumerGroupMember {
  return {
    ...member,
    instanceId: body.groupInstanceId ?? member.instanceId,
    rackId: rackId ?? member.rackId,
    rebalanceTimeoutMs: body.rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : body.rebalanceTimeoutMs,
    subscribedTopicNames: distinct(topics),
    subscribedTopicRegex: '',
    clientId: from,
    clientHost: CLIENT_HOST,
    classicMemberMetadata: { sessionTimeoutMs: body.sessionTimeoutMs, supportedProtocols: body.protocols },
  };
}

function joined(
  request: JoinRequest,
  { memberId, memberEpoch, classicMemberMetadata }: ConsumerGroupMember,
): Completion {
  const body = {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    generationId: memberEpoch,
    protocolType: CONSUMER_PROTOCOL_TYPE,
    protocolName: classicMemberMetadata!.supportedProtocols[0]!.name,
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
  return { type: 'classic-member-joined', request, body };
}

/** The join is stored: the member is expected to sync. */
export function onClassicMemberJoined(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  { request, body }: Extract<Completion, { type: 'classic-member-joined' }>,
): void {
  const { memberId } = body;
  if (!group.members.has(memberId)) return;
  const { sessionTimeoutMs, rebalanceTimeoutMs } = request.body;
  windMemberTimer(ctx, broker, group, { timer: 'join', memberId, timeoutMs: null });
  windMemberTimer(ctx, broker, group, { timer: 'session', memberId, timeoutMs: sessionTimeoutMs });
  windMemberTimer(ctx, broker, group, { timer: 'sync', memberId, timeoutMs: rebalanceTimeoutMs });
}

interface Identity {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
}

function validMember(
  group: ConsumerGroup,
  { memberId, groupInstanceId }: Identity,
): ConsumerGroupMember | ErrorCode {
  const member =
    groupInstanceId === null ? group.members.get(memberId) : staticMember(group, groupInstanceId);
  if (!member) return Errors.UNKNOWN_MEMBER_ID;
  if (groupInstanceId !== null && member.memberId !== memberId) return Errors.FENCED_INSTANCE_ID;
  return usesClassicProtocol(member) ? member : Errors.UNKNOWN_MEMBER_ID;
}

export function classicGroupSyncToConsumerGroup(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  request: Request<'SyncGroup'>,
): CoordinatorResult {
  const member = validMember(group, request.body);
  const error = typeof member === 'number' ? member : validateSync(ctx, broker, group, member, request.body);
  if (typeof member === 'number' || error !== Errors.NONE) {
    respond(ctx, broker, request, syncGroupError(error));
    return EMPTY_RESULT;
  }
  const { memberId, assignedPartitions, classicMemberMetadata } = member;
  const { sessionTimeoutMs, supportedProtocols } = classicMemberMetadata!;
  const version = protocolVersionOf(supportedProtocols[0]!.metadata);
  const held = Array.from(
    assignedPartitions,
    ([topicId, partitions]) => [topicId, partitions.keys()] as const,
  );
  const partitions = toTopicPartitions(broker.disk.image, held);
  const { protocolType, protocolName } = request.body;
  const body = {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    protocolType,
    protocolName,
    assignment: serializeAssignment({ partitions, userData: null }, version),
  };
  const proposal = createProposal();
  proposal.timers.push(
    { timer: 'sync', memberId, timeoutMs: null },
    { timer: 'session', memberId, timeoutMs: sessionTimeoutMs },
  );
  return resultOf(group.groupId, proposal, { type: 'sync-group', request, body });
}

function validateSync(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  member: ConsumerGroupMember,
  { generationId, protocolType, protocolName }: Request<'SyncGroup'>['body'],
): ErrorCode {
  if (generationId !== member.memberEpoch) return Errors.ILLEGAL_GENERATION;
  const ours = member.classicMemberMetadata!.supportedProtocols[0]!.name;
  const isInconsistent =
    (protocolType !== null && protocolType !== CONSUMER_PROTOCOL_TYPE) ||
    (protocolName !== null && protocolName !== ours);
  if (isInconsistent) return Errors.INCONSISTENT_GROUP_PROTOCOL;
  if (group.assignmentEpoch <= member.memberEpoch || member.state === 'UnrevokedPartitions')
    return Errors.NONE;
  expectJoin(ctx, broker, group, member);
  return Errors.REBALANCE_IN_PROGRESS;
}

/** A member that was told to rejoin has its rebalance timeout to do so. */
function expectJoin(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  { memberId, rebalanceTimeoutMs }: ConsumerGroupMember,
): void {
  windMemberTimer(ctx, broker, group, { timer: 'join', memberId, timeoutMs: rebalanceTimeoutMs });
}

export function classicGroupHeartbeatToConsumerGroup(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  request: Request<'Heartbeat'>,
): CoordinatorResult {
  const member = validMember(group, request.body);
  const refused =
    typeof member === 'number'
      ? member
      : member.memberEpoch === request.body.generationId
        ? Errors.NONE
        : Errors.ILLEGAL_GENERATION;
  if (typeof member === 'number' || refused !== Errors.NONE) {
    respond(ctx, broker, request, heartbeatError(refused));
    return EMPTY_RESULT;
  }
  const { memberId, classicMemberMetadata } = member;
  const { sessionTimeoutMs } = classicMemberMetadata!;
  windMemberTimer(ctx, broker, group, { timer: 'session', memberId, timeoutMs: sessionTimeoutMs });
  const mustRejoin = hasNextStep(group, member);
  if (mustRejoin) expectJoin(ctx, broker, group, member);
  const body = heartbeatError(mustRejoin ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE);
  return { records: [], completion: { type: 'heartbeat', request, body }, replay: true };
}

/** Whether a join would bring the member further now. */
function hasNextStep(group: ConsumerGroup, member: ConsumerGroupMember): boolean {
  if (member.memberEpoch < group.assignmentEpoch || member.state === 'UnrevokedPartitions') return true;
  return member.state === 'UnreleasedPartitions' && !isWaitingForOthers(group, member);
}

function isWaitingForOthers(
  group: ConsumerGroup,
  { memberId, assignedPartitions }: ConsumerGroupMember,
): boolean {
  for (const [topicId, partitions] of group.targetAssignment.get(memberId) ?? []) {
    const isHeld = partitions.some(
      (partition) =>
        !holds(assignedPartitions, topicId, partition) && isHeldByAnyone(group, topicId, partition),
    );
    if (isHeld) return true;
  }
  return false;
}

/** LeaveGroup takes out members of either protocol. */
export function classicGroupLeaveToConsumerGroup(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  group: ConsumerGroup,
  request: Request<'LeaveGroup'>,
): CoordinatorResult {
  const leaving = new Map<string, ConsumerGroupMember>();
  const members = request.body.members.map((identity) => {
    const member = leavingMember(group, identity);
    if (typeof member !== 'number') leaving.set(member.memberId, member);
    const { memberId, groupInstanceId } = identity;
    return { memberId, groupInstanceId, errorCode: typeof member === 'number' ? member : Errors.NONE };
  });
  const body = { throttleTimeMs: 0, errorCode: Errors.NONE, members };
  const completion = { type: 'leave-group', request, body } as const;
  return fenceMembers(ctx, broker, shard, group, [...leaving.values()], 'left', completion);
}

function leavingMember(
  group: ConsumerGroup,
  { memberId, groupInstanceId }: LeaveGroupRequest['members'][number],
): ConsumerGroupMember | ErrorCode {
  if (groupInstanceId === null) return group.members.get(memberId) ?? Errors.UNKNOWN_MEMBER_ID;
  const member = staticMember(group, groupInstanceId);
  if (!member) return Errors.UNKNOWN_MEMBER_ID;
  return memberId !== '' && member.memberId !== memberId ? Errors.FENCED_INSTANCE_ID : member;
}
