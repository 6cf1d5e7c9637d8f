/**
 * From the partitions that a member holds to those that it was told to hold. What it gives up is neither fetched
 * nor handed over any more from the beginning; with auto-commit it commits where it is; then the application is
 * told, within poll(), and the coordinator by the next heartbeat. What it keeps it reads all the while.
 */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import type { Ctx } from '../ctx.ts';
import { isAutoCommitEnabled, resetAutoCommitTimer } from './auto-commit.ts';
import { requestUpdate } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import {
  isReconciled,
  isSamePartitions,
  type LocalAssignment,
  NO_ASSIGNMENT,
  type Reconciliation,
  transitionToJoining,
} from './consumer-membership.ts';
import { type CommitResult, commitPositions } from './offset-committer.ts';
import { noteAssigned, noteRevoked } from './partition-ownership.ts';
import { assignedPartitions, setAssignment } from './subscription-state.ts';
import { compareTopicPartitions, type TopicPartition, topicPartitionName } from './topic-partition.ts';
import { wakeBy } from './wake-up.ts';

/**
 * Begins if there is something to reconcile. `canCommit`: the application is in poll(), so that its positions
 * are those of records that it has done with.
 */
export function maybeReconcile(ctx: Ctx, consumer: ConsumerNode, canCommit: boolean): void {
  const { consumerMembership } = consumer;
  if (consumerMembership.state !== 'RECONCILING' || consumerMembership.reconciliation) return;
  if (isReconciled(consumerMembership)) return;
  const resolved = resolveTopicNames(ctx, consumer);
  const { current } = consumerMembership;
  if (current.localEpoch >= 0 && isSamePartitions(resolved.partitions, current.partitions)) {
    consumerMembership.current = resolved;
    consumerMembership.state = 'ACKNOWLEDGING';
    return;
  }
  const reconciliation = compare(ctx, consumer, resolved);
  const mustNotCommit = !isAutoCommitEnabled(consumer) && reconciliation.revoked.length === 0;
  if (canCommit || mustNotCommit) begin(ctx, consumer, reconciliation);
}

/** Topics whose names the metadata does not tell yet have to wait. */
function resolveTopicNames(ctx: Ctx, consumer: ConsumerNode): LocalAssignment {
  const { target } = consumer.consumerMembership;
  const { topicNames } = consumer.metadata;
  const known = [...target.partitions].filter(([topicId]) => topicNames.has(topicId));
  if (known.length < target.partitions.size) requestUpdate(ctx, consumer, 'unknown-topic-id');
  return { localEpoch: target.localEpoch, partitions: new Map(known) };
}

function compare(ctx: Ctx, consumer: ConsumerNode, resolved: LocalAssignment): Reconciliation {
  const { configs, metadata, subscriptions } = consumer;
  const assigned = Array.from(resolved.partitions, ([topicId, partitions]) => {
    const topic = metadata.topicNames.get(topicId)!;
    return partitions.map((partition) => ({ topic, partition }));
  })
    .flat()
    .sort(compareTopicPartitions);
  const owned = assignedPartitions(subscriptions);
  return {
    resolved,
    assigned,
    added: without(assigned, owned),
    revoked: without(owned, assigned),
    commit: 'none',
    retryAtUs: 0,
    deadlineUs: ctx.nowUs + configs['max.poll.interval.ms'] * MICROS_PER_MS,
  };
}

function without(from: readonly TopicPartition[], taken: readonly TopicPartition[]): TopicPartition[] {
  const names = new Set(taken.map(topicPartitionName));
  return from.filter((topicPartition) => !names.has(topicPartitionName(topicPartition)));
}

function begin(ctx: Ctx, consumer: ConsumerNode, reconciliation: Reconciliation): void {
  consumer.consumerMembership.reconciliation = reconciliation;
  for (const revoked of reconciliation.revoked) {
    const state = consumer.subscriptions.assignment.get(topicPartitionName(revoked));
    if (state) state.pendingRevocation = true;
  }
  if (!isAutoCommitEnabled(consumer)) reconciliation.commit = 'settled';
  continueCommit(ctx, consumer, reconciliation);
}

function continueCommit(ctx: Ctx, consumer: ConsumerNode, reconciliation: Reconciliation): void {
  if (ctx.nowUs >= reconciliation.deadlineUs) reconciliation.commit = 'settled';
  const { commit, retryAtUs, deadlineUs } = reconciliation;
  if (commit === 'none' || (commit === 'retry' && ctx.nowUs >= retryAtUs))
    onReconciliationCommit(ctx, consumer, commitPositions(ctx, consumer, 'reconciliation'));
  if (reconciliation.commit !== 'settled')
    wakeBy(ctx, consumer, reconciliation.commit === 'retry' ? reconciliation.retryAtUs : deadlineUs);
}

/** A commit that failed for good does not keep the member from going on. */
export function onReconciliationCommit(ctx: Ctx, consumer: ConsumerNode, result: CommitResult): void {
  const { reconciliation } = consumer.consumerMembership;
  if (!reconciliation) return;
  if (result.status === 'sent') reconciliation.commit = 'in-flight';
  else if (result.status === 'retriable') {
    reconciliation.commit = 'retry';
    reconciliation.retryAtUs = ctx.nowUs + consumer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  } else reconciliation.commit = 'settled';
}

/** Within poll(): the application is called, where there is something to tell it. */
export function reconcileInPoll(ctx: Ctx, consumer: ConsumerNode): void {
  releaseLost(ctx, consumer);
  maybeReconcile(ctx, consumer, true);
  const { reconciliation } = consumer.consumerMembership;
  if (!reconciliation) return;
  continueCommit(ctx, consumer, reconciliation);
  if (reconciliation.commit === 'settled') complete(ctx, consumer, reconciliation);
}

function complete(ctx: Ctx, consumer: ConsumerNode, reconciliation: Reconciliation): void {
  const { consumerMembership, subscriptions } = consumer;
  consumerMembership.reconciliation = null;
  if (consumerMembership.state !== 'RECONCILING') return;
  noteRevoked(ctx, consumer, reconciliation.revoked, false);
  setAssignment(subscriptions, reconciliation.assigned);
  noteAssigned(ctx, consumer, reconciliation.added, consumerMembership.memberEpoch);
  consumerMembership.current = reconciliation.resolved;
  resetAutoCommitTimer(ctx, consumer);
  consumerMembership.state = 'ACKNOWLEDGING';
}

/** The application hears that its partitions are lost; then the member may join anew. */
function releaseLost(ctx: Ctx, consumer: ConsumerNode): void {
  const { consumerMembership, subscriptions } = consumer;
  if (!consumerMembership.mustReleaseLost) return;
  consumerMembership.mustReleaseLost = false;
  noteRevoked(ctx, consumer, assignedPartitions(subscriptions), true);
  setAssignment(subscriptions, []);
  consumerMembership.current = NO_ASSIGNMENT;
  consumerMembership.target = NO_ASSIGNMENT;
  if (consumerMembership.state === 'FENCED' || consumerMembership.state === 'STALE')
    transitionToJoining(consumer);
}
