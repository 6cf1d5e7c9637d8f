/** How a rebalance begins. */
import { NEVER } from '../../../../kernel/brand.ts';
import { Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note } from '../../../ctx.ts';
import type { NoteBody } from '../../../note.ts';
import { type CoordinatorResult, EMPTY_RESULT } from '../coordinator-result.ts';
import { resetAndPropagateAssignmentWithError } from './assignment.ts';
import { type ClassicGroup, canRebalance, transitionTo } from './classic-group.ts';
import { maybeCompleteJoinElseSchedule, maybeCompleteJoinPhase, scheduleInitialJoin } from './join-phase.ts';

/** Why, and because of whom: what the trace will say. */
export interface RebalanceCause {
  readonly reason: Extract<NoteBody, { code: 'rebalance-begun' }>['reason'];
  readonly member: string;
}

/** Begins a rebalance, or, within one, sees whether its join phase is now complete. */
export function maybePrepareRebalanceOrCompleteJoin(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  cause: RebalanceCause,
): CoordinatorResult {
  return canRebalance(group)
    ? prepareRebalance(ctx, broker, group, cause)
    : maybeCompleteJoinPhase(ctx, broker, group);
}

export function prepareRebalance(
  ctx: Ctx,
  broker: BrokerNode,
  group: ClassicGroup,
  cause: RebalanceCause,
): CoordinatorResult {
  // Who waits for the assignment of a generation that will never be is sent back to join.
  if (group.state === 'CompletingRebalance')
    resetAndPropagateAssignmentWithError(ctx, broker, group, Errors.REBALANCE_IN_PROGRESS);
  group.pendingSyncMembers.clear();
  group.syncDueUs = NEVER;
  const isInitialRebalance = group.state === 'Empty';
  if (isInitialRebalance) scheduleInitialJoin(ctx, broker, group);
  const { groupId, generationId } = group;
  note(ctx, { code: 'rebalance-begun', group: groupId, generation: generationId, ...cause });
  transitionTo(ctx, group, 'PreparingRebalance');
  return isInitialRebalance ? EMPTY_RESULT : maybeCompleteJoinElseSchedule(ctx, broker, group);
}
