/** The cluster as an all-seeing eye finds it: the controller's word on who leads, and the leader's log. */
import type { BrokerNode } from '../engine/broker/broker.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { ControllerNode } from '../engine/controller/controller.ts';
import {
  type MetadataImage,
  type PartitionRegistration,
  type TopicImage,
  topicByName,
} from '../engine/controller/metadata-image.ts';
import type { UnifiedLog } from '../engine/log/unified-log.ts';
import { brokerNode, CONTROLLER_NODE } from '../engine/node.ts';

export function controllerOf(cluster: Cluster): ControllerNode {
  return cluster.nodes.get(CONTROLLER_NODE) as ControllerNode;
}

export function imageOf(cluster: Cluster): MetadataImage {
  return controllerOf(cluster).image;
}

export function brokerOf(cluster: Cluster, brokerId: number): BrokerNode | undefined {
  return cluster.nodes.get(brokerNode(brokerId)) as BrokerNode | undefined;
}

export function brokersOf(cluster: Cluster): BrokerNode[] {
  const brokers: BrokerNode[] = [];
  for (const node of cluster.nodes.values()) if (node.kind === 'broker') brokers.push(node);
  return brokers.sort((a, b) => a.brokerId - b.brokerId);
}

export function topicNamed(cluster: Cluster, name: string): TopicImage | undefined {
  return topicByName(imageOf(cluster), name);
}

export function registrationOf(
  cluster: Cluster,
  topic: string,
  partition: number,
): PartitionRegistration | undefined {
  return topicNamed(cluster, topic)?.partitions[partition];
}

/** The log of a partition at the broker that the controller says leads it; undefined while nobody does. */
export function leaderLog(cluster: Cluster, topic: string, partition: number): UnifiedLog | undefined {
  const topicImage = topicNamed(cluster, topic);
  const leader = topicImage?.partitions[partition]?.leader ?? -1;
  return topicImage && leader >= 0
    ? brokerOf(cluster, leader)?.disk.logs.get(`${topicImage.topicId}:${partition}`)
    : undefined;
}
