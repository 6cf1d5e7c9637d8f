/**
 * close(): with auto-commit a last commit, then LeaveGroup (or the last heartbeat), then the end of its fetch
 * sessions and of the process. It waits for the answers, for 30 s at most. A static member does not leave: its partitions wait for it until its session
 * runs out.
 */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import { consumerGroups } from '../coordinator/group/consumer-groups.ts';
import type { Ctx } from '../ctx.ts';
import { inFlightCount } from '../network/network-client.ts';
import { endProcess } from '../process.ts';
import { isAutoCommitEnabled } from './auto-commit.ts';
import { commitSync } from './commit-sync.ts';
import type { ConsumerNode } from './consumer.ts';
import { usesConsumerProtocol } from './consumer-membership.ts';
import { knownCoordinator } from './coordinator-lookup.ts';
import { closeFetchSessions } from './fetcher.ts';
import { NO_GENERATION, rebalanceInProgress } from './group-membership.ts';
import { maybeLeaveGroup } from './leave-group.ts';
import { noteRevoked } from './partition-ownership.ts';
import { assignedPartitions, hasAutoAssignedPartitions, setAssignment } from './subscription-state.ts';
import { wakeBy } from './wake-up.ts';

/** DEFAULT_CLOSE_TIMEOUT_MS. */
const CLOSE_TIMEOUT_MS = 30_000;

export interface Closing {
  step: 'commit' | 'leave' | 'sessions';
  readonly deadlineUs: Micros;
}

export function beginClose(ctx: Ctx, consumer: ConsumerNode): void {
  const { application, configs } = consumer;
  application.phase = 'closing';
  application.commitSync = null;
  const timeoutMs = Math.min(CLOSE_TIMEOUT_MS, configs['request.timeout.ms']);
  application.closing = { step: 'commit', deadlineUs: ctx.nowUs + timeoutMs * MICROS_PER_MS };
  runClose(ctx, consumer);
}

/** One step of it. */
export function runClose(ctx: Ctx, consumer: ConsumerNode): void {
  const { closing } = consumer.application;
  if (!closing) return;
  if (closing.step === 'commit') {
    if (!hasCommitted(ctx, consumer, closing)) return;
    closing.step = 'leave';
    leave(ctx, consumer);
  }
  if (closing.step === 'leave') {
    if (waits(ctx, consumer, closing, isCoordinatorPending(ctx, consumer))) return;
    closing.step = 'sessions';
    closeFetchSessions(ctx, consumer);
  }
  if (!waits(ctx, consumer, closing, isFetchPending(consumer))) endProcess(ctx, consumer, 'close');
}

function waits(ctx: Ctx, consumer: ConsumerNode, { deadlineUs }: Closing, isPending: boolean): boolean {
  if (!isPending || ctx.nowUs >= deadlineUs) return false;
  wakeBy(ctx, consumer, deadlineUs);
  return true;
}

/** Done or not: a last commit that fails is only logged. */
function hasCommitted(ctx: Ctx, consumer: ConsumerNode, { deadlineUs }: Closing): boolean {
  if (!isAutoCommitEnabled(consumer)) return true;
  const leftMs = Math.max(deadlineUs - ctx.nowUs, 0) / MICROS_PER_MS;
  return commitSync(ctx, consumer, 'close', leftMs) !== null;
}

function leave(ctx: Ctx, consumer: ConsumerNode): void {
  const { heartbeat, membership, subscriptions } = consumer;
  heartbeat.enabled = false;
  if (!hasAutoAssignedPartitions(subscriptions)) return;
  if (usesConsumerProtocol(consumer)) {
    noteRevoked(ctx, consumer, assignedPartitions(subscriptions), membership.generation.generationId <= 0);
    setAssignment(subscriptions, []);
    consumerGroups.rules().leaveConsumerGroup(ctx, consumer);
    return;
  }
  const { generationId, memberId } = membership.generation;
  const lost =
    generationId === NO_GENERATION.generationId ||
    memberId === NO_GENERATION.memberId ||
    rebalanceInProgress(membership);
  noteRevoked(ctx, consumer, assignedPartitions(subscriptions), lost);
  setAssignment(subscriptions, []);
  maybeLeaveGroup(ctx, consumer, 'the consumer is being closed');
}

/** A fetch that still waits at its broker holds up the close of its session, which comes on the same connection. */
function isFetchPending({ client }: ConsumerNode): boolean {
  for (const { api } of client.inFlight.values()) if (api === 'Fetch') return true;
  return false;
}

function isCoordinatorPending(ctx: Ctx, consumer: ConsumerNode): boolean {
  const coordinator = knownCoordinator(ctx, consumer);
  return coordinator !== null && inFlightCount(consumer.client, coordinator, 'coordinator') > 0;
}
