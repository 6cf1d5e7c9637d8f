/**
 * An application that reads, processes and writes: each record that poll() hands over is processed, and then sent on to
 * another topic by a producer in the same process. It is one thread: while a call of the producer has not returned,
 * poll() is not called, nor is a record processed.
 *
 * With a `transactional.id` each poll's results and the group's offsets are one transaction (KIP-98, KIP-447), as in
 * Kafka's documentation and its ExactlyOnceMessageProcessor:
 *
 *   starting -> initializing -> idle -> sending -> sending-offsets -> committing -> idle
 *                                       any of these three -> aborting, when a call throws -> back to the committed offsets
 *                                       any -> failed, when the producer can do nothing any more: the application ends
 *
 * Without one the application waits for the acknowledgements and then commits, so that results may stand twice:
 *
 *   starting -> idle -> sending -> settling -> commitSync() -> idle
 *
 * Kafka's example gives up on records after some tries; this application tries for ever.
 */
import { MICROS_PER_MS, NEVER } from '../../../kernel/brand.ts';
import { type ErrorName, Errors } from '../../../protocol/errors.ts';
import type { Ctx } from '../../ctx.ts';
import type { NodeId } from '../../node.ts';
import { endProcess } from '../../process.ts';
import { callPoll, failApplication, finishRecords } from '../application.ts';
import type { ConsumerNode } from '../consumer.ts';
import { serve } from '../consumer-completions.ts';
import { exceptionOf } from '../consumer-error.ts';
import { usesConsumerProtocol } from '../consumer-membership.ts';
import type { FetchedRecords } from '../fetch-collector.ts';
import { abandonRecords, hasIncomplete, type ProducerNode } from '../producer.ts';
import { acceptRecords } from '../record-accumulator.ts';
import { setBusyUntil } from '../records-processing.ts';
import { runSender } from '../sender.ts';
import { topicPartitionName } from '../topic-partition.ts';
import { hasError, type Transaction } from '../transaction/transaction.ts';
import {
  abortTransaction,
  beginTransaction,
  commitTransaction,
  initTransactions,
  sendOffsetsToTransaction,
} from '../transaction/transactional-calls.ts';
import type { GroupMetadata } from '../transaction/transactional-request.ts';
import type { Forwarding } from './forwarding.ts';
import {
  countInHand,
  nextOffsets,
  recordsInHand,
  rememberBeginnings,
  takeRecords,
} from './records-in-hand.ts';
import { rewind } from './rewind.ts';

/** A consumer that sends on, and the producer in its process. */
interface Process {
  readonly consumer: ConsumerNode;
  readonly forwarding: Forwarding;
  readonly producer: ProducerNode;
  /** Null: without a transactional.id. */
  readonly transaction: Transaction | null;
}

function processOf(ctx: Ctx, consumer: ConsumerNode): Process {
  const forwarding = consumer.forwarding!;
  const producer = ctx.cluster.nodes.get(forwarding.producer) as ProducerNode;
  return { consumer, forwarding, producer, transaction: producer.transactionManager?.transaction ?? null };
}

/** With the consumer's process its producer's ends. */
export function endForwarder(ctx: Ctx, consumer: ConsumerNode, how: Parameters<typeof endProcess>[2]): void {
  const { producer } = processOf(ctx, consumer);
  abandonRecords(ctx, producer);
  if (producer.process !== 'stopped') endProcess(ctx, producer, how);
}

/** poll() has handed records over. The first is done after the time that the application needs for it. */
export function beginForwarding(ctx: Ctx, consumer: ConsumerNode, fetched: readonly FetchedRecords[]): void {
  const { forwarding, producer, transaction } = processOf(ctx, consumer);
  forwarding.inHand = recordsInHand(fetched);
  forwarding.offsets = nextOffsets(consumer, fetched);
  rememberBeginnings(forwarding, fetched);
  rememberMember(consumer, forwarding);
  forwarding.failedBefore = producer.failures;
  forwarding.phase = 'sending';
  if (transaction) beginTransaction(ctx, producer, transaction);
  work(ctx, consumer, forwarding);
}

