/**
 * The application around a consumer, the loop that every consumer's program has:
 *
 *   polling -> poll() returned records -> processing -> (committing, if it commits by itself) -> polling
 *   closing: after the records in hand, or at once from within poll()
 *
 * Inside poll() everything that arrives is looked at; while records are processed only the heartbeat thread
 * runs. Here is poll() itself (ClassicKafkaConsumer.poll), written as one turn that never waits: it is taken
 * again whenever an answer came or a time was reached.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import type { Timer } from '../behaviour.ts';
import { type Ctx, note } from '../ctx.ts';
import { transactions } from '../transaction/transactions.ts';
import { maybeUpdateMetadata } from './client-metadata.ts';
import { type CommitSync, commitSync } from './commit-sync.ts';
import type { ConsumerNode } from './consumer.ts';
import { beginClose, type Closing, runClose } from './consumer-close.ts';
import { pollCoordinator } from './consumer-coordinator.ts';
import { collectFetch } from './fetch-collector.ts';
import { updateFetchPositions } from './fetch-position.ts';
import { sendFetches } from './fetcher.ts';
import { handOver } from './records-processing.ts';
import { wakeBy } from './wake-up.ts';

/** The application calls poll(Duration.ofMillis(100)). */
const POLL_TIMEOUT_US: Micros = 100 * MICROS_PER_MS;
/** `default.api.timeout.ms`. */
const API_TIMEOUT_MS = 60_000;

export interface Application {
  phase: 'polling' | 'processing' | 'committing' | 'closing';
  /** When the present call of poll() returns empty-handed. */
  pollExpiresUs: Micros;
  /** When the records in hand are done, the timer `processing`; NEVER when there are none. */
  busyUntilUs: Micros;
  processingRecords: number;
  /** When to take the next turn though nothing came, the timer `wake-up`. */
  wakeUpUs: Micros;
  commitSync: CommitSync | null;
  closeRequested: boolean;
  closing: Closing | null;
  /** The exception that the present poll() will throw. */
  thrown: string | null;
  /** The exception that ended the application's loop. */
  failure: string | null;
}

/** `phase`: an application that has something to do before it first calls poll() begins as if with records in hand. */
export function createApplication(phase: 'polling' | 'processing'): Application {
  return {
    phase,
    pollExpiresUs: 0,
    busyUntilUs: NEVER,
    processingRecords: 0,
    wakeUpUs: NEVER,
    commitSync: null,
    closeRequested: false,
    closing: null,
    thrown: null,
    failure: null,
  };
}

/** Takes the application as far as it gets. */
export function runApplication(ctx: Ctx, consumer: ConsumerNode): void {
  const { application } = consumer;
  if (application.phase === 'committing') runCommit(ctx, consumer);
  if (application.phase === 'closing') runClose(ctx, consumer);
  else if (application.phase === 'polling') {
    if (application.closeRequested) beginClose(ctx, consumer);
    else runPoll(ctx, consumer);
  }
}

/** commitSync() after the records are processed; refused, the application goes on: somebody else has them now. */
function runCommit(ctx: Ctx, consumer: ConsumerNode): void {
  const result = commitSync(ctx, consumer, 'sync', API_TIMEOUT_MS);
  if (result === null) return;
  if (result.status === 'failed')
    note(ctx, { code: 'consumer-error', consumer: consumer.id, error: result.exception });
  callPoll(ctx, consumer);
}

/** The application calls poll(), unless it only waited for its records to be done before it closes. */
export function callPoll(ctx: Ctx, { application }: ConsumerNode): void {
  application.phase = 'polling';
  application.processingRecords = 0;
  application.pollExpiresUs = ctx.nowUs + POLL_TIMEOUT_US;
}

function runPoll(ctx: Ctx, consumer: ConsumerNode): void {
  const { application, subscriptions } = consumer;
  const isTimedOut = ctx.nowUs >= application.pollExpiresUs;
  if (isTimedOut) application.pollExpiresUs = ctx.nowUs + POLL_TIMEOUT_US;
  maybeUpdateMetadata(ctx, consumer);
  const waits = application.thrown === null && mustWait(ctx, consumer);
  if (application.thrown === null && (!waits || isTimedOut)) {
    const fetched = collectFetch(ctx, consumer);
    sendFetches(ctx, consumer);
    if (fetched.length > 0) {
      handOver(ctx, consumer, fetched);
      return;
    }
  }
  if (application.thrown !== null) failApplication(ctx, consumer, application.thrown);
  else if (waits && subscriptions.assignment.size > 0) wakeBy(ctx, consumer, application.pollExpiresUs);
}

/**
 * Whether poll() is stuck before it gets to any records: without a coordinator, or until the coordinator has
 * said where to begin in new partitions. When its timeout is over it hands over what was fetched all the same.
 */
function mustWait(ctx: Ctx, consumer: ConsumerNode): boolean {
  const coordinator = pollCoordinator(ctx, consumer);
  if (coordinator !== 'ready') return coordinator === 'blocked';
  return !updateFetchPositions(ctx, consumer);
}

/** What poll() throws ends the loop, and its `finally` closes the consumer. */
export function failApplication(ctx: Ctx, consumer: ConsumerNode, exception: string): void {
  const { application } = consumer;
  application.failure = exception;
  application.thrown = null;
  note(ctx, { code: 'consumer-error', consumer: consumer.id, error: exception });
  beginClose(ctx, consumer);
}

function finishProcessing(ctx: Ctx, consumer: ConsumerNode): void {
  consumer.application.busyUntilUs = NEVER;
  if (consumer.forwarding) transactions.rules().forwardNext(ctx, consumer);
  else finishRecords(ctx, consumer);
}

/** The records are done: the application commits them, or polls again. */
export function finishRecords(ctx: Ctx, consumer: ConsumerNode): void {
  const { application } = consumer;
  application.processingRecords = 0;
  if (consumer.commit === 'after-processing' && consumer.groupId !== null) application.phase = 'committing';
  else callPoll(ctx, consumer);
}

export const applicationTimers: { readonly [Name in 'processing' | 'wake-up']: Timer<ConsumerNode> } = {
  processing: {
    due: (consumer) => consumer.application.busyUntilUs,
    fire: finishProcessing,
  },
  'wake-up': {
    due: (consumer) => consumer.application.wakeUpUs,
    fire(_ctx, consumer) {
      consumer.application.wakeUpUs = NEVER;
    },
  },
};
