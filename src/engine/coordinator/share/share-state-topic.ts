/** `__share_group_state`: which of its partitions a share partition's state is in, and how it is made. */

import type { BrokerNode } from '../../broker/broker.ts';
import { aliveBrokers } from '../../broker/broker-endpoints.ts';
import { isCreatingTopic, sendCreateTopics } from '../../broker/forwarding-manager.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { type MetadataImage, topicByName } from '../../controller/metadata-image.ts';
import type { Ctx } from '../../ctx.ts';
import { partitionFor } from '../group/offsets-topic.ts';

export const SHARE_STATE_TOPIC = '__share_group_state';

/** How long the controller may take over it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The partition of `__share_group_state` for a share partition's key; null: the topic is not there yet. */
export function statePartitionFor(image: MetadataImage, key: string): number | null {
  const topic = topicByName(image, SHARE_STATE_TOPIC);
  return topic ? partitionFor(key, topic.partitions.length) : null;
}

/** The broker that coordinates a share partition, by its key; null: there is none as far as this image goes. */
export function shareCoordinatorOf(image: MetadataImage, key: string): number | null {
  const number = statePartitionFor(image, key);
  if (number === null) return null;
  const leader = image.brokers.get(topicByName(image, SHARE_STATE_TOPIC)!.partitions[number]!.leader);
  return leader && !leader.fenced ? leader.brokerId : null;
}

/**
 * Asks the controller for the topic, unless it is there or that is under way. With fewer brokers than replicas are
 * configured, where Kafka would fail, it has a replica on each.
 */
export function maybeCreateShareStateTopic(ctx: Ctx, broker: BrokerNode): void {
  const { image } = broker.disk;
  if (topicByName(image, SHARE_STATE_TOPIC) || isCreatingTopic(broker, SHARE_STATE_TOPIC)) return;
  const topicConfig = (name: string) => otherBrokerConfig(broker, `share.coordinator.state.topic.${name}`);
  const replicationFactor = Math.min(topicConfig('replication.factor'), aliveBrokers(image).length);
  const configs = {
    'cleanup.policy': 'delete',
    'compression.type': 'producer',
    'segment.bytes': topicConfig('segment.bytes'),
    'min.insync.replicas': Math.min(topicConfig('min.isr'), replicationFactor),
    'retention.ms': -1,
  };
  sendCreateTopics(ctx, broker, {
    topics: [
      {
        name: SHARE_STATE_TOPIC,
        numPartitions: topicConfig('num.partitions'),
        replicationFactor,
        assignments: [],
        configs: Object.entries(configs).map(([name, value]) => ({ name, value: String(value) })),
      },
    ],
    timeoutMs: REQUEST_TIMEOUT_MS,
    validateOnly: false,
  });
}
