/** JoinGroup: somebody wants to be, or to remain, a member. */
import { NEVER } from '../../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import { type Ctx, wallClockMs } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { consumerGroups } from '../consumer-groups.ts';
import { type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import { tombstonesOf } from '../group.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { newEmptyGroupMetadataRecord } from '../record-helpers.ts';
import {
  addMember,
  type ClassicGroup,
  countAwaitingJoin,
  createClassicGroup,
  removeMember,
  validateMember,
} from './classic-group.ts';
import { createMember, matchesProtocols } from './classic-group-member.ts';
import { generateMemberId } from './member-id.ts';
import { rescheduleHeartbeat, scheduleSession } from './member-session.ts';
import { currentGeneration, joinGroupError } from './parked-requests.ts';
import { maybePrepareRebalanceOrCompleteJoin, type RebalanceCause } from './rebalance.ts';
import { updateStaticMemberThenRebalanceOrCompleteJoin } from './static-member.ts';
import { supportsProtocols } from './supported-protocols.ts';

/**
 * How long a parked first join is kept: its sender knows no member id and can't send heartbeats, and if it
 * gave up and came again, the dead join would stay in the group for ever. Fixed in Kafka.
 */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 300_000;

/** Our nodes have no addresses. */
const CLIENT_HOST = '/127.0.0.1';

type JoinRequest = Request<'JoinGroup'>;

export function classicGroupJoin(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: JoinRequest,
): CoordinatorResult {
  const { groupId } = request.body;
  const known = shard.groups.get(groupId);
  if (known?.type === 'share') return refuse(ctx, broker, request, Errors.INCONSISTENT_GROUP_PROTOCOL, '');
  if (known?.type !== 'consumer') return joinClassicGroup(ctx, broker, shard, known, request);
  if (known.state !== 'Empty')
    return consumerGroups.rules().classicGroupJoinToConsumerGroup(ctx, broker, shard, known, request);
  // Nobody is left who speaks the new protocol: the group is the old one's from now on.
  shard.groups.delete(groupId);
  const result = joinClassicGroup(ctx, broker, shard, undefined, request);
  if (result.records.length === 0) return result;
  return { ...result, records: [...tombstonesOf(known), ...result.records], undo: known };
}

function joinClassicGroup(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  known: ClassicGroup | undefined,
  request: JoinRequest,
): CoordinatorResult {
  const { groupId, memberId } = request.body;
  if (!known && memberId !== '') return refuse(ctx, broker, request, Errors.UNKNOWN_MEMBER_ID, memberId);
  const group = known ?? createClassicGroup(groupId, wallClockMs(ctx));
  shard.groups.set(groupId, group);
  const result = joinGroup(ctx, broker, group, request);
  if (known || result !== EMPTY_RESULT) return result;
  // A new group is written down at once, so that a coordinator that loads here knows of it.
  const completion = { type: 'group-created', groupId } as const;
  return { records: [newEmptyGroupMetadataRecord(group)], completion, replay: false };
}

function joinGroup(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  request: JoinRequest,
): CoordinatorResult {
  const { memberId, protocolType, protocols } = request.body;
  if (!acceptsJoiningMember(group, memberId, broker.configs['group.max.size'])) {
    removeMember(ctx, group, memberId, 'left');
    return refuse(ctx, broker, request, Errors.GROUP_MAX_SIZE_REACHED);
  }
  if (!supportsProtocols(group, protocolType, protocols))
    return refuse(ctx, broker, request, Errors.INCONSISTENT_GROUP_PROTOCOL, memberId);
  return memberId === ''
    ? joinNewMember(ctx, broker, group, request)
    : joinExistingMember(ctx, broker, group, request);
}

/**
 * `group.max.size` counts members; while a rebalance gathers them, those who wait, so that the last to come
 * back are the ones turned away when the limit was lowered.
 */
function acceptsJoiningMember(group: ClassicGroup, memberId: string, maxSize: number): boolean {
  switch (group.state) {
    case 'PreparingRebalance':
      return Boolean(group.members.get(memberId)?.awaitingJoin) || countAwaitingJoin(group) < maxSize;
    case 'CompletingRebalance':
    case 'Stable':
      return group.members.has(memberId) || group.members.size < maxSize;
    default:
      return true;
  }
}

function joinNewMember(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  request: JoinRequest,
): CoordinatorResult {
  const { groupInstanceId, sessionTimeoutMs } = request.body;
  const newMemberId = generateMemberId(ctx, broker, groupInstanceId ?? request.from);
  if (groupInstanceId !== null) {
    const existing = group.staticMembers.get(groupInstanceId);
    return existing === undefined
      ? addMemberThenRebalanceOrCompleteJoin(ctx, broker, group, newMemberId, request)
      : updateStaticMemberThenRebalanceOrCompleteJoin(ctx, broker, group, existing, newMemberId, request);
  }
  if (!requiresKnownMemberId(request.apiVersion))
    return addMemberThenRebalanceOrCompleteJoin(ctx, broker, group, newMemberId, request);
  // KIP-394: a join whose sender gives up before the answer must leave no member behind.
  const pending = { memberId: newMemberId, sessionExpiresAtUs: NEVER, sessionTimerUs: NEVER };
  group.pendingJoinMembers.set(newMemberId, pending);
  scheduleSession(ctx, broker, group, pending, sessionTimeoutMs);
  return refuse(ctx, broker, request, Errors.MEMBER_ID_REQUIRED, newMemberId);
}

function requiresKnownMemberId(apiVersion: number): boolean {
  return apiVersion >= 4;
}

function joinExistingMember(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  request: JoinRequest,
): CoordinatorResult {
  const { memberId, groupInstanceId, protocols } = request.body;
  if (group.pendingJoinMembers.has(memberId) && groupInstanceId === null)
    return addMemberThenRebalanceOrCompleteJoin(ctx, broker, group, memberId, request);
  const error = validateMember(group, memberId, groupInstanceId);
  if (error !== Errors.NONE) return refuse(ctx, broker, request, error, memberId);
  const isSame = matchesProtocols(group.members.get(memberId)!, protocols);
  switch (group.state) {
    case 'PreparingRebalance':
      return updateMemberThenRebalanceOrCompleteJoin(ctx, broker, group, request, 'rejoined');
    case 'CompletingRebalance':
      // The answer to its join may have been lost: it is told again.
      if (isSame) return tellGeneration(ctx, broker, group, request);
      return updateMemberThenRebalanceOrCompleteJoin(ctx, broker, group, request, 'metadata-changed');
    case 'Stable':
      // The leader joins again when what it divides has changed, for example a topic's partitions.
      if (group.leaderId === memberId)
        return updateMemberThenRebalanceOrCompleteJoin(ctx, broker, group, request, 'leader-rejoined');
      if (isSame) return tellGeneration(ctx, broker, group, request);
      return updateMemberThenRebalanceOrCompleteJoin(ctx, broker, group, request, 'metadata-changed');
    default:
      return refuse(ctx, broker, request, Errors.UNKNOWN_MEMBER_ID, memberId);
  }
}

function addMemberThenRebalanceOrCompleteJoin(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  memberId: string,
  request: JoinRequest,
): CoordinatorResult {
  const { body, from } = request;
  const member = createMember({
    memberId,
    groupInstanceId: body.groupInstanceId,
    clientId: from,
    clientHost: CLIENT_HOST,
    rebalanceTimeoutMs: body.rebalanceTimeoutMs,
    sessionTimeoutMs: body.sessionTimeoutMs,
    protocolType: body.protocolType,
    supportedProtocols: body.protocols,
  });
  member.isNew = true;
  member.awaitingJoin = request;
  if (group.state === 'PreparingRebalance' && group.previousState === 'Empty') group.newMemberAdded = true;
  addMember(ctx, group, member);
  rescheduleHeartbeat(ctx, broker, group, member, NEW_MEMBER_JOIN_TIMEOUT_MS);
  return maybePrepareRebalanceOrCompleteJoin(ctx, broker, group, {
    reason: 'member-joined',
    member: memberId,
  });
}

function updateMemberThenRebalanceOrCompleteJoin(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  request: JoinRequest,
  reason: RebalanceCause['reason'],
): CoordinatorResult {
  const { memberId, protocols, rebalanceTimeoutMs, sessionTimeoutMs } = request.body;
  const member = group.members.get(memberId)!;
  Object.assign(member, { supportedProtocols: protocols, rebalanceTimeoutMs, sessionTimeoutMs });
  member.awaitingJoin = request;
  return maybePrepareRebalanceOrCompleteJoin(ctx, broker, group, { reason, member: memberId });
}

function tellGeneration(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  request: JoinRequest,
): CoordinatorResult {
  respond(ctx, broker, request, currentGeneration(group, request.body.memberId));
  return EMPTY_RESULT;
}

function refuse(
  ctx: Ctx,
  broker: BrokerNode,
  request: JoinRequest,
  error: ErrorCode,
  memberId = '',
): CoordinatorResult {
  respond(ctx, broker, request, joinGroupError(error, memberId));
  return EMPTY_RESULT;
}
