/**
 * A consumer's membership of a consumer group as it knows it itself (group.protocol=consumer, KIP-848; Kafka's
 * ConsumerMembershipManager). It is kept up beside the application, by heartbeats:
 *
 *   UNSUBSCRIBED ─ first poll() ─► JOINING ─ answered ─► RECONCILING ─ done ─► ACKNOWLEDGING ─ told ─► STABLE
 *                                     ▲                       ▲────────── another assignment ─────────────┘
 *                FENCED, STALE ───────┘   LEAVING ─ told ─► UNSUBSCRIBED, or STALE if poll() was not called
 *
 * Only what the application must not be surprised by waits for its next poll(): giving partitions up, getting
 * new ones, hearing that they are lost.
 */
import type { Micros } from '../../kernel/brand.ts';
import {
  JOIN_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_STATIC_MEMBER_EPOCH,
  type TopicIdPartitions,
} from '../../protocol/messages/68-consumer-group-heartbeat.ts';
import { randomUuid } from '../controller/uuid.ts';
import type { Ctx } from '../ctx.ts';
import type { ConsumerNode } from './consumer.ts';
import { isStaticMember, NO_GENERATION } from './group-membership.ts';
import { hasAutoAssignedPartitions } from './subscription-state.ts';
import type { TopicPartition } from './topic-partition.ts';

export type ConsumerMemberState =
  | 'UNSUBSCRIBED'
  | 'JOINING'
  /** Was told to hold something else than it does. */
  | 'RECONCILING'
  /** Holds it, and is about to say so. */
  | 'ACKNOWLEDGING'
  | 'STABLE'
  /** The group has gone on without it: it lets go of everything, then joins anew. */
  | 'FENCED'
  | 'LEAVING'
  /** It can't be a member; the application hears of it. */
  | 'FATAL'
  /** Has left, since the application did not poll for too long; the next poll() has it join anew. */
  | 'STALE';

/** Partitions by topic id, and a number of its own, so that the same partitions given again are told apart. */
export interface LocalAssignment {
  /** -1: none was ever given. */
  readonly localEpoch: number;
  readonly partitions: ReadonlyMap<string, readonly number[]>;
}

export const NO_ASSIGNMENT: LocalAssignment = { localEpoch: -1, partitions: new Map() };

/** The way from what it holds to what it was told to hold. */
export interface Reconciliation {
  readonly resolved: LocalAssignment;
  readonly assigned: readonly TopicPartition[];
  readonly added: readonly TopicPartition[];
  readonly revoked: readonly TopicPartition[];
  /** With auto-commit a commit goes first; only then is the application called. */
  commit: 'none' | 'in-flight' | 'retry' | 'settled';
  retryAtUs: Micros;
  /** After the rebalance timeout it goes on although the commit failed. */
  readonly deadlineUs: Micros;
}

/** What the coordinator has been told already: a heartbeat only says what is new. */
interface SentFields {
  rebalanceTimeoutMs: number;
  subscribedTopicNames: string | null;
  pattern: string | null;
  serverAssignor: string | null;
  assignment: LocalAssignment | null;
}

export interface ConsumerMembership {
  state: ConsumerMemberState;
  /** Made by itself when the process begins, and kept until it ends (KIP-1082); '': not yet. */
  memberId: string;
  /** As last told; 0: joining, below: leaving. */
  memberEpoch: number;
  target: LocalAssignment;
  /** What it has acknowledged, or is about to. */
  current: LocalAssignment;
  reconciliation: Reconciliation | null;
  /** Its partitions are lost, which the application is told at its next poll(). */
  mustReleaseLost: boolean;
  /** The heartbeat under way has not been answered. */
  inFlight: boolean;
  /** As the coordinator said; 0 before: at once. */
  heartbeatIntervalMs: number;
  /** Not before then is a failed heartbeat tried again. */
  backoffUntilUs: Micros;
  readonly sent: SentFields;
}

export function createConsumerMembership(): ConsumerMembership {
  return {
    state: 'UNSUBSCRIBED',
    memberId: '',
    memberEpoch: JOIN_GROUP_MEMBER_EPOCH,
    target: NO_ASSIGNMENT,
    current: NO_ASSIGNMENT,
    reconciliation: null,
    mustReleaseLost: false,
    inFlight: false,
    heartbeatIntervalMs: 0,
    backoffUntilUs: 0,
    sent: nothingSent(),
  };
}

export function nothingSent(): SentFields {
  return {
    rebalanceTimeoutMs: -1,
    subscribedTopicNames: null,
    pattern: null,
    serverAssignor: null,
    assignment: null,
  };
}

/** Whether the consumer is to be a member of a group by the new protocol, as share consumers always are. */
export function usesConsumerProtocol({ configs, groupId, share }: ConsumerNode): boolean {
  return groupId !== null && (share !== null || configs['group.protocol'] === 'consumer');
}

