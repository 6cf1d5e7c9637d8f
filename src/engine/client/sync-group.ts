/** SyncGroup from the member's side: the leader hands in the assignment, everybody gets a part of it back. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { SyncGroupRequest } from '../../protocol/messages/14-sync-group.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import type { ConsumerNode } from './consumer.ts';
import { isCoordinatorError, knownCoordinator, markCoordinatorUnknown } from './coordinator-lookup.ts';
import {
  type Generation,
  hasGenerationReset,
  isGenerationUnchanged,
  resetStateAndRejoin,
} from './group-membership.ts';

interface SyncGroupContext {
  readonly kind: 'sync-group';
  readonly generation: Generation;
}

/** A follower sends no assignments, and gets its own once the leader has sent them. */
export function sendSyncGroup(
  ctx: Ctx,
  consumer: ConsumerNode,
  assignments: SyncGroupRequest['assignments'],
): void {
  const { membership, configs } = consumer;
  const coordinator = knownCoordinator(ctx, consumer);
  if (coordinator === null) {
    failJoin(consumer, Errors.COORDINATOR_NOT_AVAILABLE);
    return;
  }
  const { generation } = membership;
  const context: SyncGroupContext = { kind: 'sync-group', generation };
  sendRequest(
    ctx,
    consumer,
    coordinator,
    'SyncGroup',
    {
      groupId: consumer.groupId ?? '',
      generationId: generation.generationId,
      memberId: generation.memberId,
      groupInstanceId: configs['group.instance.id'],
      protocolType: 'consumer',
      protocolName: generation.protocolName,
      assignments,
    },
    { channel: 'coordinator', timeoutMs: configs['request.timeout.ms'], context },
  );
}

export function onSyncGroupResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'SyncGroup'>,
): void {
  const { generation } = request.context as SyncGroupContext;
  if (body.errorCode === Errors.NONE) {
    completeJoin(consumer, body.protocolName, body.assignment);
    return;
  }
  const error = body.errorCode;
  if (error === Errors.UNKNOWN_MEMBER_ID || error === Errors.ILLEGAL_GENERATION) {
    if (isGenerationUnchanged(consumer, generation))
      resetStateAndRejoin(
        consumer,
        'encountered an error from SYNC_GROUP response',
        error !== Errors.ILLEGAL_GENERATION,
      );
  } else if (isCoordinatorError(error)) markCoordinatorUnknown(ctx, consumer);
  failJoin(consumer, error);
}

function completeJoin(consumer: ConsumerNode, protocolName: string | null, assignment: Uint8Array): void {
  const { membership } = consumer;
  // The heartbeat thread may have learnt meanwhile that the member is out.
  if (hasGenerationReset(membership.generation) || membership.state !== 'COMPLETING_REBALANCE') {
    failJoin(consumer, Errors.ILLEGAL_GENERATION);
    return;
  }
  if (protocolName !== null && protocolName !== membership.generation.protocolName) {
    failJoin(consumer, Errors.INCONSISTENT_GROUP_PROTOCOL);
    return;
  }
  membership.state = 'STABLE';
  membership.rejoinReason = '';
  membership.rejoinNeeded = false;
  membership.join = { status: 'succeeded', assignment };
}

/** The application's next poll() sees to it. */
export function failJoin({ membership }: ConsumerNode, error: ErrorCode): void {
  membership.electedBy = null;
  if (membership.join) membership.join = { status: 'failed', error };
}
