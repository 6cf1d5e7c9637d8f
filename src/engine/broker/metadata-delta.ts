/** What changed between two states of a broker's image: what the rest of the broker is told of. */
import { RESOURCE_BROKER } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { MetadataImage, TopicImage } from '../controller/metadata-image.ts';

interface ChangedPartition {
  readonly topicId: string;
  readonly partition: number;
}

export interface MetadataDelta {
  /** By `topicId:partition`; several changes of one partition count as one. */
  partitions: Map<string, ChangedPartition>;
  removedTopics: TopicImage[];
  /** Whether there are topics that were not there before. */
  hasNewTopics: boolean;
  /** Names of topics with changed configs. */
  topicConfigs: Set<string>;
  /** Whether a cluster-wide config changed that topics take their defaults from. */
  brokerConfigs: boolean;
}

export function createMetadataDelta(): MetadataDelta {
  return {
    partitions: new Map(),
    removedTopics: [],
    hasNewTopics: false,
    topicConfigs: new Set(),
    brokerConfigs: false,
  };
}

/** To be called before the record is replayed. */
export function trackChange(delta: MetadataDelta, image: MetadataImage, record: MetadataRecord): void {
  switch (record.type) {
    case 'PartitionRecord':
    case 'PartitionChangeRecord': {
      const { topicId, partitionId } = record;
      delta.partitions.set(`${topicId}:${partitionId}`, { topicId, partition: partitionId });
      break;
    }
    case 'TopicRecord':
      delta.hasNewTopics = true;
      break;
    case 'RemoveTopicRecord': {
      const topic = image.topics.get(record.topicId);
      if (topic) delta.removedTopics.push(topic);
      break;
    }
    case 'ConfigRecord':
      if (record.resourceType === RESOURCE_BROKER) delta.brokerConfigs = true;
      else delta.topicConfigs.add(record.resourceName);
      break;
  }
}
