/**
 * The heartbeats of a member of a consumer group, or of a share group (AbstractHeartbeatRequestManager): sent beside the application,
 * as often as the coordinator says, and at once when there is something to say. As in the classic protocol they
 * only prove that the process lives; an application that does not call poll() for `max.poll.interval.ms` is
 * taken out of the group by its own consumer.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../../protocol/messages/68-consumer-group-heartbeat.ts';
import type { ShareGroupHeartbeatResponse } from '../../protocol/messages/76-share-group-heartbeat.ts';
import { type Ctx, note, setTimer } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import type { NodeId } from '../node.ts';
import { setTopicIds } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { exceptionOf, throwToApplication } from './consumer-error.ts';
import {
  isNotInGroup,
  isReconciled,
  loseAssignment,
  nothingSent,
  receiveAssignment,
  shouldHeartbeatNow,
  transitionToFatal,
  transitionToFenced,
  transitionToLeaving,
  updateMemberEpoch,
  usesConsumerProtocol,
} from './consumer-membership.ts';
import { ensureCoordinatorReady, isCoordinatorError, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import { maybeReconcile, reconcileInPoll } from './reconciliation.ts';

/** One turn of the thread beside the application. */
export function runMembership(ctx: Ctx, consumer: ConsumerNode): void {
  const { consumerMembership, process } = consumer;
  if (process !== 'running' || !usesConsumerProtocol(consumer)) return;
  if (consumerMembership.memberId === '') return;
  const coordinator = ensureCoordinatorReady(ctx, consumer);
  if (!isNotInGroup(consumerMembership)) {
    if (coordinator === null) onHeartbeatSkipped(consumer);
    else maybeSendHeartbeat(ctx, consumer, coordinator);
  }
  // A share consumer has nothing to commit first, and no application to ask.
  if (consumer.share) reconcileInPoll(ctx, consumer);
  else maybeReconcile(ctx, consumer, false);
  armConsumerHeartbeat(ctx, consumer);
}

/** Nobody to say goodbye to. */
function onHeartbeatSkipped({ consumerMembership }: ConsumerNode): void {
  if (consumerMembership.state === 'LEAVING') consumerMembership.state = 'UNSUBSCRIBED';
}

function maybeSendHeartbeat(ctx: Ctx, consumer: ConsumerNode, coordinator: NodeId): void {
  const { consumerMembership, heartbeat } = consumer;
  if (isPollTimeoutExpired(ctx, consumer)) leaveForPollTimeout(ctx, consumer, coordinator);
  else if (shouldHeartbeatNow(consumerMembership) || ctx.nowUs >= nextSendUs(consumer))
    sendHeartbeat(ctx, consumer, coordinator, false);
  heartbeat.enabled = !isNotInGroup(consumerMembership);
}

function nextSendUs({ consumerMembership, heartbeat }: ConsumerNode): Micros {
  const { inFlight, backoffUntilUs } = consumerMembership;
  return inFlight ? NEVER : Math.max(heartbeat.nextSendUs, backoffUntilUs);
}

function isPollTimeoutExpired(
  ctx: Ctx,
  { application, consumerMembership, heartbeat }: ConsumerNode,
): boolean {
  const isInsidePoll = application.phase === 'polling';
  return !isInsidePoll && consumerMembership.state !== 'LEAVING' && ctx.nowUs >= heartbeat.pollExpiresUs;
}

/** It stays away, without heartbeats, until the application polls again. */
function leaveForPollTimeout(ctx: Ctx, consumer: ConsumerNode, coordinator: NodeId): void {
  const { consumerMembership } = consumer;
  note(ctx, { code: 'poll-interval-exceeded', consumer: consumer.id, group: consumer.groupId ?? '' });
  transitionToLeaving(consumer);
  sendHeartbeat(ctx, consumer, coordinator, true);
  consumerMembership.state = 'STALE';
  loseAssignment(consumer);
  resetHeartbeatState(consumer);
  resetAttempts(consumer);
}

