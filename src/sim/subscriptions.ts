/** Which groups read a topic just now: those with a live member that subscribes to it. */
import type { Cluster } from '../engine/cluster.ts';

export function subscribedGroups(cluster: Cluster, topic: string): string[] {
  const groups = new Set<string>();
  for (const node of cluster.nodes.values()) {
    if (node.kind !== 'consumer' || node.process === 'stopped' || node.groupId === null) continue;
    if (node.topics.includes(topic)) groups.add(node.groupId);
  }
  return [...groups];
}
