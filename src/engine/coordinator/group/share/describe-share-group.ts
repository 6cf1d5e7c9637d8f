/** What a coordinator knows of a share group: for the picture, and as ShareGroupDescribe tells it. */
import { NEVER } from '../../../../kernel/brand.ts';
import { Errors } from '../../../../protocol/errors.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../../../protocol/messages/15-describe-groups.ts';
import type { ShareGroupDescribeResponse } from '../../../../protocol/messages/77-share-group-describe.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { serializeAssignment, serializeSubscription } from '../../../client/consumer-protocol.ts';
import type { MetadataImage } from '../../../controller/metadata-image.ts';
import { asDescribedAssignment } from '../consumer/describe-consumer-group.ts';
import { toTopicPartitions } from '../consumer/topic-names.ts';
import type { GroupDescription, MemberDescription } from '../describe-groups.ts';
import { SHARE_PROTOCOL_TYPE, type ShareGroup } from './share-group.ts';
import { shareGroupConfig } from './share-group-config.ts';
import type { ShareGroupMember } from './share-group-member.ts';

/** Kafka brings no other: `group.share.assignors`. */
const ASSIGNOR = 'simple';

export function describeShareGroup(
  broker: BrokerNode,
  group: ShareGroup,
  partition: number,
): GroupDescription {
  return {
    groupId: group.groupId,
    type: group.type,
    partition,
    state: group.state,
    generation: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    protocolType: SHARE_PROTOCOL_TYPE,
    protocol: ASSIGNOR,
    leader: null,
    pendingMembers: 0,
    members: [...group.members.values()].map((member) => describeMember(broker, group, member)),
    rebalanceDeadlineUs: null,
    isInitialDelay: false,
  };
}

function describeMember(broker: BrokerNode, group: ShareGroup, member: ShareGroupMember): MemberDescription {
  const { memberId, clientId, memberEpoch, subscribedTopicNames: topics } = member;
  const { image } = broker.disk;
  const timers = group.timers.get(memberId);
  const partitions = toTopicPartitions(image, member.assignedPartitions);
  return {
    memberId,
    clientId,
    groupInstanceId: null,
    assignment: serializeAssignment({ partitions, userData: null }),
    subscription: serializeSubscription({ topics, userData: null, ownedPartitions: [], generationId: -1 }),
    hasRejoined: false,
    waitsIn: null,
    sessionTimeoutMs: shareGroupConfig(broker, group.groupId, 'session.timeout.ms'),
    sessionExpiresAtUs: timers?.sessionExpiresAtUs ?? NEVER,
    lastHeartbeatUs: timers?.lastHeartbeatUs ?? 0,
    reconciliation: {
      memberEpoch,
      state: 'Stable',
      pendingRevocation: [],
      target: toTopicPartitions(image, group.targetAssignment.get(memberId) ?? []),
    },
  };
}

type DescribedGroup = ShareGroupDescribeResponse['groups'][number];

export function asDescribedShareGroup({ disk }: BrokerNode, group: ShareGroup): DescribedGroup {
  return {
    errorCode: Errors.NONE,
    errorMessage: null,
    groupId: group.groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName: ASSIGNOR,
    members: [...group.members.values()].map((member) => asDescribedMember(disk.image, member)),
    authorizedOperations: NO_AUTHORIZED_OPERATIONS,
  };
}

function asDescribedMember(
  image: MetadataImage,
  member: ShareGroupMember,
): DescribedGroup['members'][number] {
  const { memberId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames, assignedPartitions } =
    member;
  return {
    memberId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames,
    assignment: asDescribedAssignment(image, assignedPartitions),
  };
}
