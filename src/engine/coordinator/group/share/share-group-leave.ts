/** Members leave a share group, or are given up. What they have acquired is left to its locks. */
import { Errors } from '../../../../protocol/errors.ts';
import type { ShareGroupHeartbeatResponse } from '../../../../protocol/messages/76-share-group-heartbeat.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { computeMetadataHash } from '../consumer/metadata-hash.ts';
import { type Refusal, refusal } from '../consumer/refusal.ts';
import type { Completion, CoordinatorResult } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { type ShareGroup, subscribedTopicNames } from './share-group.ts';
import { newShareGroupEpochRecord, shareMemberTombstones } from './share-record-helpers.ts';
import { notAShareGroup, unknownShareMember } from './share-refusals.ts';

export function shareGroupLeave(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'ShareGroupHeartbeat'>,
): CoordinatorResult | Refusal {
  const { groupId, memberId, memberEpoch } = request.body;
  const group = shard.groups.get(groupId);
  if (!group) return refusal(Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
  if (group.type !== 'share') return notAShareGroup(groupId);
  if (!group.members.has(memberId)) return unknownShareMember(group, memberId);
  const body: ShareGroupHeartbeatResponse = {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    memberId,
    memberEpoch,
    heartbeatIntervalMs: 0,
    assignment: null,
  };
  const completion = { type: 'share-group-heartbeat', request, body, initialize: null } as const;
  return fenceShareGroupMember(ctx, broker, group, memberId, 'left', completion);
}

export function fenceShareGroupMember(
  ctx: Ctx,
  broker: BrokerNode,
  group: ShareGroup,
  memberId: string,
  reason: 'left' | 'session-expired' | 'rebalance-timeout',
  completion: Completion | null,
): CoordinatorResult {
  const { groupId, groupEpoch } = group;
  const { clientId } = group.members.get(memberId)!;
  note(ctx, { code: 'member-removed', group: groupId, member: memberId, clientId, reason });
  const rebalance = reason === 'left' ? 'member-left' : 'session-expired';
  note(ctx, {
    code: 'rebalance-begun',
    group: groupId,
    generation: groupEpoch,
    reason: rebalance,
    member: memberId,
  });
  const remaining = new Map([...group.members].filter(([id]) => id !== memberId));
  const metadataHash = computeMetadataHash(broker.disk.image, subscribedTopicNames(remaining));
  const records = [
    ...shareMemberTombstones(groupId, memberId),
    newShareGroupEpochRecord(groupId, groupEpoch + 1, metadataHash),
  ];
  return { records, completion, replay: true };
}
