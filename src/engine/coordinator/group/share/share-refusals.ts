/** Why a member of a share group is refused, in Kafka's words. */
import { Errors } from '../../../../protocol/errors.ts';
import { type Refusal, refusal } from '../consumer/refusal.ts';
import type { ShareGroup } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';

export function shareGroupNotFound(groupId: string): Refusal {
  return refusal(Errors.GROUP_ID_NOT_FOUND, `Share group ${groupId} not found.`);
}

export function notAShareGroup(groupId: string): Refusal {
  return refusal(Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a share group.`);
}

export function shareGroupIsFull(maxSize: number): Refusal {
  const message = `The share group has reached its maximum capacity of ${maxSize} members.`;
  return refusal(Errors.GROUP_MAX_SIZE_REACHED, message);
}

export function unknownShareMember({ groupId }: ShareGroup, memberId: string): Refusal {
  return refusal(Errors.UNKNOWN_MEMBER_ID, `Member ${memberId} is not a member of group ${groupId}.`);
}

export function fencedShareMember(
  received: number,
  { memberEpoch, previousMemberEpoch }: ShareGroupMember,
): Refusal {
  const known = `than the one known by the group coordinator (${memberEpoch})`;
  const why =
    received > memberEpoch
      ? `a greater member epoch (${received}) ${known}`
      : `a smaller member epoch (${received}) ${known}, and it does not match the previous member epoch (${previousMemberEpoch})`;
  const message = `The share group member has ${why}. The member must abandon all its partitions and rejoin.`;
  return refusal(Errors.FENCED_MEMBER_EPOCH, message);
}
