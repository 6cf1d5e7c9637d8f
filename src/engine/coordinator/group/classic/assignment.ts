/** Handing out what the leader has decided, or the news that it came to nothing. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import type { Ctx } from '../../../ctx.ts';
import type { ClassicGroup } from './classic-group.ts';
import { EMPTY_ASSIGNMENT } from './classic-group-member.ts';
import { rescheduleHeartbeat } from './member-session.ts';
import { completeSyncFuture, currentAssignment, syncGroupError } from './parked-requests.ts';

export function setAndPropagateAssignment(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  assignment: ReadonlyMap<string, Uint8Array>,
): void {
  for (const member of group.members.values())
    member.assignment = assignment.get(member.memberId) ?? EMPTY_ASSIGNMENT;
  propagateAssignment(ctx, broker, group, Errors.NONE);
}

export function resetAndPropagateAssignmentWithError(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  error: ErrorCode,
): void {
  for (const member of group.members.values()) member.assignment = EMPTY_ASSIGNMENT;
  propagateAssignment(ctx, broker, group, error);
}

function propagateAssignment(ctx: Ctx, broker: BrokerNode, group: ClassicGroup, error: ErrorCode): void {
  for (const member of group.members.values()) {
    const body = error === Errors.NONE ? currentAssignment(group, member) : syncGroupError(error);
    // A session that ran out while its member was parked was let pass, and nothing else would begin the next one.
    if (completeSyncFuture(ctx, broker, member, body)) rescheduleHeartbeat(ctx, broker, group, member);
  }
}
