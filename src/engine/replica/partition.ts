/**
 * A replica of a partition on this broker, leading or following (Kafka's Partition). Its log lies on the
 * broker's disk under the same key; the partition itself is memory and is made anew when the process starts.
 */
import type { LeaderEpoch, Offset, PartitionEpoch } from '../../kernel/brand.ts';
import type { CachedPartition } from '../broker/fetch-session.ts';
import { NO_LEADER } from '../controller/metadata-image.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import type { VerificationStates } from '../transaction/verification-state-entry.ts';
import type { RemoteReplica } from './remote-replica.ts';

export interface Partition {
  /** `topicId:partition`, the key of this partition in the broker's maps. */
  readonly topicPartition: string;
  readonly topicId: string;
  readonly topic: string;
  readonly partition: number;
  /** It lies on the broker's disk and outlives this. */
  readonly log: UnifiedLog;
  /** This broker has it no more: whoever still holds it has to look again. */
  isDeleted: boolean;
  /** Whether this broker leads it. */
  leads: boolean;
  /** -1: none. */
  leaderId: number;
  leaderEpoch: LeaderEpoch;
  /** Where the log ended when this broker's reign began; -1 on followers. */
  leaderEpochStartOffset: Offset;
  partitionEpoch: PartitionEpoch;
  replicas: readonly number[];
  /** In-sync replicas as the controller last confirmed them; empty on followers, who are not told. */
  isr: readonly number[];
  /** The ISR with those who are asked to be let in: what the high watermark waits for (KIP-497). */
  maximalIsr: readonly number[];
  /** A change of the ISR that the controller has not answered yet. */
  pendingIsr: PendingIsr | null;
  /** What the leader knows of the others; empty on followers. */
  followers: RemoteReplica[];
  /** Produce requests that wait for the high watermark, oldest first: keys in `delayedProduces`. */
  delayedProduces: number[];
  /** Fetches that may be parked and wait for this partition: keys in `delayedFetches`, and what they ask of it. */
  fetchWatchers: Map<string, CachedPartition>;
  /** Producers whose transactions are about to begin here; null: there never was one. */
  verificationStates: VerificationStates | null;
}

export interface PendingIsr {
  /** By which the answer finds out whether this change is still the one that is waited for. */
  readonly id: number;
  readonly isr: readonly number[];
}

export function createPartition(
  topicPartition: string,
  topicId: string,
  topic: string,
  partition: number,
  log: UnifiedLog,
): Partition {
  return {
    topicPartition,
    topicId,
    topic,
    partition,
    log,
    isDeleted: false,
    leads: false,
    leaderId: NO_LEADER,
    leaderEpoch: -1,
    leaderEpochStartOffset: -1,
    partitionEpoch: -1,
    replicas: [],
    isr: [],
    maximalIsr: [],
    pendingIsr: null,
    followers: [],
    delayedProduces: [],
    fetchWatchers: new Map(),
    verificationStates: null,
  };
}

/** `min.insync.replicas`, or all replicas if there are fewer. */
export function effectiveMinIsr({ followers }: Partition, { config }: UnifiedLog): number {
  return Math.min(config['min.insync.replicas'], followers.length + 1);
}

export function isUnderMinIsr(partition: Partition, log: UnifiedLog): boolean {
  return partition.leads && partition.isr.length < effectiveMinIsr(partition, log);
}

export function followerOf(partition: Partition, brokerId: number): RemoteReplica | undefined {
  for (const follower of partition.followers) if (follower.brokerId === brokerId) return follower;
  return undefined;
}

/** The ISR is as the controller says, and no change of it is under way. */
export function commitIsr(partition: Partition, isr: readonly number[]): void {
  partition.isr = isr;
  partition.maximalIsr = isr;
  partition.pendingIsr = null;
}
