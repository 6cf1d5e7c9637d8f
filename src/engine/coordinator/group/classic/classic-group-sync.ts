/** SyncGroup: members wait for the leader's assignment, the leader brings it, and it is stored before anyone hears. */
import { NEVER } from '../../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import type { Ctx } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { consumerGroups } from '../consumer-groups.ts';
import { type AssignmentStored, type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { newGroupMetadataRecord } from '../record-helpers.ts';
import { resetAndPropagateAssignmentWithError, setAndPropagateAssignment } from './assignment.ts';
import { type ClassicGroup, removeMember, transitionTo, validateMember } from './classic-group.ts';
import { currentAssignment, syncGroupError } from './parked-requests.ts';
import { maybePrepareRebalanceOrCompleteJoin, prepareRebalance } from './rebalance.ts';

type SyncRequest = Request<'SyncGroup'>;

export function classicGroupSync(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: SyncRequest,
): CoordinatorResult {
  const known = shard.groups.get(request.body.groupId);
  if (known?.type === 'consumer')
    return consumerGroups.rules().classicGroupSyncToConsumerGroup(ctx, broker, known, request);
  const group = known?.type === 'classic' ? known : undefined;
  const error = group ? validateSyncGroup(group, request) : Errors.UNKNOWN_MEMBER_ID;
  if (!group || error !== Errors.NONE) {
    respond(ctx, broker, request, syncGroupError(error));
    return EMPTY_RESULT;
  }
  const { memberId } = request.body;
  const member = group.members.get(memberId)!;
  removePendingSyncMember(group, memberId);
  if (group.state === 'Stable') {
    respond(ctx, broker, request, currentAssignment(group, member));
    return EMPTY_RESULT;
  }
  member.awaitingSync = request;
  return group.leaderId === memberId ? storeAssignment(group, request) : EMPTY_RESULT;
}

function validateSyncGroup(group: ClassicGroup, { body }: SyncRequest): ErrorCode {
  if (group.state === 'Empty') return Errors.UNKNOWN_MEMBER_ID;
  const error = validateMember(group, body.memberId, body.groupInstanceId);
  if (error !== Errors.NONE) return error;
  if (body.generationId !== group.generationId) return Errors.ILLEGAL_GENERATION;
  const isInconsistent =
    contradicts(body.protocolType, group.protocolType) || contradicts(body.protocolName, group.protocolName);
  if (isInconsistent) return Errors.INCONSISTENT_GROUP_PROTOCOL;
  return group.state === 'PreparingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
}

function contradicts(requested: string | null, ours: string | null): boolean {
  return requested !== null && ours !== null && requested !== ours;
}

function removePendingSyncMember(group: ClassicGroup, memberId: string): void {
  group.pendingSyncMembers.delete(memberId);
  if (group.pendingSyncMembers.size === 0) group.syncDueUs = NEVER;
}

function storeAssignment(group: ClassicGroup, { body }: SyncRequest): CoordinatorResult {
  const assignment = new Map(body.assignments.map(({ memberId, assignment: bytes }) => [memberId, bytes]));
  const { groupId, generationId } = group;
  return {
    records: [newGroupMetadataRecord(group, assignment)],
    completion: { type: 'assignment-stored', groupId, generationId, leaderId: body.memberId, assignment },
    replay: false,
  };
}

/** The assignment is stored: the group is stable. Unless it has moved on while the record was on its way. */
export function onAssignmentStored(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  stored: AssignmentStored,
  error: ErrorCode,
): void {
  if (group.state !== 'CompletingRebalance' || group.generationId !== stored.generationId) return;
  if (error === Errors.NONE) {
    setAndPropagateAssignment(ctx, broker, group, stored.assignment);
    transitionTo(ctx, group, 'Stable');
    return;
  }
  resetAndPropagateAssignmentWithError(ctx, broker, group, error);
  const cause = { reason: 'assignment-not-stored', member: stored.leaderId } as const;
  maybePrepareRebalanceOrCompleteJoin(ctx, broker, group, cause);
}

/** Who has joined and then not asked for its assignment within the rebalance timeout is removed. */
export function expirePendingSync(ctx: Ctx, broker: BrokerNode, group: ClassicGroup): CoordinatorResult {
  group.syncDueUs = NEVER;
  const isSyncing = group.state === 'CompletingRebalance' || group.state === 'Stable';
  const late = [...group.pendingSyncMembers];
  if (!isSyncing || late.length === 0) return EMPTY_RESULT;
  for (const memberId of late) removeMember(ctx, group, memberId, 'rebalance-timeout');
  return prepareRebalance(ctx, broker, group, { reason: 'sync-timeout', member: late[0]! });
}
