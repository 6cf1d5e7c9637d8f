/**
 * What happens to partitions when a broker comes, goes, or is fenced: who leaves the ISR and who leads next.
 * Each function returns the records that make it so. After Kafka's ReplicationControlManager.
 */
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { ControllerNode } from './controller.ts';
import { topicConfigValue } from './effective-config.ts';
import { isActive, NO_LEADER, type PartitionRegistration, type TopicImage } from './metadata-image.ts';
import {
  buildPartitionChange,
  type PartitionChange,
  type PartitionChangeRecord,
} from './partition-change-builder.ts';

/** A broker was fenced: it leaves every ISR that leaves somebody, and leads nothing. */
export function fenceBroker(controller: ControllerNode, brokerId: number): MetadataRecord[] {
  return [
    ...updateLeadersAndIsrs(controller, inIsr(brokerId), { toRemove: brokerId }),
    registrationChange(controller, brokerId, { fenced: 1 }),
  ];
}

/** A broker is caught up: it may lead what nobody leads. */
export function unfenceBroker(controller: ControllerNode, brokerId: number): MetadataRecord[] {
  return [
    registrationChange(controller, brokerId, { fenced: -1 }),
    ...updateLeadersAndIsrs(controller, hasNoLeader, { toAdd: brokerId }),
  ];
}

/** A broker is about to stop: its leaderships move first, and it leaves the ISRs. */
export function beginControlledShutdown(controller: ControllerNode, brokerId: number): MetadataRecord[] {
  const announced = controller.image.brokers.get(brokerId)?.inControlledShutdown;
  return [
    ...(announced ? [] : [registrationChange(controller, brokerId, { inControlledShutdown: 1 })]),
    ...updateLeadersAndIsrs(controller, inIsr(brokerId), { toRemove: brokerId }),
  ];
}

/**
 * A new process registers under a known id. If the one before did not stop cleanly, what it had not flushed may
 * be lost, so it holds neither a place in an ISR nor among the eligible leader replicas (KIP-966).
 */
export function handleBrokerShutdown(
  controller: ControllerNode,
  brokerId: number,
  isCleanShutdown: boolean,
): MetadataRecord[] {
  if (isCleanShutdown) return updateLeadersAndIsrs(controller, inIsr(brokerId), { toRemove: brokerId });
  return [
    ...updateLeadersAndIsrs(controller, inIsr(brokerId), { uncleanShutdown: brokerId }),
    ...updateLeadersAndIsrs(controller, inElr(brokerId), { uncleanShutdown: brokerId }),
  ];
}

/** A broker is forgotten. As in Kafka, partitions keep it among their replicas. */
export function forgetBroker(controller: ControllerNode, brokerId: number): MetadataRecord[] {
  const { epoch } = controller.image.brokers.get(brokerId)!;
  return [
    ...updateLeadersAndIsrs(controller, inIsr(brokerId), { toRemove: brokerId }),
    { type: 'UnregisterBrokerRecord', brokerId, brokerEpoch: epoch },
  ];
}

/** Whether the broker leads any partition. */
export function leadsAny(controller: ControllerNode, brokerId: number): boolean {
  for (const topic of controller.image.topics.values()) {
    if (topic.partitions.some((partition) => partition.leader === brokerId)) return true;
  }
  return false;
}

/** `min.insync.replicas` of a topic, at most its replication factor. */
function effectiveMinIsr(controller: ControllerNode, topic: TopicImage): number {
  const configured = topicConfigValue(
    controller.image,
    controller.configs,
    topic.name,
    'min.insync.replicas',
  );
  return Math.min(configured, topic.partitions[0]!.replicas.length);
}

export function isUncleanElectionEnabled(controller: ControllerNode, topic: string): boolean {
  return topicConfigValue(controller.image, controller.configs, topic, 'unclean.leader.election.enable');
}

/** A change of one partition by the present state of the cluster; the caller adds what is special. */
export function partitionChange(
  controller: ControllerNode,
  topic: TopicImage,
  partitionId: number,
  special: Partial<PartitionChange> & Pick<PartitionChange, 'election'>,
): PartitionChangeRecord | null {
  return buildPartitionChange({
    topicId: topic.topicId,
    partitionId,
    partition: topic.partitions[partitionId]!,
    isAcceptableLeader: (brokerId) => isActive(controller.image, brokerId),
    minIsr: effectiveMinIsr(controller, topic),
    ...special,
  });
}

type PartitionFilter = (partition: PartitionRegistration) => boolean;

const hasNoLeader: PartitionFilter = (partition) => partition.leader === NO_LEADER;
const inIsr =
  (brokerId: number): PartitionFilter =>
  (partition) =>
    partition.isr.includes(brokerId);
const inElr =
  (brokerId: number): PartitionFilter =>
  (partition) =>
    partition.elr.includes(brokerId);

interface BrokerChange {
  /** Leaves the ISR and may not lead. */
  readonly toRemove?: number;
  /** May lead, though the image still has it fenced. */
  readonly toAdd?: number;
  /** Leaves ISR and ELR and may not lead. */
  readonly uncleanShutdown?: number;
}

/** Kafka's generateLeaderAndIsrUpdates. */
function updateLeadersAndIsrs(
  controller: ControllerNode,
  affected: PartitionFilter,
  { toRemove, toAdd, uncleanShutdown }: BrokerChange,
): PartitionChangeRecord[] {
  const records: PartitionChangeRecord[] = [];
  const leaves = (brokerId: number) => brokerId === toRemove || brokerId === uncleanShutdown;
  const isAcceptableLeader = (brokerId: number) =>
    !leaves(brokerId) && (brokerId === toAdd || isActive(controller.image, brokerId));
  for (const topic of controller.image.topics.values()) {
    for (const [partitionId, partition] of topic.partitions.entries()) {
      if (!affected(partition)) continue;
      const record = partitionChange(controller, topic, partitionId, {
        election: isUncleanElectionEnabled(controller, topic.name) ? 'unclean' : 'online',
        isAcceptableLeader,
        targetIsr: partition.isr.filter((brokerId) => !leaves(brokerId)),
        uncleanShutdownReplicas: uncleanShutdown === undefined ? [] : [uncleanShutdown],
      });
      if (record) records.push(record);
    }
  }
  return records;
}

function registrationChange(
  controller: ControllerNode,
  brokerId: number,
  change: { fenced?: -1 | 1; inControlledShutdown?: 1 },
): MetadataRecord {
  return {
    type: 'BrokerRegistrationChangeRecord',
    brokerId,
    brokerEpoch: controller.image.brokers.get(brokerId)!.epoch,
    fenced: change.fenced ?? 0,
    inControlledShutdown: change.inControlledShutdown ?? 0,
  };
}
