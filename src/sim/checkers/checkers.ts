/**
 * Invariants of a Kafka cluster, watched as a run goes. Each is told what a step touched and looks only
 * there; `checkWhole` looks everywhere, for tests and at seeks.
 */
import type { Cluster } from '../../engine/cluster.ts';
import type { Effects } from '../../engine/step.ts';
import type { Micros } from '../../kernel/brand.ts';
import { shareCheckers, transactionRuns } from './checker-parts.ts';
import type { CheckerState } from './checker-state.ts';
import { committedRecordsSurvive } from './committed-records-survive.ts';
import { highWatermarkIsMonotonic } from './high-watermark-is-monotonic.ts';
import { highWatermarkWithinIsr } from './high-watermark-within-isr.ts';
import { offsetsAreContiguous } from './offsets-are-contiguous.ts';
import { oneOwnerPerPartition } from './one-owner-per-partition.ts';

export interface Violation {
  readonly invariant: string;
  readonly atUs: Micros;
  readonly detail: string;
}

export interface Finding {
  readonly detail: string;
}

/** Looks at what one step's notes touched. */
export type Checker = (state: CheckerState, cluster: Cluster, effects: Effects) => Finding[];

const CHECKERS: Readonly<Record<string, Checker>> = {
  'high-watermark-is-monotonic': highWatermarkIsMonotonic,
  'high-watermark-within-isr': highWatermarkWithinIsr,
  'committed-records-survive': committedRecordsSurvive,
  'one-owner-per-partition': oneOwnerPerPartition,
};

export function runCheckers(state: CheckerState, cluster: Cluster, effects: Effects): Violation[] {
  const violations: Violation[] = [];
  if (shareCheckers.isInstalled()) {
    const findings = shareCheckers.rules().acceptedStayDone(state, cluster, effects);
    violations.push(...findings.map(({ detail }) => violation('accepted-stay-done', effects, detail)));
  }
  if (effects.notes.length === 0) return violations;
  const ofTransactions = transactionRuns.isInstalled() ? transactionRuns.rules().TRANSACTION_CHECKERS : {};
  for (const checkers of [ofTransactions, CHECKERS])
    for (const [invariant, checker] of Object.entries(checkers))
      for (const { detail } of checker(state, cluster, effects))
        violations.push(violation(invariant, effects, detail));
  return violations;
}

function violation(invariant: string, { atUs }: Effects, detail: string): Violation {
  return { invariant, atUs, detail };
}

/** Every log of every broker, from end to end. */
export function checkWhole(cluster: Cluster): Violation[] {
  return offsetsAreContiguous(cluster).map(({ detail }) => ({
    invariant: 'offsets-are-contiguous',
    atUs: cluster.nowUs,
    detail,
  }));
}
