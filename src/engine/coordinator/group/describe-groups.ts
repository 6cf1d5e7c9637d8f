/** What a coordinator knows of its groups, as plain data for the picture. */

import type { Micros, Offset } from '../../../kernel/brand.ts';
import { NEVER } from '../../../kernel/brand.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { TopicPartition } from '../../client/topic-partition.ts';
import type { GroupStateName } from '../../note.ts';
import { shareGroups } from '../../share/share-groups.ts';
import type { ClassicGroup } from './classic/classic-group.ts';
import type { ClassicGroupMember } from './classic/classic-group-member.ts';
import type { MemberState } from './consumer/consumer-group-member.ts';
import { consumerGroups } from './consumer-groups.ts';
import { shardOf } from './coordinator-partitions.ts';
import type { Group } from './group.ts';
import { committedOffset, topicsWithOffsets } from './offset-metadata-manager.ts';

/** What only members of consumer groups and share groups have. */
export interface Reconciliation {
  readonly memberEpoch: number;
  readonly state: MemberState;
  /** What it is still to give up. */
  readonly pendingRevocation: readonly TopicPartition[];
  /** What it is to have in the end. */
  readonly target: readonly TopicPartition[];
}

export interface MemberDescription {
  readonly memberId: string;
  readonly clientId: string;
  readonly groupInstanceId: string | null;
  /** As the leader sent it: a ConsumerProtocolAssignment if the group is of consumers. */
  readonly assignment: Uint8Array;
  /** What it asked for under the protocol in use; empty before one is chosen. */
  readonly subscription: Uint8Array;
  /** In the join phase: whether it has come back. */
  readonly hasRejoined: boolean;
  readonly waitsIn: 'join' | 'sync' | null;
  readonly sessionTimeoutMs: number;
  readonly sessionExpiresAtUs: Micros;
  readonly lastHeartbeatUs: Micros;
  readonly reconciliation: Reconciliation | null;
}

export interface GroupDescription {
  readonly groupId: string;
  readonly type: Group['type'];
  readonly partition: number;
  readonly state: GroupStateName;
  /** Of a consumer group, and of a share group, its epoch. */
  readonly generation: number;
  /** The group epoch that a consumer group's target assignment was made for; of a classic group its generation. */
  readonly assignmentEpoch: number;
  readonly protocolType: string | null;
  /** The assignor in use. */
  readonly protocol: string | null;
  readonly leader: string | null;
  /** How many have been given a member id and have not come back with it. */
  readonly pendingMembers: number;
  readonly members: readonly MemberDescription[];
  /** When the phase of a rebalance ends at the latest; null: there is none. */
  readonly rebalanceDeadlineUs: Micros | null;
  /** The group's first join phase, which waits for company. */
  readonly isInitialDelay: boolean;
}

/** Every group that this broker coordinates. */
export function describeGroups(broker: BrokerNode): GroupDescription[] {
  return [...broker.groupCoordinator.shards.values()].flatMap((shard) =>
    [...shard.groups.values()].map((group) => describeAny(broker, group, shard.partition)),
  );
}

function describeAny(broker: BrokerNode, group: Group, partition: number): GroupDescription {
  if (group.type === 'classic') return describeGroup(group, partition);
  return group.type === 'share'
    ? shareGroups.rules().describeShareGroup(broker, group, partition)
    : consumerGroups.rules().describeConsumerGroup(broker, group, partition);
}

function describeGroup(group: ClassicGroup, partition: number): GroupDescription {
  return {
    groupId: group.groupId,
    type: group.type,
    partition,
    state: group.state,
    generation: group.generationId,
    assignmentEpoch: group.generationId,
    protocolType: group.protocolType,
    protocol: group.protocolName,
    leader: group.leaderId,
    pendingMembers: group.pendingJoinMembers.size,
    members: [...group.members.values()].map((member) => describeMember(group, member)),
    rebalanceDeadlineUs: rebalanceDeadlineUs(group),
    isInitialDelay: group.initialJoin !== null,
  };
}

function rebalanceDeadlineUs(group: ClassicGroup): Micros | null {
  const dueUs = group.state === 'PreparingRebalance' ? group.joinDueUs : group.syncDueUs;
  return dueUs === NEVER ? null : dueUs;
}

function describeMember(group: ClassicGroup, member: ClassicGroupMember): MemberDescription {
  const { memberId, clientId, groupInstanceId, assignment, sessionTimeoutMs } = member;
  const protocol = member.supportedProtocols.find(({ name }) => name === group.protocolName);
  return {
    memberId,
    clientId,
    groupInstanceId,
    assignment,
    subscription: protocol?.metadata ?? new Uint8Array(0),
    hasRejoined: member.awaitingJoin !== null,
    waitsIn: member.awaitingJoin ? 'join' : member.awaitingSync ? 'sync' : null,
    sessionTimeoutMs,
    sessionExpiresAtUs: member.sessionExpiresAtUs,
    lastHeartbeatUs: member.lastHeartbeatUs,
    reconciliation: null,
  };
}

export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: Offset;
}

/** A group's committed offsets, empty if this broker is not its coordinator. */
export function committedOffsets(broker: BrokerNode, group: string): CommittedOffset[] {
  const shard = shardOf(broker, group);
  if (!shard) return [];
  return topicsWithOffsets(shard, group).flatMap(({ name: topic, partitionIndexes }) =>
    partitionIndexes.flatMap((partition) => {
      const offset = committedOffset(shard, { group, topic, partition });
      return offset ? [{ topic, partition, offset: offset.committedOffset }] : [];
    }),
  );
}
