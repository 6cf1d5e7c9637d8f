/**
 * What the metadata log says, as of some offset: brokers, topics, partitions, configs. The controller and each
 * broker have one of their own, and only `replayMetadata` changes it. After Kafka's MetadataImage.
 */
import type { BrokerEpoch, LeaderEpoch, Offset, PartitionEpoch } from '../../kernel/brand.ts';
import { RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';

/** The leader of a partition that has none. */
export const NO_LEADER = -1;

/** A partition as the controller last decided it. Never changed in place: a new one takes its place. */
export interface PartitionRegistration {
  /** Brokers that keep a copy; the first is the preferred leader. */
  readonly replicas: readonly number[];
  /** Of the replicas, those that are being added and removed (KIP-455). Absent or empty: none. */
  readonly addingReplicas?: readonly number[];
  readonly removingReplicas?: readonly number[];
  readonly isr: readonly number[];
  readonly leader: number;
  readonly leaderEpoch: LeaderEpoch;
  readonly partitionEpoch: PartitionEpoch;
  /** Eligible leader replicas (KIP-966): out of the ISR, yet known to hold every committed record. */
  readonly elr: readonly number[];
  /** The last leader, while there is none. */
  readonly lastKnownElr: readonly number[];
  /** 1 after an unclean election, until the leader says that it has recovered (KIP-704). */
  readonly leaderRecoveryState: 0 | 1;
}

export interface TopicImage {
  readonly topicId: string;
  readonly name: string;
  /** By partition number. */
  readonly partitions: PartitionRegistration[];
}

export interface BrokerRegistration {
  readonly brokerId: number;
  readonly incarnationId: string;
  readonly epoch: BrokerEpoch;
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
  /** Where the registration stands in the metadata log: a broker is caught up once it has read so far. */
  readonly registeredAt: Offset;
}

export interface MetadataImage {
  readonly brokers: Map<number, BrokerRegistration>;
  /** By topic id. */
  readonly topics: Map<string, TopicImage>;
  /** Topic ids by name. */
  readonly topicIds: Map<string, string>;
  /** Dynamic configs in Kafka's string form, by `configResourceKey` and name. */
  readonly configs: Map<string, Map<string, string>>;
  /** First of the next block of producer ids to be given out. */
  nextProducerId: number;
}

export function createMetadataImage(): MetadataImage {
  return {
    brokers: new Map(),
    topics: new Map(),
    topicIds: new Map(),
    configs: new Map(),
    nextProducerId: 0,
  };
}

export function topicByName(image: MetadataImage, name: string): TopicImage | undefined {
  const topicId = image.topicIds.get(name);
  return topicId === undefined ? undefined : image.topics.get(topicId);
}

export function partitionOf(
  image: MetadataImage,
  topicId: string,
  partition: number,
): PartitionRegistration | undefined {
  return image.topics.get(topicId)?.partitions[partition];
}

/** Whether replicas of the partition move (PartitionReassignmentReplicas.isReassignmentInProgress). */
export function isReassigning({ addingReplicas, removingReplicas }: PartitionRegistration): boolean {
  return Boolean(addingReplicas?.length || removingReplicas?.length);
}

/** Whether the broker may lead and be in sync: neither fenced nor on its way down. */
export function isActive(image: MetadataImage, brokerId: number): boolean {
  const broker = image.brokers.get(brokerId);
  return broker !== undefined && !broker.fenced && !broker.inControlledShutdown;
}

/** Key of a resource in `configs`; a broker's name '' is the cluster-wide default. */
export function configResourceKey(resourceType: number, resourceName: string): string {
  return `${resourceType}:${resourceName}`;
}

/** Applies one record of the metadata log. `offset` is the record's own. */
export function replayMetadata(image: MetadataImage, record: MetadataRecord, offset: Offset = -1): void {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      image.brokers.set(record.brokerId, {
        brokerId: record.brokerId,
        incarnationId: record.incarnationId,
        epoch: record.brokerEpoch,
        rack: record.rack,
        fenced: record.fenced,
        inControlledShutdown: record.inControlledShutdown,
        registeredAt: offset,
      });
      break;
    case 'UnregisterBrokerRecord':
      image.brokers.delete(record.brokerId);
      break;
    case 'BrokerRegistrationChangeRecord':
      replayBrokerRegistrationChange(image, record);
      break;
    case 'TopicRecord':
      image.topics.set(record.topicId, { topicId: record.topicId, name: record.name, partitions: [] });
      image.topicIds.set(record.name, record.topicId);
      break;
    case 'RemoveTopicRecord':
      removeTopic(image, record.topicId);
      break;
    case 'PartitionRecord':
      topicOf(image, record).partitions[record.partitionId] = registrationOf(record);
      break;
    case 'PartitionChangeRecord': {
      const { partitions } = topicOf(image, record);
      partitions[record.partitionId] = mergePartitionChange(partitions[record.partitionId]!, record);
      break;
    }
    case 'ConfigRecord':
      replayConfig(image, record);
      break;
    case 'ProducerIdsRecord':
      image.nextProducerId = record.nextProducerId;
      break;
  }
}

