/**
 * A consumer group becomes a classic group when the last member of the new protocol has gone, or its place is
 * taken by one of the classic protocol (`group.consumer.migration.policy`).
 */
import type { BrokerNode } from '../../../broker/broker.ts';
import { protocolVersionOf, serializeAssignment } from '../../../client/consumer-protocol.ts';
import type { MetadataImage } from '../../../controller/metadata-image.ts';
import { type Ctx, wallClockMs } from '../../../ctx.ts';
import {
  type ClassicGroup,
  CONSUMER_PROTOCOL_TYPE,
  computeSubscribedTopics,
  createClassicGroup,
} from '../classic/classic-group.ts';
import { createMember, metadataFor } from '../classic/classic-group-member.ts';
import { rescheduleHeartbeat } from '../classic/member-session.ts';
import { prepareRebalance } from '../classic/rebalance.ts';
import { selectProtocol } from '../classic/supported-protocols.ts';
import type { CoordinatorResult } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { newGroupMetadataRecord } from '../record-helpers.ts';
import {
  allMembersUseClassicProtocolExcept,
  type ConsumerGroup,
  membersInTableOrder,
  staticMember,
} from './consumer-group.ts';
import { type ConsumerGroupMember, usesClassicProtocol } from './consumer-group-member.ts';
import { groupTombstones } from './consumer-record-helpers.ts';
import { toTopicPartitions } from './topic-names.ts';

export function canDowngradeWithout(
  broker: BrokerNode,
  group: ConsumerGroup,
  gone: ReadonlySet<string>,
): boolean {
  const remaining = group.members.size - gone.size;
  return (
    allMembersUseClassicProtocolExcept(group, gone) &&
    remaining > 0 &&
    isDowngradeEnabled(broker) &&
    remaining <= broker.configs['group.max.size']
  );
}

export function canDowngradeReplacing(
  broker: BrokerNode,
  group: ConsumerGroup,
  replaced: ConsumerGroupMember,
): boolean {
  return (
    !usesClassicProtocol(replaced) &&
    allMembersUseClassicProtocolExcept(group, new Set([replaced.memberId])) &&
    isDowngradeEnabled(broker) &&
    group.members.size <= broker.configs['group.max.size']
  );
}

function isDowngradeEnabled({ configs }: BrokerNode): boolean {
  const policy = configs['group.consumer.migration.policy'];
  return policy === 'downgrade' || policy === 'bidirectional';
}

interface Conversion {
  /** Members that leave. */
  readonly without?: ReadonlySet<string>;
  /** The static member that takes the place of the last one of the new protocol. */
  readonly joining?: ConsumerGroupMember;
  /** Whether what members have is not what they are to have. */
  readonly rebalance: boolean;
}

/**
 * Changes the shard itself; the records tell the next coordinator, and should they not be written, the group is
 * what it was.
 */
export function convertToClassicGroup(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  group: ConsumerGroup,
  conversion: Conversion,
): Omit<CoordinatorResult, 'completion'> {
  const { joining, rebalance } = conversion;
  const replaced = joining ? staticMember(group, joining.instanceId) : undefined;
  const memberIds = [...group.members.keys()].map((memberId) =>
    joining && memberId === replaced?.memberId ? joining.memberId : memberId,
  );
  const classic = fromConsumerGroup(ctx, broker.disk.image, group, conversion);
  const assignment = new Map(
    Array.from(classic.members.values(), (member) => [member.memberId, member.assignment]),
  );
  const records = [...groupTombstones(group, memberIds), newGroupMetadataRecord(classic, assignment)];
  shard.groups.set(group.groupId, classic);
  for (const member of classic.members.values()) rescheduleHeartbeat(ctx, broker, classic, member);
  if (rebalance) prepareRebalance(ctx, broker, classic, { reason: 'member-left', member: '' });
  return { records, replay: false, undo: group };
}

function fromConsumerGroup(
  ctx: Ctx,
  image: MetadataImage,
  group: ConsumerGroup,
  { without, joining }: Conversion,
): ClassicGroup {
  const classic = createClassicGroup(group.groupId, wallClockMs(ctx));
  classic.state = 'Stable';
  classic.previousState = 'Empty';
  classic.generationId = group.groupEpoch;
  classic.protocolType = CONSUMER_PROTOCOL_TYPE;
  const isReplaced = ({ instanceId }: ConsumerGroupMember) =>
    joining !== undefined && joining.instanceId !== null && joining.instanceId === instanceId;
  for (const member of membersInTableOrder(group))
    if (!without?.has(member.memberId) && !isReplaced(member)) addAsClassic(classic, member);
  if (joining) addAsClassic(classic, joining);
  const protocolName = selectProtocol(classic);
  classic.protocolName = protocolName;
  classic.subscribedTopics = computeSubscribedTopics(classic);
  for (const member of classic.members.values()) {
    const memberId =
      member.memberId === joining?.memberId
        ? (group.staticMembers.get(joining.instanceId ?? '') ?? '')
        : member.memberId;
    const partitions = toTopicPartitions(image, group.targetAssignment.get(memberId) ?? new Map());
    const version = protocolVersionOf(metadataFor(member, protocolName));
    member.assignment = serializeAssignment({ partitions, userData: null }, version);
  }
  return classic;
}

function addAsClassic(classic: ClassicGroup, member: ConsumerGroupMember): void {
  const { memberId, instanceId, clientId, clientHost, rebalanceTimeoutMs, classicMemberMetadata } = member;
  const { sessionTimeoutMs, supportedProtocols } = classicMemberMetadata!;
  const identity = { memberId, groupInstanceId: instanceId, clientId, clientHost, rebalanceTimeoutMs };
  const protocols = { protocolType: CONSUMER_PROTOCOL_TYPE, supportedProtocols };
  classic.members.set(memberId, createMember({ ...identity, sessionTimeoutMs, ...protocols }));
  if (instanceId !== null) classic.staticMembers.set(instanceId, memberId);
  classic.leaderId ??= memberId;
}
