/**
 * The heartbeat thread of a group member (AbstractCoordinator.HeartbeatThread, Heartbeat). It runs beside the
 * application, so it goes on while records are processed, however long that takes: it proves that the process
 * lives. That the work advances is proved by poll(): when `max.poll.interval.ms` have passed since the last
 * one, this thread leaves the group on its own.
 *
 * Kafka's thread looks at its deadlines every `retry.backoff.ms`; here it wakes exactly when one is due.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { Timer } from '../behaviour.ts';
import { consumerGroups } from '../coordinator/group/consumer-groups.ts';
import { type Ctx, note, setTimer } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import type { NodeId } from '../node.ts';
import type { ConsumerNode } from './consumer.ts';
import { throwToApplication } from './consumer-error.ts';
import { usesConsumerProtocol } from './consumer-membership.ts';
import {
  ensureCoordinatorReady,
  isCoordinatorError,
  knownCoordinator,
  markCoordinatorUnknown,
} from './coordinator-lookup.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import {
  type Generation,
  hasNotJoinedGroup,
  isGenerationUnchanged,
  requestRejoin,
  resetStateAndRejoin,
} from './group-membership.ts';
import { maybeLeaveGroup } from './leave-group.ts';

export interface Heartbeat {
  /** On from the answer to JoinGroup until the next JoinGroup, or until the member is out. */
  enabled: boolean;
  /** -1: none was sent. */
  lastSentUs: Micros;
  nextSendUs: Micros;
  /** Without an answer until then the coordinator is taken for dead. */
  sessionExpiresUs: Micros;
  /** When the application has to have called poll() again; it does not run out inside poll(). */
  pollExpiresUs: Micros;
  /** Failures since the last answer. */
  attempts: number;
  /** When the thread looks next, the timer `heartbeat`. */
  dueUs: Micros;
}

export function createHeartbeat(): Heartbeat {
  return {
    enabled: false,
    lastSentUs: -1,
    nextSendUs: NEVER,
    sessionExpiresUs: NEVER,
    pollExpiresUs: NEVER,
    attempts: 0,
    dueUs: NEVER,
  };
}

/** The member has been admitted to a generation: its time begins. */
export function enableHeartbeat(ctx: Ctx, consumer: ConsumerNode): void {
  const { heartbeat, configs } = consumer;
  heartbeat.enabled = true;
  heartbeat.sessionExpiresUs = ctx.nowUs + configs['session.timeout.ms'] * MICROS_PER_MS;
  heartbeat.nextSendUs = ctx.nowUs + configs['heartbeat.interval.ms'] * MICROS_PER_MS;
  resetPollTimeout(ctx, consumer);
}

/** The application calls poll(), or comes back from it. */
export function resetPollTimeout(ctx: Ctx, consumer: ConsumerNode): void {
  const { heartbeat, configs } = consumer;
  heartbeat.pollExpiresUs = ctx.nowUs + configs['max.poll.interval.ms'] * MICROS_PER_MS;
  armHeartbeat(ctx, consumer);
}

/** Makes sure that the thread looks no later than the first of its deadlines. */
function armHeartbeat(ctx: Ctx, consumer: ConsumerNode): void {
  if (usesConsumerProtocol(consumer)) {
    consumerGroups.rules().armConsumerHeartbeat(ctx, consumer);
    return;
  }
  const { heartbeat, coordinator, configs } = consumer;
  if (!heartbeat.enabled) return;
  if (coordinator.brokerId < 0) {
    // Nothing can be sent; the thread looks for the coordinator until the application finds it.
    wakeHeartbeat(ctx, consumer, ctx.nowUs + configs['retry.backoff.ms'] * MICROS_PER_MS);
    return;
  }
  const pollExpiresUs = isInsidePoll(consumer) ? NEVER : heartbeat.pollExpiresUs;
  wakeHeartbeat(ctx, consumer, Math.min(heartbeat.nextSendUs, heartbeat.sessionExpiresUs, pollExpiresUs));
}

function wakeHeartbeat(ctx: Ctx, consumer: ConsumerNode, dueUs: Micros): void {
  const { heartbeat } = consumer;
  if (dueUs >= heartbeat.dueUs || dueUs >= NEVER) return;
  heartbeat.dueUs = Math.max(dueUs, ctx.nowUs);
  setTimer(ctx, consumer, 'heartbeat', '', heartbeat.dueUs);
}

function isInsidePoll({ application }: ConsumerNode): boolean {
  return application.phase === 'polling';
}

