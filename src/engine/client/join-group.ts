/**
 * JoinGroup from the member's side. The coordinator keeps the request until every member has rejoined or the
 * rebalance timeout (`max.poll.interval.ms`) is over. A first request is answered MEMBER_ID_REQUIRED with an
 * id to come back with, so that lost answers leave no members behind that nobody is (KIP-394).
 */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import type { ConsumerNode } from './consumer.ts';
import { serializeSubscription } from './consumer-protocol.ts';
import { isCoordinatorError, knownCoordinator, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { onLeaderElected } from './group-leader.ts';
import {
  type Generation,
  isGenerationUnchanged,
  NO_GENERATION,
  requestRejoin,
  resetStateAndRejoin,
} from './group-membership.ts';
import { enableHeartbeat } from './heartbeat.ts';
import { assignorsOf } from './rebalance-protocol.ts';
import { assignedPartitions } from './subscription-state.ts';
import { failJoin, sendSyncGroup } from './sync-group.ts';

/** Time beyond the rebalance timeout for which the answer is waited for (JOIN_GROUP_TIMEOUT_LAPSE). */
const JOIN_GROUP_TIMEOUT_LAPSE_MS = 5000;

interface JoinGroupContext {
  readonly kind: 'join-group';
  readonly generation: Generation;
}

export function initiateJoinGroup(ctx: Ctx, consumer: ConsumerNode): void {
  const { membership, configs } = consumer;
  const coordinator = knownCoordinator(ctx, consumer);
  membership.state = 'PREPARING_REBALANCE';
  membership.join = { status: 'pending' };
  if (coordinator === null) {
    failJoin(consumer, Errors.COORDINATOR_NOT_AVAILABLE);
    return;
  }
  const { generation } = membership;
  const rebalanceTimeoutMs = configs['max.poll.interval.ms'];
  const context: JoinGroupContext = { kind: 'join-group', generation };
  sendRequest(
    ctx,
    consumer,
    coordinator,
    'JoinGroup',
    {
      groupId: consumer.groupId ?? '',
      sessionTimeoutMs: configs['session.timeout.ms'],
      rebalanceTimeoutMs,
      memberId: generation.memberId,
      groupInstanceId: configs['group.instance.id'],
      protocolType: 'consumer',
      protocols: protocolsOf(consumer),
      reason: membership.rejoinReason,
    },
    {
      channel: 'coordinator',
      timeoutMs: Math.max(configs['request.timeout.ms'], rebalanceTimeoutMs + JOIN_GROUP_TIMEOUT_LAPSE_MS),
      context,
    },
  );
}

/** One subscription an assignor, the preferred assignor first. */
function protocolsOf({ configs, membership, subscriptions }: ConsumerNode) {
  const ownedPartitions = assignedPartitions(subscriptions);
  return assignorsOf(configs).map((assignor) => ({
    name: assignor.name,
    metadata: serializeSubscription({
      topics: subscriptions.topics,
      userData: assignor.subscriptionUserData(membership.lastAssignments.get(assignor.name) ?? null),
      ownedPartitions,
      generationId: membership.generation.generationId,
    }),
  }));
}

export function onJoinGroupResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'JoinGroup'>,
): void {
  const { membership } = consumer;
  if (body.errorCode !== Errors.NONE) {
    const { generation } = request.context as JoinGroupContext;
    onJoinGroupError(ctx, consumer, body.errorCode, body.memberId, generation);
    return;
  }
  if (membership.state !== 'PREPARING_REBALANCE') {
    // It has left meanwhile: to be tried again like a lost connection.
    failJoin(consumer, Errors.NETWORK_EXCEPTION);
    return;
  }
  membership.state = 'COMPLETING_REBALANCE';
  membership.generation = {
    generationId: body.generationId,
    memberId: body.memberId,
    protocolName: body.protocolName,
  };
  enableHeartbeat(ctx, consumer);
  if (body.leader === body.memberId) onLeaderElected(ctx, consumer, body);
  else sendSyncGroup(ctx, consumer, []);
}

function onJoinGroupError(
  ctx: Ctx,
  consumer: ConsumerNode,
  error: ErrorCode,
  memberId: string,
  sentWith: Generation,
): void {
  if (error === Errors.MEMBER_ID_REQUIRED) {
    consumer.membership.generation = { ...NO_GENERATION, memberId };
    requestRejoin(consumer, `need to re-join with the given member-id: ${memberId}`);
  } else if (error === Errors.UNKNOWN_MEMBER_ID) {
    if (isGenerationUnchanged(consumer, sentWith))
      resetStateAndRejoin(consumer, 'encountered UNKNOWN_MEMBER_ID from JOIN_GROUP response', true);
  } else if (isCoordinatorError(error)) markCoordinatorUnknown(ctx, consumer);
  failJoin(consumer, error);
}
