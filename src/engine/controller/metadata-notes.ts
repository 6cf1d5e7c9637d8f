/** What a person should hear of when a metadata record takes effect. */
import {
  RESOURCE_BROKER,
  RESOURCE_GROUP,
  RESOURCE_TOPIC,
} from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { type Ctx, note } from '../ctx.ts';
import { type MetadataImage, mergePartitionChange } from './metadata-image.ts';

export type FencingReason = 'session' | 'shutdown' | 'restart';

type RecordOf<Type extends MetadataRecord['type']> = Extract<MetadataRecord, { type: Type }>;

/** Called before the record is replayed; `batch` is all of the change that the record is part of. */
export function noteChange(
  ctx: Ctx,
  image: MetadataImage,
  record: MetadataRecord,
  batch: readonly MetadataRecord[],
  fencingReason: FencingReason,
): void {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      if (image.brokers.get(record.brokerId)?.fenced === false && record.fenced)
        note(ctx, { code: 'broker-fenced', broker: record.brokerId, reason: 'restart' });
      note(ctx, { code: 'broker-registered', broker: record.brokerId, brokerEpoch: record.brokerEpoch });
      break;
    case 'UnregisterBrokerRecord':
      note(ctx, { code: 'broker-unregistered', broker: record.brokerId });
      break;
    case 'BrokerRegistrationChangeRecord':
      if (record.fenced === 1 && image.brokers.get(record.brokerId)?.fenced === false)
        note(ctx, { code: 'broker-fenced', broker: record.brokerId, reason: fencingReason });
      if (record.fenced === -1) note(ctx, { code: 'broker-unfenced', broker: record.brokerId });
      break;
    case 'TopicRecord':
      noteTopicCreated(ctx, record, batch);
      break;
    case 'RemoveTopicRecord': {
      const topic = image.topics.get(record.topicId);
      if (topic) note(ctx, { code: 'topic-deleted', topic: topic.name });
      break;
    }
    case 'PartitionRecord':
      notePartitionsAdded(ctx, image, record, batch);
      break;
    case 'PartitionChangeRecord':
      notePartitionChange(ctx, image, record);
      break;
    case 'ConfigRecord':
      noteConfigChange(ctx, record, batch);
      break;
  }
}

function noteTopicCreated(ctx: Ctx, record: RecordOf<'TopicRecord'>, batch: readonly MetadataRecord[]): void {
  const partitions = partitionRecordsOf(record.topicId, batch);
  note(ctx, {
    code: 'topic-created',
    topic: record.name,
    partitions: partitions.length,
    replicationFactor: partitions[0]?.replicas.length ?? 0,
  });
}

function notePartitionsAdded(
  ctx: Ctx,
  image: MetadataImage,
  record: RecordOf<'PartitionRecord'>,
  batch: readonly MetadataRecord[],
): void {
  const topic = image.topics.get(record.topicId);
  const added = partitionRecordsOf(record.topicId, batch);
  if (!topic || added[0] !== record || isCreatedIn(batch, topic.name)) return;
  note(ctx, {
    code: 'partitions-added',
    topic: topic.name,
    partitions: topic.partitions.length + added.length,
  });
}

function notePartitionChange(
  ctx: Ctx,
  image: MetadataImage,
  record: RecordOf<'PartitionChangeRecord'>,
): void {
  const topic = image.topics.get(record.topicId);
  const before = topic?.partitions[record.partitionId];
  if (!topic || !before) return;
  const after = mergePartitionChange(before, record);
  const at = { topic: topic.name, partition: record.partitionId };
  if (record.leader !== undefined) {
    note(ctx, {
      code: 'leader-elected',
      ...at,
      leader: after.leader,
      previousLeader: before.leader,
      leaderEpoch: after.leaderEpoch,
      isr: after.isr,
      unclean: after.leader >= 0 && !before.isr.includes(after.leader) && !before.elr.includes(after.leader),
    });
  }
  if (record.isr !== undefined)
    note(ctx, { code: 'isr-changed', ...at, leader: after.leader, isr: after.isr, previousIsr: before.isr });
}

/** Configs that a topic is created with are not news. */
function noteConfigChange(
  ctx: Ctx,
  record: RecordOf<'ConfigRecord'>,
  batch: readonly MetadataRecord[],
): void {
  const { resourceType, resourceName, name, value } = record;
  if (resourceType === RESOURCE_TOPIC && isCreatedIn(batch, resourceName)) return;
  note(ctx, { code: 'config-changed', resource: resourceLabel(resourceType, resourceName), name, value });
}

/** `topic:orders`, `group:billing`, `broker:1`, or `broker:` for the cluster-wide default. */
function resourceLabel(resourceType: number, resourceName: string): string {
  return `${RESOURCES[resourceType] ?? resourceType}:${resourceName}`;
}

const RESOURCES: Readonly<Record<number, string>> = {
  [RESOURCE_TOPIC]: 'topic',
  [RESOURCE_BROKER]: 'broker',
  [RESOURCE_GROUP]: 'group',
};

function isCreatedIn(batch: readonly MetadataRecord[], topic: string): boolean {
  return batch.some((record) => record.type === 'TopicRecord' && record.name === topic);
}

function partitionRecordsOf(
  topicId: string,
  batch: readonly MetadataRecord[],
): readonly RecordOf<'PartitionRecord'>[] {
  return batch.filter(
    (record): record is RecordOf<'PartitionRecord'> =>
      record.type === 'PartitionRecord' && record.topicId === topicId,
  );
}
