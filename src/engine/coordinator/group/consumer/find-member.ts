/** The member that a request comes from, and whether it is who it says it is. */
import { Errors } from '../../../../protocol/errors.ts';
import {
  JOIN_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_STATIC_MEMBER_EPOCH,
} from '../../../../protocol/messages/68-consumer-group-heartbeat.ts';
import { type Ctx, note } from '../../../ctx.ts';
import { type ConsumerGroup, staticMember, targetAssignmentOf } from './consumer-group.ts';
import {
  type ConsumerGroupMember,
  createConsumerGroupMember,
  type OwnedPartitions,
  usesClassicProtocol,
} from './consumer-group-member.ts';
import {
  memberTombstones,
  newConsumerGroupCurrentAssignmentRecord,
  newConsumerGroupMemberSubscriptionRecord,
  newConsumerGroupTargetAssignmentRecord,
} from './consumer-record-helpers.ts';
import { isSubset } from './partition-epochs.ts';
import type { Proposal } from './proposal.ts';
import { type Refusal, refusal } from './refusal.ts';

interface Identity {
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly topicPartitions: OwnedPartitions;
}

interface StaticIdentity extends Identity {
  readonly instanceId: string;
}

export function dynamicMember(
  group: ConsumerGroup,
  identity: Identity,
  createIfNotExists: boolean,
): ConsumerGroupMember | Refusal {
  const member = group.members.get(identity.memberId);
  if (!member && !createIfNotExists) return unknownMember(group, identity.memberId);
  const found = member ?? createConsumerGroupMember(identity.memberId);
  return refuseEpoch(found, identity) ?? found;
}

export function unknownMember({ groupId }: ConsumerGroup, memberId: string): Refusal {
  return refusal(Errors.UNKNOWN_MEMBER_ID, `Member ${memberId} is not a member of group ${groupId}.`);
}

/**
 * A member that sends its epoch of before has lost an answer, and may go on if it holds no more than that
 * answer gave it. Any other epoch than its own says that the group has gone on without it.
 */
function refuseEpoch(
  { memberEpoch, previousMemberEpoch, assignedPartitions }: ConsumerGroupMember,
  { memberEpoch: received, topicPartitions }: Identity,
): Refusal | null {
  if (received === JOIN_GROUP_MEMBER_EPOCH || received === memberEpoch) return null;
  if (
    received < memberEpoch &&
    received === previousMemberEpoch &&
    isSubset(topicPartitions, assignedPartitions)
  )
    return null;
  const comparison = received > memberEpoch ? 'greater' : 'smaller';
  return refusal(
    Errors.FENCED_MEMBER_EPOCH,
    `The consumer group member has a ${comparison} member epoch (${received}) than the one known by the ` +
      `group coordinator (${memberEpoch}). The member must abandon all its partitions and rejoin.`,
  );
}

/** One who joins under an instance id that is free, or whose owner is away, takes the owner's place. */
export function staticMemberOrReplacement(
  group: ConsumerGroup,
  identity: StaticIdentity,
  isJoining: boolean,
  proposal: Proposal,
): ConsumerGroupMember | Refusal {
  const { memberId, instanceId } = identity;
  const existing = staticMember(group, instanceId);
  if (isJoining) {
    if (!existing) return group.members.get(memberId) ?? createConsumerGroupMember(memberId);
    const refused = usesClassicProtocol(existing) ? null : refuseIfUnreleased(existing, identity);
    return refused ?? replaceMember(group, existing, memberId, proposal);
  }
  if (!existing) return unknownInstance(instanceId);
  return refuseIfFenced(existing, identity) ?? refuseEpoch(existing, identity) ?? existing;
}

export function unknownInstance(instanceId: string): Refusal {
  return refusal(Errors.UNKNOWN_MEMBER_ID, `Instance id ${instanceId} is unknown.`);
}

function refuseIfUnreleased(
  owner: ConsumerGroupMember,
  { memberId, instanceId }: StaticIdentity,
): Refusal | null {
  if (owner.memberEpoch === LEAVE_GROUP_STATIC_MEMBER_EPOCH) return null;
  return refusal(
    Errors.UNRELEASED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${instanceId} cannot join the group because the instance id ` +
      `is owned by ${owner.memberId} member.`,
  );
}

export function refuseIfFenced(
  owner: ConsumerGroupMember,
  { memberId, instanceId }: { readonly memberId: string; readonly instanceId: string },
): Refusal | null {
  if (owner.memberId === memberId) return null;
  return refusal(
    Errors.FENCED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${instanceId} was fenced by member ${owner.memberId}.`,
  );
}

/** The new one has all that the old one had, target included, and so nobody else need move. */
export function replaceMember(
  group: ConsumerGroup,
  existing: ConsumerGroupMember,
  memberId: string,
  { records }: Proposal,
): ConsumerGroupMember {
  const { groupId } = group;
  const member: ConsumerGroupMember = { ...existing, memberId, memberEpoch: 0, previousMemberEpoch: 0 };
  const target = targetAssignmentOf(group, existing.memberId, null);
  records.push(
    ...memberTombstones(groupId, existing.memberId),
    newConsumerGroupMemberSubscriptionRecord(groupId, member),
    newConsumerGroupTargetAssignmentRecord(groupId, memberId, target),
    newConsumerGroupCurrentAssignmentRecord(groupId, member),
  );
  return member;
}

/** For the trace: somebody is a member now who was none, perhaps in another's place. */
export function noteIfNew(ctx: Ctx, group: ConsumerGroup, member: ConsumerGroupMember): void {
  const { groupId } = group;
  const { memberId, clientId, instanceId } = member;
  if (group.members.has(memberId)) return;
  const replaced = staticMember(group, instanceId);
  if (replaced) {
    const { memberId: member, clientId } = replaced;
    note(ctx, { code: 'member-removed', group: groupId, member, clientId, reason: 'replaced' });
  }
  note(ctx, { code: 'member-added', group: groupId, member: memberId, clientId });
}
