/** Leaving a group on one's own, by LeaveGroup: at close, or when the application has stopped polling. */
import type { Ctx } from '../ctx.ts';
import { sendRequest } from '../network/network-client.ts';
import type { ConsumerNode } from './consumer.ts';
import { knownCoordinator } from './coordinator-lookup.ts';
import { isStaticMember, resetStateAndRejoin } from './group-membership.ts';

/**
 * Tells the coordinator, once and without retry, unless there is no membership to end. A static member says
 * nothing (KIP-345): its place is kept until its session runs out. Either way the member is out in its own eyes.
 */
export function maybeLeaveGroup(ctx: Ctx, consumer: ConsumerNode, reason: string): void {
  const { membership, groupId, configs } = consumer;
  const { memberId } = membership.generation;
  const coordinator = knownCoordinator(ctx, consumer);
  if (
    coordinator !== null &&
    groupId !== null &&
    !isStaticMember(consumer) &&
    membership.state !== 'UNJOINED' &&
    memberId !== ''
  ) {
    sendRequest(
      ctx,
      consumer,
      coordinator,
      'LeaveGroup',
      { groupId, members: [{ memberId, groupInstanceId: null, reason }] },
      { channel: 'coordinator', timeoutMs: configs['request.timeout.ms'] },
    );
  }
  resetStateAndRejoin(consumer, 'consumer pro-actively leaving the group', true);
}
