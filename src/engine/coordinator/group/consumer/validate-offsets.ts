/**
 * Who may commit and read a consumer group's offsets. A member that is an epoch behind may still commit for what
 * it has held since then: otherwise a commit that crosses a heartbeat's answer would be lost (KIP-1251).
 */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import { type MetadataImage, topicByName } from '../../../controller/metadata-image.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { type ConsumerGroupMember, usesClassicProtocol } from './consumer-group-member.ts';

/** From this version on OffsetCommit knows member epochs. */
const FIRST_WITH_MEMBER_EPOCHS = 9;

interface Committer {
  readonly memberId: string;
  readonly generationIdOrMemberEpoch: number;
}

/** `apiVersion`: of OffsetCommit; TxnOffsetCommit knows member epochs in all of its versions. */
export function validateOffsetCommit(
  group: ConsumerGroup,
  { body, apiVersion = FIRST_WITH_MEMBER_EPOCHS }: { readonly body: Committer; readonly apiVersion?: number },
): ErrorCode {
  const { generationIdOrMemberEpoch: received, memberId } = body;
  // Who assigns partitions by hand commits without an epoch, as long as nobody has joined the group.
  if (received < 0 && group.members.size === 0) return Errors.NONE;
  const member = group.members.get(memberId);
  if (!member) return Errors.UNKNOWN_MEMBER_ID;
  if (!usesClassicProtocol(member) && apiVersion < FIRST_WITH_MEMBER_EPOCHS)
    return Errors.UNSUPPORTED_VERSION;
  return received > member.memberEpoch ? staleErrorOf(member) : Errors.NONE;
}

/** Whether the sender may commit for this partition, given that it may commit at all. */
export function validateCommittedPartition(
  image: MetadataImage,
  group: ConsumerGroup,
  { generationIdOrMemberEpoch: received, memberId }: Committer,
  topic: string,
  partition: number,
): ErrorCode {
  const member = group.members.get(memberId);
  if (!member || received === member.memberEpoch) return Errors.NONE;
  const topicId = topicByName(image, topic)?.topicId ?? '';
  const givenAt =
    member.assignedPartitions.get(topicId)?.get(partition) ??
    member.partitionsPendingRevocation.get(topicId)?.get(partition);
  return givenAt === undefined || received < givenAt ? staleErrorOf(member) : Errors.NONE;
}

/** A null member id and no epoch: an admin client, or a consumer that assigns partitions by hand. */
export function validateOffsetFetch(
  group: ConsumerGroup,
  memberId: string | null,
  memberEpoch: number,
): ErrorCode {
  if (memberId === null && memberEpoch < 0) return Errors.NONE;
  const member = group.members.get(memberId ?? '');
  if (!member) return Errors.UNKNOWN_MEMBER_ID;
  return memberEpoch === member.memberEpoch ? Errors.NONE : staleErrorOf(member);
}

function staleErrorOf(member: ConsumerGroupMember): ErrorCode {
  return usesClassicProtocol(member) ? Errors.ILLEGAL_GENERATION : Errors.STALE_MEMBER_EPOCH;
}
