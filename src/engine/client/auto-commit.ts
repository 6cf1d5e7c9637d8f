/**
 * enable.auto.commit: poll() commits once `auto.commit.interval.ms` have passed. There is no thread for it, so
 * it never happens while records are processed; what it commits was handed over by earlier polls, and in a
 * loop that processes before it polls again that is done.
 */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import type { Ctx } from '../ctx.ts';
import type { ConsumerNode } from './consumer.ts';
import { throwToApplication } from './consumer-error.ts';
import { ensureCoordinatorReady } from './coordinator-lookup.ts';
import { type CommitResult, commitPositions } from './offset-committer.ts';
import { wakeBy } from './wake-up.ts';

export interface AutoCommit {
  nextUs: Micros;
}

/** A consumer without a group has nowhere to commit to. */
export function isAutoCommitEnabled({ groupId, commit, configs }: ConsumerNode): boolean {
  return groupId !== null && commit === 'auto' && configs['enable.auto.commit'];
}

export function resetAutoCommitTimer(ctx: Ctx, consumer: ConsumerNode): void {
  consumer.autoCommit.nextUs = ctx.nowUs + consumer.configs['auto.commit.interval.ms'] * MICROS_PER_MS;
}

/** Does not wait for the answer. */
export function maybeAutoCommitOffsets(ctx: Ctx, consumer: ConsumerNode): void {
  if (!isAutoCommitEnabled(consumer)) return;
  if (ctx.nowUs >= consumer.autoCommit.nextUs) {
    resetAutoCommitTimer(ctx, consumer);
    // A consumer that assigns by hand looks for its coordinator only here.
    if (consumer.subscriptions.assignment.size > 0) ensureCoordinatorReady(ctx, consumer);
    onAutoCommitResult(ctx, consumer, commitPositions(ctx, consumer, 'auto'));
  }
  if (consumer.subscriptions.assignment.size > 0) wakeBy(ctx, consumer, consumer.autoCommit.nextUs);
}

/** A failure is only logged: the next commit covers it, and a member that is out gets a new assignment. */
export function onAutoCommitResult(ctx: Ctx, consumer: ConsumerNode, result: CommitResult): void {
  if (result.status === 'retriable')
    consumer.autoCommit.nextUs = ctx.nowUs + consumer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  if (result.status === 'failed' && result.exception === 'FencedInstanceIdException')
    throwToApplication(consumer, result.exception);
}
