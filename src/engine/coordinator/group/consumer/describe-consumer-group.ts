/** What a coordinator knows of a consumer group: for the picture, and as ConsumerGroupDescribe tells it. */

import { NEVER } from '../../../../kernel/brand.ts';
import { Errors } from '../../../../protocol/errors.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../../../protocol/messages/15-describe-groups.ts';
import type { ConsumerGroupDescribeResponse } from '../../../../protocol/messages/69-consumer-group-describe.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { serializeAssignment, serializeSubscription } from '../../../client/consumer-protocol.ts';
import type { MetadataImage } from '../../../controller/metadata-image.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/classic-group.ts';
import type { GroupDescription, MemberDescription } from '../describe-groups.ts';
import { type ConsumerGroup, preferredServerAssignor, subscribedTopicsOf } from './consumer-group.ts';
import { consumerGroupConfig } from './consumer-group-config.ts';
import { type ConsumerGroupMember, usesClassicProtocol } from './consumer-group-member.ts';
import type { PartitionEpochs } from './partition-epochs.ts';
import { defaultAssignor } from './reconciliation.ts';
import { toTopicPartitions } from './topic-names.ts';

export function describeConsumerGroup(
  broker: BrokerNode,
  group: ConsumerGroup,
  partition: number,
): GroupDescription {
  return {
    groupId: group.groupId,
    type: group.type,
    partition,
    state: group.state,
    generation: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    protocolType: CONSUMER_PROTOCOL_TYPE,
    protocol: assignorOf(broker, group),
    leader: null,
    pendingMembers: 0,
    members: [...group.members.values()].map((member) => describeMember(broker, group, member)),
    rebalanceDeadlineUs: rebalanceDeadlineUs(group),
    isInitialDelay: false,
  };
}

function assignorOf(broker: BrokerNode, group: ConsumerGroup): string {
  return preferredServerAssignor(group) ?? defaultAssignor(broker);
}

/** When the first member that is giving partitions up will be given up itself. */
function rebalanceDeadlineUs({ timers }: ConsumerGroup): number | null {
  const first = Math.min(NEVER, ...Array.from(timers.values(), ({ rebalanceDueUs }) => rebalanceDueUs));
  return first === NEVER ? null : first;
}

function describeMember(
  broker: BrokerNode,
  group: ConsumerGroup,
  member: ConsumerGroupMember,
): MemberDescription {
  const { memberId, clientId, instanceId, memberEpoch, state, classicMemberMetadata } = member;
  const { image } = broker.disk;
  const timers = group.timers.get(memberId);
  const topics = subscribedTopicsOf(member, group.resolvedRegularExpressions);
  const target = toTopicPartitions(image, group.targetAssignment.get(memberId) ?? []);
  return {
    memberId,
    clientId,
    groupInstanceId: instanceId,
    assignment: serializeAssignment({
      partitions: partitionsOf(image, member.assignedPartitions),
      userData: null,
    }),
    subscription: serializeSubscription({ topics, userData: null, ownedPartitions: [], generationId: -1 }),
    hasRejoined: false,
    waitsIn: null,
    sessionTimeoutMs:
      classicMemberMetadata?.sessionTimeoutMs ??
      consumerGroupConfig(broker, group.groupId, 'session.timeout.ms'),
    sessionExpiresAtUs: timers?.sessionExpiresAtUs ?? NEVER,
    lastHeartbeatUs: timers?.lastHeartbeatUs ?? 0,
    reconciliation: {
      memberEpoch,
      state,
      pendingRevocation: partitionsOf(image, member.partitionsPendingRevocation),
      target,
    },
  };
}

function partitionsOf(image: MetadataImage, held: PartitionEpochs) {
  return toTopicPartitions(
    image,
    Array.from(held, ([topicId, partitions]) => [topicId, partitions.keys()] as const),
  );
}

type DescribedGroup = ConsumerGroupDescribeResponse['groups'][number];
type DescribedMember = DescribedGroup['members'][number];
type DescribedAssignment = DescribedMember['assignment'];

export function asDescribedGroup(broker: BrokerNode, group: ConsumerGroup): DescribedGroup {
  return {
    errorCode: Errors.NONE,
    errorMessage: null,
    groupId: group.groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName: assignorOf(broker, group),
    members: [...group.members.values()].map((member) => asDescribedMember(broker.disk.image, group, member)),
    authorizedOperations: NO_AUTHORIZED_OPERATIONS,
  };
}

/** What it is still to give up counts as its own. */
function asDescribedMember(
  image: MetadataImage,
  group: ConsumerGroup,
  member: ConsumerGroupMember,
): DescribedMember {
  const held = new Map<string, number[]>();
  for (const part of [member.assignedPartitions, member.partitionsPendingRevocation])
    for (const [topicId, partitions] of part)
      held.set(topicId, [...(held.get(topicId) ?? []), ...partitions.keys()]);
  return {
    memberId: member.memberId,
    instanceId: member.instanceId,
    rackId: member.rackId,
    memberEpoch: member.memberEpoch,
    clientId: member.clientId,
    clientHost: member.clientHost,
    subscribedTopicNames: member.subscribedTopicNames,
    subscribedTopicRegex: member.subscribedTopicRegex,
    assignment: asDescribedAssignment(image, held),
    targetAssignment: asDescribedAssignment(image, group.targetAssignment.get(member.memberId) ?? NO_TARGET),
    memberType: usesClassicProtocol(member) ? 0 : 1,
  };
}

const NO_TARGET: ReadonlyMap<string, readonly number[]> = new Map();

/** Topics that are gone are left out. */
export function asDescribedAssignment(
  image: MetadataImage,
  byTopicId: ReadonlyMap<string, readonly number[]>,
): DescribedAssignment {
  return {
    topicPartitions: Array.from(byTopicId, ([topicId, partitions]) => {
      const topic = image.topics.get(topicId);
      return topic ? [{ topicId, topicName: topic.name, partitions }] : [];
    }).flat(),
  };
}
