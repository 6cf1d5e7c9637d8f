/**
 * A consumer's membership of its classic group as it knows it itself (AbstractCoordinator's state):
 *
 *   UNJOINED -> PREPARING_REBALANCE: JoinGroup sent -> COMPLETING_REBALANCE: answered, SyncGroup sent
 *            -> STABLE: has its assignment -> PREPARING_REBALANCE at the next rebalance
 *
 * An error that says the member is no longer known takes it back to UNJOINED from anywhere. Whether it is to
 * join (again) is another thing, `rejoinNeeded`: a STABLE member that heard of a rebalance goes on working
 * until its application calls poll() next, since JoinGroup is only sent from there.
 */
import type { Micros } from '../../kernel/brand.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { JoinGroupResponse } from '../../protocol/messages/11-join-group.ts';
import type { AssignorName, LastAssignment } from './assignors/assignor.ts';
import type { ConsumerNode } from './consumer.ts';

export type MemberState = 'UNJOINED' | 'PREPARING_REBALANCE' | 'COMPLETING_REBALANCE' | 'STABLE';

/** Never changed, only replaced: a request keeps the one it was sent with. */
export interface Generation {
  /** -1: none. */
  readonly generationId: number;
  /** '': none yet. A member may have an id before it is part of a generation (KIP-394). */
  readonly memberId: string;
  /** The assignor that the group agreed on. */
  readonly protocolName: string | null;
}

export const NO_GENERATION: Generation = { generationId: -1, memberId: '', protocolName: null };

/** A JoinGroup and the SyncGroup after it, as one thing to wait for. */
export type JoinFuture =
  | { readonly status: 'pending' }
  | { readonly status: 'succeeded'; readonly assignment: Uint8Array }
  | { readonly status: 'failed'; readonly error: ErrorCode };

/** What goes before a JoinGroup: a commit with enable.auto.commit, then the revocations. */
export interface JoinPrepare {
  commit: 'none' | 'in-flight' | 'retry' | 'settled';
  retryAtUs: Micros;
  /** After the rebalance timeout the member joins although its commit failed. */
  readonly deadlineUs: Micros;
}

export interface GroupMembership {
  state: MemberState;
  generation: Generation;
  rejoinNeeded: boolean;
  /** Told to the coordinator with the next JoinGroup (KIP-800). */
  rejoinReason: string;
  needsJoinPrepare: boolean;
  joinPrepare: JoinPrepare | null;
  join: JoinFuture | null;
  /** Not before then is a failed join tried again. */
  joinRetryUs: Micros;
  isLeader: boolean;
  /** As leader, waiting for fresh metadata to make the assignment with. */
  electedBy: JoinGroupResponse | null;
  /** Partition counts by topic: as last heard of, and as they were at the leader's assignment (else null). */
  metadataSnapshot: ReadonlyMap<string, number>;
  assignmentSnapshot: ReadonlyMap<string, number> | null;
  /** What each assignor remembers of the last assignment. */
  lastAssignments: Map<AssignorName, LastAssignment | null>;
}

export function createGroupMembership(): GroupMembership {
  return {
    state: 'UNJOINED',
    generation: NO_GENERATION,
    rejoinNeeded: true,
    rejoinReason: '',
    needsJoinPrepare: true,
    joinPrepare: null,
    join: null,
    joinRetryUs: 0,
    isLeader: false,
    electedBy: null,
    metadataSnapshot: new Map(),
    assignmentSnapshot: null,
    lastAssignments: new Map(),
  };
}

/** Such a member sends no heartbeats, and the coordinator expects none. */
export function hasNotJoinedGroup({ state }: GroupMembership): boolean {
  return state === 'UNJOINED' || state === 'PREPARING_REBALANCE';
}

export function rebalanceInProgress({ state }: GroupMembership): boolean {
  return state === 'PREPARING_REBALANCE' || state === 'COMPLETING_REBALANCE';
}

/** Whether the coordinator said that the member is out; its id may have survived that. */
export function hasGenerationReset({ generationId, protocolName }: Generation): boolean {
  return generationId === NO_GENERATION.generationId && protocolName === null;
}

/** Whether an answer is about the membership as it still is. */
export function isGenerationUnchanged(consumer: ConsumerNode, sentWith: Generation): boolean {
  const { generation } = consumer.membership;
  return (
    generation.generationId === sentWith.generationId &&
    generation.memberId === sentWith.memberId &&
    generation.protocolName === sentWith.protocolName
  );
}

export function isStaticMember(consumer: ConsumerNode): boolean {
  return consumer.configs['group.instance.id'] !== null;
}

export function requestRejoin(consumer: ConsumerNode, reason: string): void {
  consumer.membership.rejoinReason = reason;
  consumer.membership.rejoinNeeded = true;
}

/** After ILLEGAL_GENERATION the member id is still good, and keeping it spares the group a wait for the old one. */
export function resetStateAndRejoin(
  consumer: ConsumerNode,
  reason: string,
  shouldResetMemberId: boolean,
): void {
  const { membership } = consumer;
  membership.state = 'UNJOINED';
  membership.generation = shouldResetMemberId
    ? NO_GENERATION
    : { ...NO_GENERATION, memberId: membership.generation.memberId };
  requestRejoin(consumer, reason);
  membership.needsJoinPrepare = true;
}
