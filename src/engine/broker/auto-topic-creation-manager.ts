/**
 * Creates `__consumer_offsets` when somebody first asks for a group's coordinator. After Kafka's
 * AutoTopicCreationManager; topics of clients are never created unasked here (`auto.create.topics.enable=false`).
 */
import { GROUP_METADATA_TOPIC } from '../controller/topic-name.ts';
import type { Ctx } from '../ctx.ts';
import type { BrokerNode } from './broker.ts';
import { isCreatingTopic, sendCreateTopics } from './forwarding-manager.ts';

/** How long the controller may take over it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Asks the controller for the topic, unless that is under way. A failure shows when the topic is asked for again. */
export function maybeCreateOffsetsTopic(ctx: Ctx, broker: BrokerNode): void {
  if (isCreatingTopic(broker, GROUP_METADATA_TOPIC)) return;
  const { configs } = broker;
  sendCreateTopics(ctx, broker, {
    topics: [
      {
        name: GROUP_METADATA_TOPIC,
        numPartitions: configs['offsets.topic.num.partitions'],
        replicationFactor: configs['offsets.topic.replication.factor'],
        assignments: [],
        configs: [
          { name: 'cleanup.policy', value: 'compact' },
          { name: 'segment.bytes', value: String(configs['offsets.topic.segment.bytes']) },
        ],
      },
    ],
    timeoutMs: REQUEST_TIMEOUT_MS,
    validateOnly: false,
  });
}
