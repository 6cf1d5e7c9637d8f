/** commitSync(): commits, and tries again until it is done, refused, or out of time. */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import type { Ctx } from '../ctx.ts';
import type { ConsumerNode } from './consumer.ts';
import { ensureCoordinatorReady, knownCoordinator } from './coordinator-lookup.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import { type CommitPurpose, type CommitResult, commitPositions } from './offset-committer.ts';
import { wakeBy } from './wake-up.ts';

export interface CommitSync {
  inFlight: boolean;
  retryAtUs: Micros;
  readonly deadlineUs: Micros;
  attempts: number;
  /** How it ended; null before. */
  result: CommitResult | null;
}

/** One step of it; null while it is not over. */
export function commitSync(
  ctx: Ctx,
  consumer: ConsumerNode,
  purpose: CommitPurpose,
  timeoutMs: number,
): CommitResult | null {
  const { application } = consumer;
  application.commitSync ??= {
    inFlight: false,
    retryAtUs: 0,
    deadlineUs: ctx.nowUs + timeoutMs * MICROS_PER_MS,
    attempts: 0,
    result: null,
  };
  const sync = application.commitSync;
  if (!sync.result && ctx.nowUs >= sync.deadlineUs)
    sync.result = { status: 'failed', exception: 'TimeoutException' };
  if (!sync.result && !sync.inFlight && ctx.nowUs >= sync.retryAtUs) attempt(ctx, consumer, sync, purpose);
  if (sync.result) {
    application.commitSync = null;
    return sync.result;
  }
  wakeBy(ctx, consumer, !sync.inFlight && sync.retryAtUs > ctx.nowUs ? sync.retryAtUs : sync.deadlineUs);
  return null;
}

function attempt(ctx: Ctx, consumer: ConsumerNode, sync: CommitSync, purpose: CommitPurpose): void {
  const result = commitPositions(ctx, consumer, purpose);
  if (result.status === 'sent') sync.inFlight = true;
  // Without a coordinator the answer to its lookup brings us here again.
  else if (result.status === 'retriable' && knownCoordinator(ctx, consumer) === null)
    ensureCoordinatorReady(ctx, consumer);
  else onCommitSyncResult(ctx, consumer, result);
}

/** The answer, or a failure of the connection. */
export function onCommitSyncResult(ctx: Ctx, consumer: ConsumerNode, result: CommitResult): void {
  const { commitSync: sync } = consumer.application;
  if (!sync) return;
  sync.inFlight = false;
  if (result.status !== 'retriable') {
    sync.result = result;
    return;
  }
  const { configs } = consumer;
  sync.retryAtUs =
    ctx.nowUs +
    exponentialBackoffUs(
      ctx,
      consumer,
      sync.attempts++,
      configs['retry.backoff.ms'],
      configs['retry.backoff.max.ms'],
    );
}