/** Has the thread look when the next thing is due. */
export function armConsumerHeartbeat(ctx: Ctx, consumer: ConsumerNode): void {
  const { application, consumerMembership, coordinator, heartbeat } = consumer;
  if (isNotInGroup(consumerMembership) || coordinator.brokerId < 0) return;
  const pollExpiresUs = application.phase === 'polling' ? NEVER : heartbeat.pollExpiresUs;
  const dueUs = Math.max(Math.min(nextSendUs(consumer), pollExpiresUs), ctx.nowUs);
  if (dueUs >= heartbeat.dueUs || dueUs >= NEVER) return;
  heartbeat.dueUs = dueUs;
  setTimer(ctx, consumer, 'heartbeat', '', dueUs);
}

interface ConsumerHeartbeatContext {
  readonly kind: 'consumer-heartbeat';
  /** Whatever comes back, the member has gone. */
  readonly ignoreResponse: boolean;
}

function sendHeartbeat(ctx: Ctx, consumer: ConsumerNode, coordinator: NodeId, ignoreResponse: boolean): void {
  const { configs, consumerMembership, heartbeat } = consumer;
  const context: ConsumerHeartbeatContext = { kind: 'consumer-heartbeat', ignoreResponse };
  const body = buildHeartbeat(consumer);
  const { groupId, memberId, memberEpoch, subscribedTopicNames } = body;
  consumerMembership.inFlight = true;
  heartbeat.lastSentUs = ctx.nowUs;
  heartbeat.nextSendUs = ctx.nowUs + consumerMembership.heartbeatIntervalMs * MICROS_PER_MS;
  onHeartbeatGenerated(consumer);
  const options = { channel: 'coordinator', timeoutMs: configs['request.timeout.ms'], context } as const;
  if (consumer.share) {
    const ofShareGroup = { groupId, memberId, memberEpoch, rackId: null, subscribedTopicNames };
    sendRequest(ctx, consumer, coordinator, 'ShareGroupHeartbeat', ofShareGroup, options);
  } else sendRequest(ctx, consumer, coordinator, 'ConsumerGroupHeartbeat', body, options);
}

function onHeartbeatGenerated({ consumerMembership }: ConsumerNode): void {
  if (consumerMembership.state === 'ACKNOWLEDGING')
    consumerMembership.state = isReconciled(consumerMembership) ? 'STABLE' : 'RECONCILING';
  else if (consumerMembership.state === 'LEAVING') consumerMembership.state = 'UNSUBSCRIBED';
}

/** All of it when it joins; else what has changed since it was last said. */
function buildHeartbeat(consumer: ConsumerNode): ConsumerGroupHeartbeatRequest {
  const { configs, consumerMembership, groupId, subscriptions } = consumer;
  const { memberId, memberEpoch, current, sent, state } = consumerMembership;
  const isJoining = state === 'JOINING';
  const rebalanceTimeoutMs = configs['max.poll.interval.ms'];
  const { pattern } = subscriptions;
  const topicNames = [...subscriptions.topics].sort().join();
  const serverAssignor = configs['group.remote.assignor'];
  const isNew = {
    rebalanceTimeoutMs: isJoining || sent.rebalanceTimeoutMs !== rebalanceTimeoutMs,
    topicNames: isJoining || sent.subscribedTopicNames !== topicNames,
    pattern: isJoining || sent.pattern !== pattern,
    serverAssignor: isJoining || sent.serverAssignor !== serverAssignor,
    assignment: isJoining || sent.assignment?.localEpoch !== current.localEpoch,
  };
  Object.assign(sent, { rebalanceTimeoutMs, subscribedTopicNames: topicNames, pattern, serverAssignor });
  sent.assignment = current;
  return {
    groupId: groupId ?? '',
    memberId,
    memberEpoch,
    instanceId: configs['group.instance.id'],
    rackId: null,
    rebalanceTimeoutMs: isNew.rebalanceTimeoutMs ? rebalanceTimeoutMs : -1,
    subscribedTopicNames: isNew.topicNames ? subscriptions.topics : null,
    subscribedTopicRegex: isNew.pattern ? pattern : null,
    serverAssignor: isNew.serverAssignor ? serverAssignor : null,
    topicPartitions: isNew.assignment
      ? Array.from(current.partitions, ([topicId, partitions]) => ({ topicId, partitions }))
      : null,
  };
}

