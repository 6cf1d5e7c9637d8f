/** Who reads what just now: groups by their live members' subscriptions. */
import type { ConsumerNode } from '../engine/client/consumer.ts';
import type { Cluster } from '../engine/cluster.ts';
import { isInternalTopic } from '../engine/controller/topic-name.ts';
import { consumerGroups } from '../engine/coordinator/group/consumer-groups.ts';
import { imageOf } from './leaders.ts';

/** Groups with a live member that subscribes to the topic. */
export function subscribedGroups(cluster: Cluster, topic: string): string[] {
  const groups = new Set<string>();
  for (const node of cluster.nodes.values()) {
    if (node.kind !== 'consumer' || node.process === 'stopped' || node.groupId === null) continue;
    if (subscription(cluster, node).includes(topic)) groups.add(node.groupId);
  }
  return [...groups];
}

/** Topics that live members of the group subscribe to. */
export function subscribedTopics(cluster: Cluster, groupId: string): string[] {
  const topics = new Set<string>();
  for (const node of cluster.nodes.values()) {
    if (node.kind !== 'consumer' || node.process === 'stopped' || node.groupId !== groupId) continue;
    for (const topic of subscription(cluster, node)) topics.add(topic);
  }
  return [...topics];
}

function subscription(cluster: Cluster, { reads }: ConsumerNode): readonly string[] {
  if ('topics' in reads) return reads.topics;
  return 'pattern' in reads ? topicsMatching(cluster, reads.pattern) : [];
}

/** What a pattern fits just now, whether the coordinator has noticed or not. Kafka's own topics are never meant. */
export function topicsMatching(cluster: Cluster, pattern: string): string[] {
  const names = Array.from(imageOf(cluster).topics.values(), ({ name }) => name);
  return consumerGroups.rules().matchingTopics(
    pattern,
    names.filter((name) => !isInternalTopic(name)),
  );
}
