/**
 * The application around a transactional producer, as most are written:
 *
 *   initializing -> idle -> sending -> holding -> committing or aborting -> idle
 *                           sending, holding, committing -> aborting, when a call throws
 *                           any -> failed, when the producer can do nothing any more
 *
 * It is one thread: while a call has not returned, nothing is handed to send(), and records that are due meanwhile
 * are sent afterwards. A call that has waited for `max.block.ms` throws, and is made again, as Kafka's documentation
 * advises.
 */
import { MICROS_PER_MS, NEVER } from '../../../kernel/brand.ts';
import { type Ctx, setTimer } from '../../ctx.ts';
import { recordsBetween, stamped } from '../blocked-sends.ts';
import { hasIncomplete, type ProducerNode } from '../producer.ts';
import { acceptRecords } from '../record-accumulator.ts';
import { failRecords } from '../record-failure.ts';
import { runSender } from '../sender.ts';
import {
  hasError,
  hasOngoingTransaction,
  type Transaction,
  type TransactionalApplication,
} from './transaction.ts';
import {
  abortTransaction,
  beginTransaction,
  commitTransaction,
  initTransactions,
} from './transactional-calls.ts';

/** Whether it has something to do before it takes more records from its source. */
export function isBusy({ application }: Transaction): boolean {
  const { phase, waiting } = application;
  return waiting.length > 0 || (phase !== 'idle' && phase !== 'sending');
}

/**
 * Takes the application, or close(), as far as it gets. True when nothing is left to do before the producer may end:
 * what a closing producer has begun it aborts, once its records are settled (Sender.run).
 */
export function runTransactionalApplication(
  ctx: Ctx,
  producer: ProducerNode,
  transaction: Transaction,
): boolean {
  if (producer.process !== 'running') return true;
  if (!producer.closing) {
    while (takeStep(ctx, producer, transaction)) runSender(ctx, producer);
    return true;
  }
  if (hasIncomplete(producer)) return false;
  if (transaction.state === 'IN_TRANSACTION' || transaction.state === 'ABORTABLE_ERROR') {
    abortTransaction(transaction);
    runSender(ctx, producer);
  }
  return !hasOngoingTransaction(transaction);
}

/** True: the sender may have something to do, and the application more. */
function takeStep(ctx: Ctx, producer: ProducerNode, transaction: Transaction): boolean {
  const { application } = transaction;
  switch (application.phase) {
    case 'starting':
      initTransactions(transaction);
      waitForCall(ctx, producer, application, 'initializing');
      return true;
    case 'initializing':
    case 'committing':
    case 'aborting':
      return checkCall(ctx, producer, transaction);
    case 'idle':
      return maybeBegin(ctx, producer, transaction);
    case 'sending':
      return sendNext(ctx, producer, transaction);
    case 'holding':
      return ctx.nowUs >= application.dueUs && complete(ctx, producer, transaction);
    case 'failed':
      for (const { topic, records } of application.waiting.splice(0))
        failRecords(ctx, producer, topic, records, transaction.lastError ?? 'UNKNOWN_SERVER_ERROR');
      return false;
  }
}

function setDue(
  ctx: Ctx,
  producer: ProducerNode,
  application: TransactionalApplication,
  waitMs: number,
): void {
  application.dueUs = ctx.nowUs + Math.round(waitMs * MICROS_PER_MS);
  setTimer(ctx, producer, 'application', '', application.dueUs);
}

function waitForCall(
  ctx: Ctx,
  producer: ProducerNode,
  application: TransactionalApplication,
  phase: 'initializing' | 'committing' | 'aborting',
): void {
  application.phase = phase;
  setDue(ctx, producer, application, producer.configs['max.block.ms']);
}

function checkCall(ctx: Ctx, producer: ProducerNode, transaction: Transaction): boolean {
  const { application, call } = transaction;
  if (!call?.isCompleted) {
    if (ctx.nowUs >= application.dueUs) setDue(ctx, producer, application, producer.configs['max.block.ms']);
    return false;
  }
  application.dueUs = NEVER;
  if (call.error !== null) return onException(ctx, producer, transaction);
  application.phase = 'idle';
  return true;
}

function maybeBegin(ctx: Ctx, producer: ProducerNode, transaction: Transaction): boolean {
  const { application } = transaction;
  if (application.waiting.length === 0) return false;
  beginTransaction(ctx, producer, transaction);
  application.plan = producer.transactions ?? application.plan;
  application.begun++;
  application.phase = 'sending';
  return true;
}

/** Calls send() as often as there are records for it, unless it has not returned yet. */
function sendNext(ctx: Ctx, producer: ProducerNode, transaction: Transaction): boolean {
  const { application } = transaction;
  if (producer.accumulator.blocked.waiting.length > 0) return false;
  const room = application.plan.records - transaction.records;
  if (room <= 0) {
    application.phase = 'holding';
    setDue(ctx, producer, application, application.plan.holdMs);
    return true;
  }
  const next = application.waiting[0];
  if (!next) return false;
  if (hasError(transaction)) return onException(ctx, producer, transaction);
  const { length } = next.records.indexes;
  const count = Math.min(room, length);
  application.waiting.shift();
  if (count < length)
    application.waiting.unshift({ topic: next.topic, records: recordsBetween(next.records, count, length) });
  transaction.records += count;
  acceptRecords(ctx, producer, next.topic, stamped(ctx, recordsBetween(next.records, 0, count)));
  return true;
}

function complete(ctx: Ctx, producer: ProducerNode, transaction: Transaction): boolean {
  const { application } = transaction;
  const { abortEvery } = application.plan;
  const isAborted = abortEvery > 0 && application.begun % abortEvery === 0;
  if (isAborted || !commitTransaction(transaction)) return onException(ctx, producer, transaction);
  waitForCall(ctx, producer, application, 'committing');
  return true;
}

/** Its `catch`: it aborts what it has begun, where that is possible, and else gives up. */
function onException(ctx: Ctx, producer: ProducerNode, transaction: Transaction): boolean {
  const { application } = transaction;
  const { phase } = application;
  application.dueUs = NEVER;
  if (phase === 'initializing' || phase === 'aborting' || !abortTransaction(transaction))
    application.phase = 'failed';
  else waitForCall(ctx, producer, application, 'aborting');
  return true;
}
