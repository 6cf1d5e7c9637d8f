/**
 * The part of poll() that deals with the group (ConsumerCoordinator.poll, AbstractCoordinator's
 * joinGroupIfNeeded). Nothing of it happens while the application processes records: a member that is busy
 * rejoins late, and makes the whole group wait for it.
 */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import { consumerGroups } from '../coordinator/group/consumer-groups.ts';
import type { Ctx } from '../ctx.ts';
import { maybeAutoCommitOffsets } from './auto-commit.ts';
import type { ConsumerNode } from './consumer.ts';
import { exceptionOf, throwToApplication } from './consumer-error.ts';
import { onConsumerPoll, usesConsumerProtocol } from './consumer-membership.ts';
import { ensureCoordinatorReady } from './coordinator-lookup.ts';
import { isRetriable } from './error-classes.ts';
import { hasGenerationReset, requestRejoin, resetStateAndRejoin } from './group-membership.ts';
import { resetPollTimeout } from './heartbeat.ts';
import { onJoinComplete } from './join-complete.ts';
import { initiateJoinGroup } from './join-group.ts';
import { onJoinPrepare } from './join-prepare.ts';
import { hasMetadataChanged } from './metadata-watch.ts';
import { hasAutoAssignedPartitions } from './subscription-state.ts';
import { wakeBy } from './wake-up.ts';

/**
 * ready: positions may be looked up. joining: the rebalance goes on beside, and what is owned is read on.
 * blocked: without a coordinator poll() waits here until its timeout.
 */
export type CoordinatorPoll = 'ready' | 'joining' | 'blocked';

export function pollCoordinator(ctx: Ctx, consumer: ConsumerNode): CoordinatorPoll {
  if (usesConsumerProtocol(consumer)) {
    pollConsumerGroup(ctx, consumer);
    return 'ready';
  }
  if (hasAutoAssignedPartitions(consumer.subscriptions)) {
    resetPollTimeout(ctx, consumer);
    if (ensureCoordinatorReady(ctx, consumer) === null) return 'blocked';
    if (!joinGroupIfNeeded(ctx, consumer)) return 'joining';
  }
  maybeAutoCommitOffsets(ctx, consumer);
  return 'ready';
}

/** With group.protocol=consumer poll() waits for nothing of this: the membership goes on beside (AsyncPollEvent). */
function pollConsumerGroup(ctx: Ctx, consumer: ConsumerNode): void {
  consumerGroups.rules().reconcileInPoll(ctx, consumer);
  maybeAutoCommitOffsets(ctx, consumer);
  onConsumerPoll(ctx, consumer);
  resetPollTimeout(ctx, consumer);
}

function rejoinNeededOrPending(consumer: ConsumerNode): boolean {
  const { membership } = consumer;
  if (membership.join !== null) return true;
  if (!membership.rejoinNeeded && hasMetadataChanged(consumer))
    requestRejoin(consumer, 'cached metadata has changed');
  return membership.rejoinNeeded;
}

/** Goes as far towards a stable membership as it can without waiting; true once there. */
function joinGroupIfNeeded(ctx: Ctx, consumer: ConsumerNode): boolean {
  const { membership } = consumer;
  while (rejoinNeededOrPending(consumer)) {
    if (ensureCoordinatorReady(ctx, consumer) === null) return false;
    if (ctx.nowUs < membership.joinRetryUs) {
      wakeBy(ctx, consumer, membership.joinRetryUs);
      return false;
    }
    if (membership.needsJoinPrepare) {
      if (!onJoinPrepare(ctx, consumer)) return false;
      membership.needsJoinPrepare = false;
    }
    if (membership.join === null) initiateJoinGroup(ctx, consumer);
    const { join } = membership;
    if (join === null || join.status === 'pending') return false;
    membership.join = null;
    if (join.status === 'succeeded') completeRebalance(ctx, consumer, join.assignment);
    else if (!mayRetryJoin(ctx, consumer, join.error)) return false;
  }
  return true;
}

function completeRebalance(ctx: Ctx, consumer: ConsumerNode, assignment: Uint8Array): void {
  const { membership } = consumer;
  if (hasGenerationReset(membership.generation) || membership.state !== 'STABLE') {
    resetStateAndRejoin(consumer, 'generation modified by the heartbeat thread', true);
    return;
  }
  onJoinComplete(ctx, consumer, assignment);
  membership.needsJoinPrepare = true;
}

const REJOIN_AT_ONCE: ReadonlySet<number> = new Set([
  Errors.UNKNOWN_MEMBER_ID,
  Errors.ILLEGAL_GENERATION,
  Errors.REBALANCE_IN_PROGRESS,
  Errors.MEMBER_ID_REQUIRED,
]);

/** False where the application hears of it instead. */
function mayRetryJoin(ctx: Ctx, consumer: ConsumerNode, error: ErrorCode): boolean {
  if (error !== Errors.MEMBER_ID_REQUIRED) requestRejoin(consumer, 'rebalance failed');
  if (REJOIN_AT_ONCE.has(error)) return true;
  if (!isRetriable(error)) {
    throwToApplication(consumer, exceptionOf(error));
    return false;
  }
  consumer.membership.joinRetryUs = ctx.nowUs + consumer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  return true;
}