export function isNotInGroup({ state }: ConsumerMembership): boolean {
  return state === 'UNSUBSCRIBED' || state === 'FENCED' || state === 'FATAL' || state === 'STALE';
}

/** Something new to say: not a moment later than the last heartbeat's answer. */
export function shouldHeartbeatNow({ state, inFlight }: ConsumerMembership): boolean {
  return state === 'LEAVING' || (!inFlight && (state === 'ACKNOWLEDGING' || state === 'JOINING'));
}

/** Commits and fetches of offsets carry it from now on. */
export function updateMemberEpoch({ consumerMembership, membership }: ConsumerNode, epoch: number): void {
  consumerMembership.memberEpoch = epoch;
  membership.generation = {
    ...membership.generation,
    generationId: epoch > 0 ? epoch : NO_GENERATION.generationId,
    memberId: consumerMembership.memberId,
  };
}

/** The application has called poll(): a consumer that has subscribed joins with the first of its calls. */
export function onConsumerPoll(ctx: Ctx, consumer: ConsumerNode): void {
  const { consumerMembership, subscriptions } = consumer;
  if (consumerMembership.memberId !== '' || !hasAutoAssignedPartitions(subscriptions)) return;
  consumerMembership.memberId = randomUuid(ctx, consumer);
  transitionToJoining(consumer);
}

export function transitionToJoining(consumer: ConsumerNode): void {
  const { consumerMembership } = consumer;
  if (consumerMembership.state === 'FATAL') return;
  updateMemberEpoch(consumer, JOIN_GROUP_MEMBER_EPOCH);
  consumerMembership.state = 'JOINING';
  consumerMembership.target = NO_ASSIGNMENT;
  // What was under way belongs to the life before.
  consumerMembership.reconciliation = null;
}

export function transitionToFenced(consumer: ConsumerNode): void {
  const { consumerMembership } = consumer;
  if (consumerMembership.state === 'LEAVING') {
    consumerMembership.state = 'UNSUBSCRIBED';
    return;
  }
  if (consumerMembership.state === 'UNSUBSCRIBED') return;
  consumerMembership.state = 'FENCED';
  updateMemberEpoch(consumer, JOIN_GROUP_MEMBER_EPOCH);
  loseAssignment(consumer);
}

export function transitionToFatal(consumer: ConsumerNode): void {
  const { consumerMembership, membership } = consumer;
  const wasLeaving = consumerMembership.state === 'LEAVING' || consumerMembership.state === 'UNSUBSCRIBED';
  consumerMembership.state = 'FATAL';
  membership.generation = { ...membership.generation, generationId: NO_GENERATION.generationId };
  if (!wasLeaving) loseAssignment(consumer);
}

/** Others may have them already: nothing is fetched or handed over any more. */
export function loseAssignment({ consumerMembership, subscriptions }: ConsumerNode): void {
  for (const state of subscriptions.assignment.values()) state.pendingRevocation = true;
  consumerMembership.reconciliation = null;
  consumerMembership.mustReleaseLost = true;
}

/** -2: a static member will be back (KIP-345). */
function leaveGroupEpoch(consumer: ConsumerNode): number {
  return isStaticMember(consumer) ? LEAVE_GROUP_STATIC_MEMBER_EPOCH : LEAVE_GROUP_MEMBER_EPOCH;
}

export function transitionToLeaving(consumer: ConsumerNode): void {
  const { consumerMembership } = consumer;
  updateMemberEpoch(consumer, leaveGroupEpoch(consumer));
  consumerMembership.current = NO_ASSIGNMENT;
  consumerMembership.reconciliation = null;
  consumerMembership.state = 'LEAVING';
}

export function isReconciled({ current, target }: ConsumerMembership): boolean {
  return current.localEpoch === target.localEpoch && isSamePartitions(current.partitions, target.partitions);
}

/** The coordinator says what the member is to hold. */
export function receiveAssignment(
  membership: ConsumerMembership,
  topicPartitions: readonly TopicIdPartitions[],
): void {
  const partitions = new Map(topicPartitions.map(({ topicId, partitions: of }) => [topicId, inOrder(of)]));
  const { target } = membership;
  if (target.localEpoch < 0 || !isSamePartitions(target.partitions, partitions))
    membership.target = { localEpoch: target.localEpoch + 1, partitions };
  if (!isReconciled(membership)) membership.state = 'RECONCILING';
  else if (membership.state === 'RECONCILING' || membership.state === 'JOINING') membership.state = 'STABLE';
}

function inOrder(partitions: readonly number[]): number[] {
  return [...partitions].sort((a, b) => a - b);
}

export function isSamePartitions(
  a: LocalAssignment['partitions'],
  b: LocalAssignment['partitions'],
): boolean {
  if (a.size !== b.size) return false;
  for (const [topicId, partitions] of a) {
    const others = b.get(topicId);
    if (others?.length !== partitions.length) return false;
    if (partitions.some((partition, index) => partition !== others[index])) return false;
  }
  return true;
}