/** One turn of the thread. */
function runHeartbeat(ctx: Ctx, consumer: ConsumerNode): void {
  const { heartbeat, membership } = consumer;
  heartbeat.dueUs = NEVER;
  if (usesConsumerProtocol(consumer)) {
    consumerGroups.rules().runMembership(ctx, consumer);
    return;
  }
  if (!heartbeat.enabled) return;
  if (hasNotJoinedGroup(membership)) {
    heartbeat.enabled = false;
    return;
  }
  if (needsCoordinatorGivenUp(ctx, consumer)) markCoordinatorUnknown(ctx, consumer);
  const coordinator = ensureCoordinatorReady(ctx, consumer);
  if (coordinator !== null) {
    if (isPollTimeoutExpired(ctx, consumer)) leaveForPollTimeout(ctx, consumer);
    else if (ctx.nowUs >= heartbeat.nextSendUs) sendHeartbeat(ctx, consumer, coordinator);
  }
  armHeartbeat(ctx, consumer);
}

function needsCoordinatorGivenUp(ctx: Ctx, consumer: ConsumerNode): boolean {
  return knownCoordinator(ctx, consumer) !== null && ctx.nowUs >= consumer.heartbeat.sessionExpiresUs;
}

function isPollTimeoutExpired(ctx: Ctx, consumer: ConsumerNode): boolean {
  return !isInsidePoll(consumer) && ctx.nowUs >= consumer.heartbeat.pollExpiresUs;
}

/** The application is still busy; it will learn of it when it commits, or at its next poll(). */
function leaveForPollTimeout(ctx: Ctx, consumer: ConsumerNode): void {
  note(ctx, { code: 'poll-interval-exceeded', consumer: consumer.id, group: consumer.groupId ?? '' });
  maybeLeaveGroup(ctx, consumer, 'consumer poll timeout has expired.');
  consumer.heartbeat.enabled = false;
}

interface HeartbeatContext {
  readonly kind: 'heartbeat';
  readonly generation: Generation;
}

function sendHeartbeat(ctx: Ctx, consumer: ConsumerNode, coordinator: NodeId): void {
  const { heartbeat, membership, configs } = consumer;
  const { generation } = membership;
  heartbeat.lastSentUs = ctx.nowUs;
  heartbeat.nextSendUs = ctx.nowUs + configs['heartbeat.interval.ms'] * MICROS_PER_MS;
  const context: HeartbeatContext = { kind: 'heartbeat', generation };
  sendRequest(
    ctx,
    consumer,
    coordinator,
    'Heartbeat',
    {
      groupId: consumer.groupId ?? '',
      generationId: generation.generationId,
      memberId: generation.memberId,
      groupInstanceId: configs['group.instance.id'],
    },
    { channel: 'coordinator', timeoutMs: configs['request.timeout.ms'], context },
  );
}

export function onHeartbeatResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  response: Response<'Heartbeat'>,
): void {
  const { generation } = request.context as HeartbeatContext;
  if (takesHeartbeatAnswer(ctx, consumer, response.body.errorCode, generation))
    receiveHeartbeat(ctx, consumer);
  else failHeartbeat(ctx, consumer);
}

/** False where the heartbeat counts as failed. */
function takesHeartbeatAnswer(
  ctx: Ctx,
  consumer: ConsumerNode,
  error: ErrorCode,
  sentWith: Generation,
): boolean {
  const { membership } = consumer;
  switch (error) {
    case Errors.NONE:
      return true;
    case Errors.REBALANCE_IN_PROGRESS:
      // A member keeps its heart beating until it rejoins, so that it has the whole rebalance timeout for that.
      if (membership.state === 'STABLE') requestRejoin(consumer, 'group is already rebalancing');
      return true;
    case Errors.ILLEGAL_GENERATION:
    case Errors.UNKNOWN_MEMBER_ID:
    case Errors.FENCED_INSTANCE_ID:
      if (!isGenerationUnchanged(consumer, sentWith)) return true;
      resetStateAndRejoin(
        consumer,
        'encountered an error from HEARTBEAT response',
        error !== Errors.ILLEGAL_GENERATION,
      );
      if (error === Errors.FENCED_INSTANCE_ID) throwToApplication(consumer, 'FencedInstanceIdException');
      return false;
    default:
      if (isCoordinatorError(error)) markCoordinatorUnknown(ctx, consumer);
      return false;
  }
}

function receiveHeartbeat(ctx: Ctx, consumer: ConsumerNode): void {
  const { heartbeat, configs } = consumer;
  heartbeat.attempts = 0;
  heartbeat.sessionExpiresUs = ctx.nowUs + configs['session.timeout.ms'] * MICROS_PER_MS;
}

export function failHeartbeat(ctx: Ctx, consumer: ConsumerNode): void {
  const { heartbeat, configs } = consumer;
  heartbeat.nextSendUs =
    ctx.nowUs +
    exponentialBackoffUs(
      ctx,
      consumer,
      heartbeat.attempts++,
      configs['retry.backoff.ms'],
      configs['retry.backoff.max.ms'],
    );
  armHeartbeat(ctx, consumer);
}

export const heartbeatTimer: Timer<ConsumerNode> = {
  due: (consumer) => consumer.heartbeat.dueUs,
  fire: runHeartbeat,
};
