/** Groups as an all-seeing eye finds them: at the broker that leads their partition of `__consumer_offsets`. */

import type { BrokerNode } from '../engine/broker/broker.ts';
import type { Cluster } from '../engine/cluster.ts';
import {
  committedOffsets,
  describeGroups,
  type GroupDescription,
} from '../engine/coordinator/group/describe-groups.ts';
import type { SharePartitionDescription } from '../engine/share/describe-share-partitions.ts';
import { shareGroups } from '../engine/share/share-groups.ts';
import { brokerOf, brokersOf, imageOf, registrationOf } from './leaders.ts';

const OFFSETS_TOPIC = '__consumer_offsets';

export interface GroupAtCoordinator {
  /** -1: nobody coordinates it at present. */
  readonly coordinator: number;
  /** The broker that tells of the group: its coordinator, or the last one while it has none. */
  readonly toldBy: number;
  readonly group: GroupDescription;
}

/**
 * Every group, by id, with its coordinator. Of several brokers that think they lead, the controller's word counts;
 * a coordinator that has stopped still tells of its groups, as it last knew them, until another takes over.
 */
export function groupsOf(cluster: Cluster): GroupAtCoordinator[] {
  const groups: GroupAtCoordinator[] = [];
  for (const broker of brokersOf(cluster)) {
    for (const group of describeGroups(broker)) {
      const { coordinator, toldBy } = coordinatorOf(cluster, group.partition);
      if (toldBy === broker.brokerId) groups.push({ coordinator, toldBy, group });
    }
  }
  return groups.sort((a, b) => (a.group.groupId < b.group.groupId ? -1 : 1));
}

/** A partition without replicas in sync remembers its last leader (KIP-966). */
function coordinatorOf(cluster: Cluster, partition: number): Omit<GroupAtCoordinator, 'group'> {
  const { leader = -1, lastKnownElr = [] } = registrationOf(cluster, OFFSETS_TOPIC, partition) ?? {};
  return { coordinator: leader, toldBy: leader >= 0 ? leader : (lastKnownElr[0] ?? -1) };
}

/** Share partitions of all groups, as their leaders know them. */
export function sharePartitionsOf(cluster: Cluster): SharePartitionDescription[] {
  if (!shareGroups.isInstalled()) return [];
  return brokersOf(cluster).flatMap((broker) => shareGroups.rules().describeSharePartitions(broker));
}

/** Committed offsets of a group by `topic-partition`; of a share group its share-partition start offsets. */
export function committedOf(cluster: Cluster, { toldBy, group }: GroupAtCoordinator): Map<string, number> {
  if (group.type === 'share') return startOffsetsOf(cluster, group.groupId);
  const broker = brokerOf(cluster, toldBy);
  return broker ? committedAt(broker, group.groupId) : new Map();
}

function startOffsetsOf(cluster: Cluster, groupId: string): Map<string, number> {
  const { topics } = imageOf(cluster);
  return new Map(
    sharePartitionsOf(cluster)
      .filter((partition) => partition.groupId === groupId)
      .map(({ topicId, partition, startOffset }) => [
        `${topics.get(topicId)?.name}-${partition}`,
        startOffset,
      ]),
  );
}

function committedAt(broker: BrokerNode, groupId: string): Map<string, number> {
  return new Map(
    committedOffsets(broker, groupId).map(({ topic, partition, offset }) => [
      `${topic}-${partition}`,
      offset,
    ]),
  );
}
