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
  readonly group: GroupDescription;
}

/**
 * Every group, by id, with its coordinator. Of several brokers that think they lead, the controller's word counts;
 * a coordinator that has just stopped still stands for its groups, as it last knew them, until another takes over.
 */
export function groupsOf(cluster: Cluster): GroupAtCoordinator[] {
  const groups: GroupAtCoordinator[] = [];
  for (const broker of brokersOf(cluster)) {
    for (const group of describeGroups(broker)) {
      if (coordinatorOf(cluster, group.partition) === broker.brokerId)
        groups.push({ coordinator: broker.brokerId, group });
    }
  }
  return groups.sort((a, b) => (a.group.groupId < b.group.groupId ? -1 : 1));
}

function coordinatorOf(cluster: Cluster, partition: number): number {
  return registrationOf(cluster, OFFSETS_TOPIC, partition)?.leader ?? -1;
}

/** Share partitions of all groups, as their leaders know them. */
export function sharePartitionsOf(cluster: Cluster): SharePartitionDescription[] {
  if (!shareGroups.isInstalled()) return [];
  return brokersOf(cluster).flatMap((broker) => shareGroups.rules().describeSharePartitions(broker));
}

/** Committed offsets of a group by `topic-partition`; of a share group its share-partition start offsets. */
export function committedOf(
  cluster: Cluster,
  { coordinator, group }: GroupAtCoordinator,
): Map<string, number> {
  if (group.type === 'share') return startOffsetsOf(cluster, group.groupId);
  const broker = brokerOf(cluster, coordinator);
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