type RecordOf<Type extends MetadataRecord['type']> = Extract<MetadataRecord, { type: Type }>;

/**
 * The partition after a change (PartitionRegistration.merge): the leader epoch moves on whenever the record
 * names a leader, the partition epoch always.
 */
export function mergePartitionChange(
  partition: PartitionRegistration,
  change: RecordOf<'PartitionChangeRecord'>,
): PartitionRegistration {
  return {
    replicas: change.replicas ?? partition.replicas,
    addingReplicas: change.addingReplicas ?? partition.addingReplicas,
    removingReplicas: change.removingReplicas ?? partition.removingReplicas,
    isr: change.isr ?? partition.isr,
    leader: change.leader ?? partition.leader,
    leaderEpoch: change.leader === undefined ? partition.leaderEpoch : partition.leaderEpoch + 1,
    partitionEpoch: partition.partitionEpoch + 1,
    elr: change.eligibleLeaderReplicas ?? partition.elr,
    lastKnownElr: change.lastKnownElr ?? partition.lastKnownElr,
    leaderRecoveryState: change.leaderRecoveryState ?? partition.leaderRecoveryState,
  };
}

function registrationOf(record: RecordOf<'PartitionRecord'>): PartitionRegistration {
  const { replicas, isr, leader, leaderEpoch, partitionEpoch } = record;
  return {
    replicas,
    isr,
    leader,
    leaderEpoch,
    partitionEpoch,
    elr: [],
    lastKnownElr: [],
    leaderRecoveryState: 0,
  };
}

function topicOf(image: MetadataImage, record: { topicId: string; type: string }): TopicImage {
  const topic = image.topics.get(record.topicId);
  if (!topic) throw new Error(`${record.type} for the unknown topic id ${record.topicId}`);
  return topic;
}

function replayBrokerRegistrationChange(
  image: MetadataImage,
  record: RecordOf<'BrokerRegistrationChangeRecord'>,
): void {
  const broker = image.brokers.get(record.brokerId);
  if (broker?.epoch !== record.brokerEpoch) {
    throw new Error(`no registration of broker ${record.brokerId} with epoch ${record.brokerEpoch}`);
  }
  image.brokers.set(record.brokerId, {
    ...broker,
    fenced: record.fenced === 0 ? broker.fenced : record.fenced === 1,
    inControlledShutdown: broker.inControlledShutdown || record.inControlledShutdown === 1,
  });
}

function removeTopic(image: MetadataImage, topicId: string): void {
  const topic = image.topics.get(topicId);
  if (!topic) return;
  image.topics.delete(topicId);
  image.topicIds.delete(topic.name);
  // Kafka's rule: a topic's configs go with it, without records of their own.
  image.configs.delete(configResourceKey(RESOURCE_TOPIC, topic.name));
}

function replayConfig(image: MetadataImage, record: RecordOf<'ConfigRecord'>): void {
  const key = configResourceKey(record.resourceType, record.resourceName);
  const configs = image.configs.get(key) ?? new Map<string, string>();
  if (record.value === null) configs.delete(record.name);
  else configs.set(record.name, record.value);
  if (configs.size > 0) image.configs.set(key, configs);
  else image.configs.delete(key);
}
