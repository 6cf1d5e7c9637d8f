import type { CoordinatorRecord } from '../../../../protocol/coordinator-records.ts';
import type { Completion, CoordinatorResult } from '../coordinator-result.ts';
import type { MemberTimerChange } from './member-timers.ts';

/** What a rule gathers, step by step, before it is one result. */
export interface Proposal {
  readonly records: CoordinatorRecord[];
  readonly timers: MemberTimerChange[];
}

export function createProposal(): Proposal {
  return { records: [], timers: [] };
}

export function resultOf(
  groupId: string,
  { records, timers }: Proposal,
  completion: Completion | null,
): CoordinatorResult {
  return { records, completion, replay: true, timers: { groupId, changes: timers } };
}