export function onConsumerHeartbeatResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'ConsumerGroupHeartbeat'> | Response<'ShareGroupHeartbeat'>,
): void {
  if ((request.context as ConsumerHeartbeatContext).ignoreResponse) return;
  consumer.consumerMembership.inFlight = false;
  if (body.errorCode === Errors.NONE) onSuccess(ctx, consumer, body);
  else onError(ctx, consumer, body.errorCode);
}

function onSuccess(
  ctx: Ctx,
  consumer: ConsumerNode,
  body: ConsumerGroupHeartbeatResponse | ShareGroupHeartbeatResponse,
): void {
  const { consumerMembership, heartbeat } = consumer;
  heartbeat.attempts = 0;
  consumerMembership.backoffUntilUs = 0;
  if (consumerMembership.heartbeatIntervalMs !== body.heartbeatIntervalMs && body.memberEpoch >= 0) {
    consumerMembership.heartbeatIntervalMs = body.heartbeatIntervalMs;
    heartbeat.nextSendUs = ctx.nowUs + body.heartbeatIntervalMs * MICROS_PER_MS;
  }
  if (isNotInGroup(consumerMembership) || consumerMembership.state === 'LEAVING') return;
  if (body.memberEpoch < 0) return;
  updateMemberEpoch(consumer, body.memberEpoch);
  if (!body.assignment) return;
  receiveAssignment(consumerMembership, body.assignment.topicPartitions);
  if (consumer.subscriptions.pattern !== null) setTopicIds(ctx, consumer, assignedTopicIds(consumer));
}

/** Whose names only their ids lead to: its program named none of them. */
function assignedTopicIds({ consumerMembership: { current, target } }: ConsumerNode): string[] {
  return [...new Set([...current.partitions.keys(), ...target.partitions.keys()])];
}

function onError(ctx: Ctx, consumer: ConsumerNode, error: ErrorCode): void {
  const { consumerMembership } = consumer;
  failAttempt(ctx, consumer);
  if (isCoordinatorError(error)) {
    markCoordinatorUnknown(ctx, consumer);
    resetAttempts(consumer);
  } else if (error === Errors.FENCED_MEMBER_EPOCH || error === Errors.UNKNOWN_MEMBER_ID) {
    transitionToFenced(consumer);
    resetAttempts(consumer);
  } else if (error === Errors.COORDINATOR_LOAD_IN_PROGRESS) return;
  else if (error !== Errors.GROUP_ID_NOT_FOUND || consumerMembership.state !== 'UNSUBSCRIBED') {
    throwToApplication(consumer, exceptionOf(error));
    transitionToFatal(consumer);
  }
}

/** The connection broke, or no answer came in time. */
export function onConsumerHeartbeatFailed(ctx: Ctx, consumer: ConsumerNode, request: InFlightRequest): void {
  if ((request.context as ConsumerHeartbeatContext).ignoreResponse) return;
  consumer.consumerMembership.inFlight = false;
  failAttempt(ctx, consumer);
}

/** The next one says everything again, since nobody knows what has been heard. */
function failAttempt(ctx: Ctx, consumer: ConsumerNode): void {
  const { configs, consumerMembership, heartbeat } = consumer;
  resetHeartbeatState(consumer);
  heartbeat.nextSendUs = ctx.nowUs;
  const maxMs = configs['retry.backoff.max.ms'];
  consumerMembership.backoffUntilUs =
    ctx.nowUs + exponentialBackoffUs(ctx, consumer, heartbeat.attempts++, configs['retry.backoff.ms'], maxMs);
}

function resetHeartbeatState({ consumerMembership }: ConsumerNode): void {
  Object.assign(consumerMembership.sent, nothingSent());
}

function resetAttempts({ consumerMembership, heartbeat }: ConsumerNode): void {
  heartbeat.attempts = 0;
  consumerMembership.backoffUntilUs = 0;
  consumerMembership.inFlight = false;
}

/** Leaves for good, at close. */
export function leaveConsumerGroup(ctx: Ctx, consumer: ConsumerNode): void {
  if (isNotInGroup(consumer.consumerMembership)) return;
  transitionToLeaving(consumer);
  runMembership(ctx, consumer);
}
