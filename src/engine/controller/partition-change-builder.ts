/**
 * How a partition changes when its ISR changes, a broker comes or goes, or an election is asked for: the new
 * leader, the ISR, and the eligible leader replicas of KIP-966. After Kafka's PartitionChangeBuilder.
 *
 * Eligible leader replicas (ELR) are replicas that left the ISR after it had become smaller than
 * `min.insync.replicas`. From then on the high watermark stands still, so they hold every committed record and
 * may lead without loss once the ISR is empty. A replica whose broker did not stop cleanly is no longer one.
 */
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { toolApis } from '../broker/tool-apis.ts';
import { isReassigning, NO_LEADER, type PartitionRegistration } from './metadata-image.ts';

/** preferred: the first replica if it may lead; online: anyone who may; unclean: anyone at all rather than nobody. */
export type Election = 'preferred' | 'online' | 'unclean';

export type PartitionChangeRecord = Extract<MetadataRecord, { type: 'PartitionChangeRecord' }>;
type Change = { -readonly [Field in keyof PartitionChangeRecord]: PartitionChangeRecord[Field] };

export interface PartitionChange {
  readonly topicId: string;
  readonly partitionId: number;
  readonly partition: PartitionRegistration;
  readonly isAcceptableLeader: (brokerId: number) => boolean;
  /** The topic's `min.insync.replicas`, at most its replication factor. */
  readonly minIsr: number;
  readonly election: Election;
  /** Absent: as it is. */
  readonly targetAssignment?: Assignment;
  /** Absent: as it is. */
  readonly targetIsr?: readonly number[];
  /** Replicas whose broker lost what it had not flushed: neither ISR nor ELR. */
  readonly uncleanShutdownReplicas?: readonly number[];
  /** Absent: as it is. */
  readonly targetLeaderRecoveryState?: 0 | 1;
}

/** A partition's replicas, and who of them is being added and removed (KIP-455). */
export interface Assignment {
  readonly replicas: readonly number[];
  readonly adding: readonly number[];
  readonly removing: readonly number[];
}

/** What is worked out on the way: the ISR and ELR as they shall be. */
interface Target {
  isr: readonly number[];
  elr: readonly number[];
}

/** The record that makes the change; null when nothing changes. */
export function buildPartitionChange(change: PartitionChange): PartitionChangeRecord | null {
  return change.targetAssignment || isReassigning(change.partition)
    ? toolApis.rules().buildReassignmentChange(change)
    : buildStateChange(change);
}

/** The same without what the record says of the assignment itself. */
export function buildStateChange(change: PartitionChange): PartitionChangeRecord | null {
  const { topicId, partitionId, partition } = change;
  const record: Change = { type: 'PartitionChangeRecord', topicId, partitionId };
  const target = targetOf(change);
  tryElection(change, target, record);
  const replicas = targetReplicasOf(change);
  // Who is no replica any more must hear of it by a new leader epoch.
  if (partition.replicas.some((replica) => !replicas.includes(replica))) record.leader ??= partition.leader;
  if (record.isr !== undefined) target.elr = [];
  if (!sameReplicas(target.elr, partition.elr)) record.eligibleLeaderReplicas = target.elr;
  if (record.isr === undefined && !sameReplicas(target.isr, partition.isr)) record.isr = target.isr;
  maybeUpdateLastKnownLeader(partition, record);
  const recoveryState = change.targetLeaderRecoveryState ?? partition.leaderRecoveryState;
  if (recoveryState !== partition.leaderRecoveryState) record.leaderRecoveryState = recoveryState;
  return isNoOp(record) ? null : record;
}

function targetReplicasOf({ targetAssignment, partition }: PartitionChange): readonly number[] {
  return (targetAssignment ?? partition).replicas;
}

function targetOf(change: PartitionChange): Target {
  const { partition, minIsr, uncleanShutdownReplicas = [] } = change;
  const isr = change.targetIsr ?? partition.isr;
  if (isr.length >= minIsr) return { isr, elr: [] };
  const candidates = new Set([...partition.elr, ...partition.isr]);
  const elr = [...candidates].filter(
    (replica) => !isr.includes(replica) && !uncleanShutdownReplicas.includes(replica),
  );
  return { isr, elr: elr.sort((a, b) => a - b) };
}

function tryElection(change: PartitionChange, target: Target, record: Change): void {
  const { partition } = change;
  const elected = electLeader(change, target);
  if (elected.node === partition.leader) return;
  record.leader = elected.node;
  if (target.elr.includes(elected.node)) {
    // It leads alone until the others have caught up with it.
    target.isr = [elected.node];
    target.elr = target.elr.filter((replica) => replica !== elected.node);
  }
  if (elected.unclean) {
    record.isr = [elected.node];
    if (partition.leaderRecoveryState === 0) record.leaderRecoveryState = 1;
  }
}

interface ElectionResult {
  readonly node: number;
  readonly unclean: boolean;
}

function electLeader(change: PartitionChange, target: Target): ElectionResult {
  const { partition, election, isAcceptableLeader } = change;
  const { leader } = partition;
  const replicas = targetReplicasOf(change);
  const canLead = (replica: number) => isValidNewLeader(change, target, replica);
  if (election === 'preferred' && canLead(replicas[0]!)) return { node: replicas[0]!, unclean: false };
  // A leader that still meets the rules stays.
  if (canLead(leader)) return { node: leader, unclean: false };
  const online = replicas.find(canLead);
  if (online !== undefined) return { node: online, unclean: false };
  if (canElectLastKnownLeader(change, target)) return { node: partition.lastKnownElr[0]!, unclean: true };
  if (election === 'unclean') {
    const anyone = replicas.find((replica) => isAcceptableLeader(replica));
    if (anyone !== undefined) return { node: anyone, unclean: true };
  }
  return { node: NO_LEADER, unclean: false };
}

/** In the ISR, or eligible while the ISR is empty. */
function isValidNewLeader(change: PartitionChange, target: Target, replica: number): boolean {
  const holdsAll = target.isr.includes(replica) || (target.isr.length === 0 && target.elr.includes(replica));
  return holdsAll && change.isAcceptableLeader(replica);
}

/** With nobody left who surely holds everything, whoever led last is the next best ("balanced" recovery). */
function canElectLastKnownLeader(change: PartitionChange, target: Target): boolean {
  const { lastKnownElr } = change.partition;
  if (target.isr.length > 0 || target.elr.length > 0 || lastKnownElr.length !== 1) return false;
  return change.isAcceptableLeader(lastKnownElr[0]!);
}

/** Who led last is kept in `lastKnownElr` while there is no leader. */
function maybeUpdateLastKnownLeader(partition: PartitionRegistration, record: Change): void {
  const { lastKnownElr, leader } = partition;
  if (record.leader === undefined) return;
  if (record.leader !== NO_LEADER) {
    if (lastKnownElr.length > 0) record.lastKnownElr = [];
  } else if (lastKnownElr.length === 0) record.lastKnownElr = [leader];
}

function isNoOp(record: Change): boolean {
  return (
    record.isr === undefined &&
    record.leader === undefined &&
    record.eligibleLeaderReplicas === undefined &&
    record.lastKnownElr === undefined &&
    record.leaderRecoveryState === undefined
  );
}

export function sameReplicas(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((replica, index) => replica === b[index]);
}
