/** A topic of a scenario as an admin client asks for it. */
import type { CreateTopicsRequest } from '../protocol/messages/19-create-topics.ts';
import type { TopicSpec } from '../scenario/scenario.ts';
import { configText } from './configs.ts';

export function createTopicsRequest(topic: TopicSpec): CreateTopicsRequest {
  return {
    topics: [
      {
        name: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: topic.replicationFactor,
        assignments: [],
        configs: Object.entries(topic.configs).map(([name, value]) => ({ name, value: configText(value) })),
      },
    ],
    timeoutMs: 30_000,
    validateOnly: false,
  };
}