/**
 * ConsumerCoordinator keeps the generation that it last got partitions in, whatever has become of the membership:
 * to the coordinator an offset from nobody would be one from outside of the group, which it takes.
 */
function rememberMember(consumer: ConsumerNode, forwarding: Forwarding): void {
  const { membership } = consumer;
  const { generationId, memberId } = membership.generation;
  const isMember = usesConsumerProtocol(consumer) || membership.state === 'STABLE';
  if (isMember && generationId >= 0) forwarding.member = { generationId, memberId };
}

const TOGETHER_US = 1000;

/** The next record, or those of a millisecond where one takes less. */
function work(ctx: Ctx, consumer: ConsumerNode, forwarding: Forwarding): void {
  const { perRecordUs } = consumer.processing;
  const inHand = countInHand(forwarding);
  const most = perRecordUs > 0 ? Math.ceil(TOGETHER_US / perRecordUs) : inHand;
  forwarding.inWork = Math.min(inHand, most);
  consumer.application.processingRecords = inHand;
  setBusyUntil(ctx, consumer, ctx.nowUs + forwarding.inWork * perRecordUs);
}

/** What was in work is done: it is sent. */
export function forwardNext(ctx: Ctx, consumer: ConsumerNode): void {
  const process = processOf(ctx, consumer);
  const { forwarding, producer, transaction } = process;
  if (forwarding.phase === 'initializing') {
    if (consumer.application.closeRequested) pollAgain(ctx, process);
    else waitForCall(ctx, process);
    return;
  }
  if (transaction && hasError(transaction)) {
    run(ctx, consumer);
    return;
  }
  while (forwarding.inWork > 0) {
    const records = takeRecords(ctx, consumer, forwarding, forwarding.inWork);
    if (!records) break;
    forwarding.inWork -= records.indexes.length;
    if (transaction) transaction.records += records.indexes.length;
    acceptRecords(ctx, producer, forwarding.topic, records);
  }
  runSender(ctx, producer);
  run(ctx, consumer);
}

/** Something has come to the producer: the application goes on as far as it gets. */
export function runForwarder(ctx: Ctx, consumerId: NodeId): void {
  const consumer = ctx.cluster.nodes.get(consumerId);
  if (consumer?.kind !== 'consumer' || consumer.process !== 'running') return;
  const isMoved = run(ctx, consumer);
  if (isMoved && consumer.application.phase !== 'processing') serve(ctx, consumer);
}

/** Whether it got any further. */
function run(ctx: Ctx, consumer: ConsumerNode): boolean {
  const process = processOf(ctx, consumer);
  let isMoved = false;
  while (takeStep(ctx, process)) {
    isMoved = true;
    runSender(ctx, process.producer);
  }
  return isMoved;
}

/** True: the sender may have something to do, and the application more. */
function takeStep(ctx: Ctx, process: Process): boolean {
  const { forwarding, transaction } = process;
  switch (forwarding.phase) {
    case 'starting':
      return start(ctx, process);
    case 'sending':
      return goOnSending(ctx, process);
    case 'settling':
      return settle(ctx, process);
    case 'initializing':
    case 'sending-offsets':
    case 'committing':
    case 'aborting':
      return (
        !!transaction?.call?.isCompleted && onReturned(ctx, process, transaction, transaction.call.error)
      );
    case 'idle':
    case 'failed':
      return false;
  }
}

function start(ctx: Ctx, process: Process): boolean {
  const { forwarding, transaction } = process;
  if (!transaction) return pollAgain(ctx, process);
  initTransactions(transaction);
  forwarding.phase = 'initializing';
  waitForCall(ctx, process);
  return true;
}

/** initTransactions() throws after `max.block.ms`, and is called again unless the application is to end. */
function waitForCall(ctx: Ctx, { consumer, producer }: Process): void {
  setBusyUntil(ctx, consumer, ctx.nowUs + producer.configs['max.block.ms'] * MICROS_PER_MS);
}

