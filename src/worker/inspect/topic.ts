import { topicConfigOf } from '../../engine/controller/effective-config.ts';
import { isCompacted, isDeleted } from '../../engine/log/log-config.ts';
import { TOPIC_CONFIGS, type TopicConfig } from '../../protocol/config/topic-config.ts';
import { controllerOf, topicNamed } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { ConfigLine, Inspection } from '../../view/inspection.ts';
import { because, configLines, fact } from './lines.ts';

export function effectiveTopicConfig({ cluster }: Simulation, topic: string): TopicConfig {
  const controller = controllerOf(cluster);
  return topicConfigOf(controller.image, controller.configs, topic);
}

export function topicConfigLines(simulation: Simulation, topic: string): ConfigLine[] {
  return configLines(TOPIC_CONFIGS, effectiveTopicConfig(simulation, topic), 'topic', () => 'now');
}

export function inspectTopic(simulation: Simulation, name: string): Omit<Inspection, 'selection'> | null {
  const topic = topicNamed(simulation.cluster, name);
  if (!topic) return null;
  const configs = effectiveTopicConfig(simulation, name);
  const replicationFactor = topic.partitions[0]?.replicas.length ?? 0;
  const leaders = new Set(topic.partitions.map(({ leader }) => leader).filter((leader) => leader >= 0));
  const segmentBytes = configs['internal.segment.bytes'];
  return {
    explanations: [
      because('topic-spread', {
        partitions: topic.partitions.length,
        replicationFactor,
        leaders: leaders.size,
      }),
      ...(isCompacted(configs)
        ? [because('topic-compaction', { ratio: configs['min.cleanable.dirty.ratio'] })]
        : []),
      ...(isDeleted(configs)
        ? [
            because('topic-retention', {
              retentionMs: configs['retention.ms'],
              retentionBytes: configs['retention.bytes'],
            }),
          ]
        : []),
      ...(segmentBytes === null ? [] : [because('topic-internal-segment-bytes', { bytes: segmentBytes })]),
    ],
    facts: [
      fact('partitions', topic.partitions.length),
      fact('replication-factor', replicationFactor),
      fact('topic-id', topic.topicId),
      ...(segmentBytes === null ? [] : [fact('internal-segment-bytes', segmentBytes)]),
    ],
    configs: topicConfigLines(simulation, name),
  };
}
