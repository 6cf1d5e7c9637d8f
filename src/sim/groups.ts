/** Groups as an all-seeing eye finds them: at the broker that leads their partition of `__consumer_offsets`. */

import type { BrokerNode } from '../engine/broker/broker.ts';
import type { Cluster } from '../engine/cluster.ts';
import {
  committedOffsets,
  describeGroups,
  type GroupDescription,
} from '../engine/coordinator/group/describe-groups.ts';
import { brokerOf, brokersOf, registrationOf } from './leaders.ts';

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

/** Committed offsets of a group by `topic-partition`. */
export function committedOf(
  cluster: Cluster,
  { coordinator, group }: GroupAtCoordinator,
): Map<string, number> {
  const broker = brokerOf(cluster, coordinator);
  return broker ? committedAt(broker, group.groupId) : new Map();
}

function committedAt(broker: BrokerNode, groupId: string): Map<string, number> {
  return new Map(
    committedOffsets(broker, groupId).map(({ topic, partition, offset }) => [
      `${topic}-${partition}`,
      offset,
    ]),
  );
}
