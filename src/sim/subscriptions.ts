/** Who reads what just now: groups by their live members' subscriptions. */
import type { ConsumerNode } from '../engine/client/consumer.ts';
import type { Cluster } from '../engine/cluster.ts';

/** Groups with a live member that subscribes to the topic. */
export function subscribedGroups(cluster: Cluster, topic: string): string[] {
  const groups = new Set<string>();
  for (const node of cluster.nodes.values()) {
    if (node.kind !== 'consumer' || node.process === 'stopped' || node.groupId === null) continue;
    if (subscription(node).includes(topic)) groups.add(node.groupId);
  }
  return [...groups];
}

/** Topics that live members of the group subscribe to. */
export function subscribedTopics(cluster: Cluster, groupId: string): string[] {
  const topics = new Set<string>();
  for (const node of cluster.nodes.values()) {
    if (node.kind !== 'consumer' || node.process === 'stopped' || node.groupId !== groupId) continue;
    for (const topic of subscription(node)) topics.add(topic);
  }
  return [...topics];
}

function subscription({ reads }: ConsumerNode): readonly string[] {
  return 'topics' in reads ? reads.topics : [];
}
