/** The replicas of new partitions: placed by the controller, or given by hand. */
import { Errors } from '../../protocol/errors.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { Ctx } from '../ctx.ts';
import { type ApiError, apiError, duplicatesOf } from './api-error.ts';
import type { ControllerNode } from './controller.ts';
import { isActive, type MetadataImage } from './metadata-image.ts';
import { placeReplicas, type UsableBroker } from './striped-replica-placer.ts';

/** Replicas and, among them, those that begin in sync; the first of these leads. */
export interface NewPartition {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/** Places the replicas of new partitions, or says why it can't be done: INVALID_REPLICATION_FACTOR. */
export function placeNewPartitions(
  ctx: Ctx,
  controller: ControllerNode,
  numPartitions: number,
  replicationFactor: number,
): NewPartition[] | { readonly refused: string } {
  const placed = placeReplicas(ctx, controller, usableBrokers(controller), numPartitions, replicationFactor);
  if ('refused' in placed) return placed;
  const partitions = placed.assignments.map((replicas) => withIsr(controller.image, replicas));
  const offline = partitions.some(({ isr }) => isr.length === 0);
  return offline ? { refused: 'All brokers are currently fenced or in controlled shutdown.' } : partitions;
}

/** Brokers that new replicas may go to: also fenced ones, but none that is shutting down. */
function usableBrokers(controller: ControllerNode): UsableBroker[] {
  const brokers: UsableBroker[] = [];
  for (const [brokerId, state] of controller.heartbeats) {
    const registration = controller.image.brokers.get(brokerId);
    if (!registration || state.controlledShutdownOffset >= 0) continue;
    brokers.push({ brokerId, rack: registration.rack, fenced: state.fenced });
  }
  return brokers;
}

export function withIsr(image: MetadataImage, replicas: readonly number[]): NewPartition {
  return { replicas, isr: replicas.filter((brokerId) => isActive(image, brokerId)) };
}

/** Why replicas given by hand can't be had; null when they can. `replicationFactor` is that of earlier partitions. */
export function invalidManualAssignment(
  image: MetadataImage,
  replicas: readonly number[],
  replicationFactor: number | undefined,
): ApiError | null {
  const refuse = (message: string) => apiError(Errors.INVALID_REPLICA_ASSIGNMENT, message);
  if (replicas.length === 0) return refuse('The manual partition assignment includes an empty replica list.');
  const sorted = [...replicas].sort((a, b) => a - b);
  const twice = duplicatesOf(sorted);
  for (const brokerId of sorted) {
    if (!image.brokers.has(brokerId)) {
      return refuse(
        `The manual partition assignment includes broker ${brokerId}, but no such broker is registered.`,
      );
    }
    if (twice.includes(brokerId))
      return refuse(`The manual partition assignment includes the broker ${brokerId} more than once.`);
  }
  if (replicationFactor !== undefined && replicas.length !== replicationFactor) {
    return refuse(
      `The manual partition assignment includes a partition with ${replicas.length} replica(s), but this is ` +
        `not consistent with previous partitions, which have ${replicationFactor} replica(s).`,
    );
  }
  return null;
}

export function partitionRecord(
  topicId: string,
  partitionId: number,
  { replicas, isr }: NewPartition,
): MetadataRecord {
  return {
    type: 'PartitionRecord',
    topicId,
    partitionId,
    replicas,
    isr,
    leader: isr[0]!,
    leaderEpoch: 0,
    partitionEpoch: 0,
  };
}