function goOnSending(ctx: Ctx, process: Process): boolean {
  const { consumer, forwarding, producer, transaction } = process;
  const isInSend = producer.accumulator.blocked.waiting.length > 0;
  if (isInSend || consumer.application.busyUntilUs !== NEVER) return false;
  if (transaction && hasError(transaction)) return onException(ctx, process, transaction);
  if (forwarding.inHand.length > 0) {
    work(ctx, consumer, forwarding);
    return false;
  }
  if (!transaction) {
    forwarding.phase = 'settling';
    return true;
  }
  sendOffsetsToTransaction(transaction, forwarding.offsets, groupMetadata(consumer, forwarding));
  forwarding.phase = 'sending-offsets';
  return true;
}

/** With the newer protocol it is told of each epoch at once (AsyncKafkaConsumer.updateGroupMetadata). */
function groupMetadata(consumer: ConsumerNode, forwarding: Forwarding): GroupMetadata {
  if (usesConsumerProtocol(consumer)) rememberMember(consumer, forwarding);
  const groupInstanceId = consumer.configs['group.instance.id'];
  return { groupId: consumer.groupId ?? '', groupInstanceId, ...forwarding.member };
}

/** Without transactions: results that failed are made again, and perhaps stand twice then. */
function settle(ctx: Ctx, process: Process): boolean {
  const { consumer, forwarding, producer } = process;
  if (hasIncomplete(producer)) return false;
  if (producer.failures > forwarding.failedBefore) {
    rewind(consumer, forwarding.begun);
    return pollAgain(ctx, process);
  }
  forwarding.phase = 'idle';
  finishRecords(ctx, consumer);
  return true;
}

/** A call has returned, or has thrown. */
function onReturned(ctx: Ctx, process: Process, transaction: Transaction, error: ErrorName | null): boolean {
  const { consumer, forwarding } = process;
  switch (forwarding.phase) {
    case 'sending-offsets':
      if (error !== null || !commitTransaction(transaction)) return onException(ctx, process, transaction);
      forwarding.phase = 'committing';
      return true;
    case 'committing':
      if (error !== null) return onException(ctx, process, transaction);
      rememberCommitted(consumer, forwarding);
      return pollAgain(ctx, process);
    case 'aborting':
      if (error !== null || forwarding.failure !== null) return fail(ctx, process, error);
      rewind(consumer, forwarding.begun);
      return pollAgain(ctx, process);
    default:
      return error === null ? pollAgain(ctx, process) : fail(ctx, process, error);
  }
}

function rememberCommitted({ subscriptions }: ConsumerNode, { offsets }: Forwarding): void {
  for (const { offset, ...of } of offsets) {
    const state = subscriptions.assignment.get(topicPartitionName(of));
    if (state) state.committed = offset;
  }
}

/** Its `catch`: it aborts what it has begun, and reads again; it ends where that is of no use. */
function onException(ctx: Ctx, process: Process, transaction: Transaction): boolean {
  const { consumer, forwarding } = process;
  consumer.application.busyUntilUs = NEVER;
  forwarding.inHand = [];
  forwarding.inWork = 0;
  const { lastError } = transaction;
  if (lastError === 'FENCED_INSTANCE_ID') forwarding.failure = exceptionNamed(lastError);
  if (!abortTransaction(transaction)) return fail(ctx, process, lastError);
  forwarding.phase = 'aborting';
  return true;
}

function fail(ctx: Ctx, { consumer, forwarding }: Process, error: ErrorName | null): boolean {
  forwarding.phase = 'failed';
  consumer.application.busyUntilUs = NEVER;
  failApplication(ctx, consumer, forwarding.failure ?? exceptionNamed(error ?? 'UNKNOWN_SERVER_ERROR'));
  return true;
}

function exceptionNamed(error: ErrorName): string {
  return error === 'PRODUCER_FENCED' ? 'ProducerFencedException' : exceptionOf(Errors[error]);
}

function pollAgain(ctx: Ctx, { consumer, forwarding }: Process): boolean {
  forwarding.phase = 'idle';
  consumer.application.busyUntilUs = NEVER;
  callPoll(ctx, consumer);
  return true;
}
