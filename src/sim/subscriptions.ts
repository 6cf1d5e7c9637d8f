/** Who reads what just now: groups by their live members' subscriptions. */
import type { ConsumerNode } from '../engine/client/consumer.ts';
import type { Cluster } from '../engine/cluster.ts';
import { isInternalTopic } from '../engine/controller/topic-name.ts';
import { consumerGroups } from '../engine/coordinator/group/consumer-groups.ts';
import { lastStableOffset } from '../engine/log/high-watermark.ts';
import type { UnifiedLog } from '../engine/log/unified-log.ts';
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

/** Whether all members read with isolation.level=read_committed: what they lag behind ends at the LSO. */
export function isReadCommitted(cluster: Cluster, group: string): boolean {
  const members = [...cluster.nodes.values()].filter(
    (node) => node.kind === 'consumer' && node.groupId === group,
  );
  return (
    members.length > 0 &&
    members.every((node) => node.kind === 'consumer' && node.configs['isolation.level'] === 'read_committed')
  );
}

/** Where what a consumer may read ends: by its isolation.level. */
export function readableEnd(log: UnifiedLog, readCommitted: boolean): number {
  return readCommitted ? lastStableOffset(log) : log.highWatermark;
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
