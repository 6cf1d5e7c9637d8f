/**
 * A classic group becomes a consumer group when the first member of the new protocol joins it: its members stay,
 * with what they have, and go on speaking the classic protocol until they are restarted
 * (`group.consumer.migration.policy`).
 */
import { SchemaError } from '../../../../protocol/bytes/schema-error.ts';
import { Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { deserializeAssignment, deserializeSubscription } from '../../../client/consumer-protocol.ts';
import type { MetadataImage } from '../../../controller/metadata-image.ts';
import type { Ctx } from '../../../ctx.ts';
import { type ClassicGroup, CONSUMER_PROTOCOL_TYPE } from '../classic/classic-group.ts';
import { type ClassicGroupMember, metadataFor } from '../classic/classic-group-member.ts';
import {
  completeJoinFuture,
  completeSyncFuture,
  joinGroupError,
  syncGroupError,
} from '../classic/parked-requests.ts';
import { newGroupMetadataTombstone } from '../record-helpers.ts';
import { type ConsumerGroup, createConsumerGroup, subscribedTopicNames } from './consumer-group.ts';
import { type ConsumerGroupMember, createConsumerGroupMember, distinct } from './consumer-group-member.ts';
import {
  newConsumerGroupCurrentAssignmentRecord,
  newConsumerGroupEpochRecord,
  newConsumerGroupMemberSubscriptionRecord,
  newConsumerGroupTargetAssignmentMetadataRecord,
  newConsumerGroupTargetAssignmentRecord,
} from './consumer-record-helpers.ts';
import { computeMetadataHash } from './metadata-hash.ts';
import { withEpoch } from './partition-epochs.ts';
import type { Proposal } from './proposal.ts';
import { isRefusal, type Refusal, refusal } from './refusal.ts';
import { toTopicIds } from './topic-names.ts';

export function convertToConsumerGroup(
  ctx: Ctx,
  broker: BrokerNode,
  classic: ClassicGroup,
  proposal: Proposal,
): ConsumerGroup | Refusal {
  const refused = refuseUpgrade(broker, classic);
  if (refused) return refused;
  sendParkedMembersBack(ctx, broker, classic);
  const group = fromClassicGroup(broker.disk.image, classic);
  if (isRefusal(group)) return group;
  proposal.records.push(newGroupMetadataTombstone(group.groupId));
  proposeGroup(group, proposal);
  for (const { memberId, classicMemberMetadata } of group.members.values())
    proposal.timers.push({ timer: 'session', memberId, timeoutMs: classicMemberMetadata!.sessionTimeoutMs });
  return group;
}

function refuseUpgrade(
  { configs }: BrokerNode,
  { groupId, protocolType, members }: ClassicGroup,
): Refusal | null {
  const policy = configs['group.consumer.migration.policy'];
  if (policy !== 'upgrade' && policy !== 'bidirectional')
    return cannotUpgrade(groupId, 'online upgrade is disabled');
  if (protocolType !== CONSUMER_PROTOCOL_TYPE)
    return cannotUpgrade(groupId, 'the group does not use the consumer embedded protocol');
  return members.size > configs['group.consumer.max.size']
    ? cannotUpgrade(groupId, 'the group size exceeds the consumer group maximum size')
    : null;
}

function cannotUpgrade(groupId: string, reason: string): Refusal {
  const message = `Cannot upgrade classic group ${groupId} to consumer group because ${reason}.`;
  return refusal(Errors.GROUP_ID_NOT_FOUND, message);
}

function sendParkedMembersBack(ctx: Ctx, broker: BrokerNode, { members }: ClassicGroup): void {
  for (const member of members.values()) {
    completeJoinFuture(ctx, broker, member, joinGroupError(Errors.REBALANCE_IN_PROGRESS, member.memberId));
    completeSyncFuture(ctx, broker, member, syncGroupError(Errors.REBALANCE_IN_PROGRESS));
  }
}

function fromClassicGroup(image: MetadataImage, classic: ClassicGroup): ConsumerGroup | Refusal {
  const { groupId, protocolName, generationId } = classic;
  // In its first join phase a group has no protocol yet; Kafka stumbles over that, too.
  if (protocolName === null)
    return refusal(Errors.UNKNOWN_SERVER_ERROR, 'The server experienced an unexpected error.');
  const group = createConsumerGroup(groupId);
  group.groupEpoch = generationId;
  group.assignmentEpoch = generationId;
  try {
    for (const member of classic.members.values()) {
      const converted = fromClassicMember(image, member, protocolName, generationId);
      if (converted === 'has-user-data') return cannotUpgrade(groupId, CUSTOM_ASSIGNOR);
      group.members.set(converted.memberId, converted);
      if (converted.instanceId !== null) group.staticMembers.set(converted.instanceId, converted.memberId);
      const target = Array.from(
        converted.assignedPartitions,
        ([topicId, partitions]) => [topicId, [...partitions.keys()]] as const,
      );
      group.targetAssignment.set(converted.memberId, new Map(target));
    }
  } catch (error) {
    if (error instanceof SchemaError)
      return cannotUpgrade(groupId, 'the embedded consumer protocol is malformed');
    throw error;
  }
  group.metadataHash = computeMetadataHash(image, subscribedTopicNames(group.members, new Map()));
  return group;
}

const CUSTOM_ASSIGNOR =
  'an unsupported custom assignor is in use. Please refer to the documentation or switch to a default ' +
  'assignor before re-attempting the upgrade';

function fromClassicMember(
  image: MetadataImage,
  classic: ClassicGroupMember,
  protocolName: string,
  epoch: number,
): ConsumerGroupMember | 'has-user-data' {
  const subscription = deserializeSubscription(metadataFor(classic, protocolName));
  const assignment = classic.assignment.length === 0 ? null : deserializeAssignment(classic.assignment);
  if (assignment?.userData && assignment.userData.length > 0) return 'has-user-data';
  return {
    ...createConsumerGroupMember(classic.memberId),
    memberEpoch: epoch,
    previousMemberEpoch: epoch,
    instanceId: classic.groupInstanceId,
    rackId: subscription.rackId ?? null,
    rebalanceTimeoutMs: classic.rebalanceTimeoutMs,
    clientId: classic.clientId,
    clientHost: classic.clientHost,
    subscribedTopicNames: distinct(subscription.topics),
    assignedPartitions: withEpoch(toTopicIds(image, assignment?.partitions ?? []), epoch),
    classicMemberMetadata: {
      sessionTimeoutMs: classic.sessionTimeoutMs,
      supportedProtocols: classic.supportedProtocols.map(({ name, metadata }) => ({ name, metadata })),
    },
  };
}

/** A whole group, written down for the first time. */
function proposeGroup(group: ConsumerGroup, { records }: Proposal): void {
  const { groupId, groupEpoch, metadataHash, assignmentEpoch, assignmentTimestampMs } = group;
  const members = [...group.members.values()];
  records.push(
    ...members.map((member) => newConsumerGroupMemberSubscriptionRecord(groupId, member)),
    newConsumerGroupEpochRecord(groupId, groupEpoch, metadataHash),
    ...Array.from(group.targetAssignment, ([memberId, target]) =>
      newConsumerGroupTargetAssignmentRecord(groupId, memberId, target),
    ),
    newConsumerGroupTargetAssignmentMetadataRecord(groupId, assignmentEpoch, assignmentTimestampMs),
    ...members.map((member) => newConsumerGroupCurrentAssignmentRecord(groupId, member)),
  );
}
