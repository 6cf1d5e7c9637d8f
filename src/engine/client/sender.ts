/**
 * The producer's other half: takes full or lingered batches to the leaders of their partitions, and gives up
 * what is too old. After Kafka's Sender, whose thread loops; here `runSender` is called whenever something may
 * have changed, and a timer wakes it for what only time changes.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import type { ErrorName } from '../../protocol/errors.ts';
import { type Ctx, note, setTimer } from '../ctx.ts';
import { inFlightCount, isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode, type NodeId } from '../node.ts';
import { transactions } from '../transaction/transactions.ts';
import { checkReady, drain, updateNodeLatency } from './accumulator-drain.ts';
import { abortBatch, completeBatch, failBatch } from './batch-completion.ts';
import { requestUpdate } from './client-metadata.ts';
import { acksOf } from './idempotence.ts';
import { maybeInitProducerId } from './init-producer-id.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { ProducerNode } from './producer.ts';
import { asRecordBatch, type ProducerBatch } from './producer-batch.ts';
import { maybeReconnect, needsReconnect } from './reconnect.ts';
import { allQueues } from './record-accumulator.ts';
import { markSequenceUnresolved, maybeBumpEpoch, maybeResolveSequences } from './transaction-manager.ts';

export interface Sender {
  /** When to look again, unless something happens before: the timer `sender`. */
  dueUs: Micros;
}

/** What a Produce request in flight is remembered by. */
export interface ProduceContext {
  readonly kind: 'produce';
  readonly batches: readonly {
    readonly topicId: string;
    readonly topic: string;
    readonly partition: number;
    readonly batch: number;
  }[];
}

type Drained = ReturnType<typeof drain>;

export function createSender(): Sender {
  return { dueUs: NEVER };
}

/** Sends all that may be sent now, and sets the timer for the rest. */
export function runSender(ctx: Ctx, producer: ProducerNode): void {
  if (producer.process !== 'running') return;
  let nextUs: Micros = 0;
  while (nextUs === 0) {
    const waitUs = maybePrepareSequences(ctx, producer);
    nextUs = waitUs ?? sendProducerData(ctx, producer);
  }
  wakeAt(ctx, producer, nextUs);
}

/** An earlier wake-up stays as it is: it looks around for nothing then, which does no harm. */
function wakeAt(ctx: Ctx, producer: ProducerNode, dueUs: Micros): void {
  if (dueUs >= producer.sender.dueUs) return;
  producer.sender.dueUs = dueUs;
  setTimer(ctx, producer, 'sender', '', dueUs);
}

/**
 * What idempotence asks for before anything may be sent: a producer id, and an epoch bump where one is due.
 * Returns until when nothing may be sent, null when something may. Meanwhile, as in Kafka, not even the
 * batches' delivery timeout is looked at.
 */
function maybePrepareSequences(ctx: Ctx, producer: ProducerNode): Micros | null {
  const { transactionManager: manager, accumulator } = producer;
  if (!manager) return null;
  if (manager.transaction)
    return transactions.rules().runTransactionalSender(ctx, producer, manager.transaction);
  for (const queue of allQueues(accumulator)) maybeResolveSequences(manager, queue);
  if (manager.fatalError) {
    abortBatches(ctx, producer, manager.fatalError);
    return NEVER;
  }
  if (maybeBumpEpoch(manager, allQueues(accumulator)))
    note(ctx, {
      code: 'producer-id',
      producer: producer.id,
      producerId: manager.producerId,
      producerEpoch: manager.producerEpoch,
    });
  return maybeInitProducerId(ctx, producer, manager);
}

/** All that is not settled fails, also what is under way (RecordAccumulator.abortBatches). */
export function abortBatches(ctx: Ctx, producer: ProducerNode, error: ErrorName): void {
  for (const queue of allQueues(producer.accumulator)) {
    for (const batch of queue.batches.splice(0)) abortBatch(ctx, producer, queue, batch, error);
    for (const batch of queue.inFlight) abortBatch(ctx, producer, queue, batch, error);
  }
}

/**
 * One round: returns when to look again, 0 for at once because something was sent or has expired. Batches go
 * first, then what their leaders' connections and metadata need: counted the other way round, a Metadata request
 * to a leader already chosen would make one more in flight than allowed (NetworkClient.poll, too, comes last).
 */
function sendProducerData(ctx: Ctx, producer: ProducerNode): Micros {
  const check = checkReady(producer, ctx.nowUs);
  let { nextUs } = check;
  const requests: { leader: number; drained: Drained }[] = [];
  const broken: NodeId[] = [];
  for (const leader of check.leaders) {
    const node = brokerNode(leader);
    const readyUs = leaderReadyUs(producer, node, ctx.nowUs);
    const isBroken = readyUs <= ctx.nowUs && needsReconnect(producer, node);
    updateNodeLatency(producer, leader, readyUs <= ctx.nowUs && !isBroken, ctx.nowUs);
    if (readyUs > ctx.nowUs) nextUs = Math.min(nextUs, readyUs);
    else if (isBroken) broken.push(node);
    else {
      const drained = drain(producer, leader, ctx.nowUs);
      if (drained.length > 0) requests.push({ leader, drained });
    }
  }
  const expired = expireBatches(ctx, producer);
  for (const { leader, drained } of requests) sendProduceRequest(ctx, producer, leader, drained);
  for (const node of broken) maybeReconnect(ctx, producer, node);
  if (check.unknownLeaderTopic !== null) requestUpdate(ctx, producer, 'unknown-leader');
  return requests.length > 0 || expired.count > 0 ? 0 : Math.min(nextUs, expired.nextUs);
}

/** When a leader's connection takes something: now, after a backoff, or NEVER until an answer comes. */
function leaderReadyUs({ client, configs }: ProducerNode, leader: NodeId, nowUs: Micros): Micros {
  if (!isReady(client, leader, 'data', nowUs)) return readyAtUs(client, leader, 'data');
  const inFlight = inFlightCount(client, leader, 'data');
  return inFlight < configs['max.in.flight.requests.per.connection'] ? nowUs : NEVER;
}

function sendProduceRequest(ctx: Ctx, producer: ProducerNode, leader: number, drained: Drained): void {
  const acks = acksOf(producer.configs);
  const transactionalId = producer.configs['transactional.id'];
  const timeoutMs = producer.configs['request.timeout.ms'];
  const byTopic = new Map<string, Drained[number][]>();
  for (const item of drained) {
    const of = byTopic.get(item.queue.topic);
    if (of) of.push(item);
    else byTopic.set(item.queue.topic, [item]);
  }
  sendRequest(
    ctx,
    producer,
    brokerNode(leader),
    'Produce',
    {
      transactionalId,
      acks,
      timeoutMs,
      topicData: [...byTopic].map(([topic, items]) => ({
        topicId: topicIdOf(producer, topic),
        partitionData: items.map(({ queue, batch }) => ({
          index: queue.partition,
          records: [asRecordBatch(batch, transactionalId !== null)],
        })),
      })),
    },
    {
      channel: 'data',
      timeoutMs,
      expectResponse: acks !== 0,
      context: produceContext(producer, drained),
    },
  );
  if (acks !== 0) return;
  for (const { queue, batch } of drained) {
    completeBatch(ctx, producer, queue, batch, -1);
    queue.muted = false;
  }
}

function topicIdOf(producer: ProducerNode, topic: string): string {
  return producer.metadata.topics.get(topic)!.topicId;
}

function produceContext(producer: ProducerNode, drained: Drained): ProduceContext {
  return {
    kind: 'produce',
    batches: drained.map(({ queue, batch }) => ({
      topicId: topicIdOf(producer, queue.topic),
      topic: queue.topic,
      partition: queue.partition,
      batch: batch.id,
    })),
  };
}

/**
 * Fails batches older than `delivery.timeout.ms`, waiting or in flight. One that was sent before may have been
 * written, so its partition takes no new batches until that is clear. Returns also when the next one expires.
 */
function expireBatches(ctx: Ctx, producer: ProducerNode): { count: number; nextUs: Micros } {
  const timeoutUs = deliveryTimeoutMs(producer) * MICROS_PER_MS;
  let nextUs: Micros = NEVER;
  let count = 0;
  for (const queue of allQueues(producer.accumulator)) {
    for (let first = queue.batches[0]; first; first = queue.batches[0]) {
      if (!hasExpired(first, timeoutUs, ctx.nowUs)) break;
      queue.batches.shift();
      expire(ctx, producer, queue, first);
      count++;
    }
    for (const batch of queue.inFlight) {
      if (batch.done || !hasExpired(batch, timeoutUs, ctx.nowUs)) continue;
      expire(ctx, producer, queue, batch);
      count++;
    }
    for (const batch of [queue.batches[0], ...queue.inFlight])
      if (batch && !batch.done) nextUs = Math.min(nextUs, batch.createdUs + timeoutUs);
  }
  return { count, nextUs };
}

function expire(ctx: Ctx, producer: ProducerNode, queue: PartitionQueue, batch: ProducerBatch): void {
  failBatch(ctx, producer, queue, batch, 'DELIVERY_TIMEOUT', false);
  if (producer.transactionManager && batch.attempts > 0) markSequenceUnresolved(queue, batch);
}

function hasExpired(batch: ProducerBatch, timeoutUs: Micros, nowUs: Micros): boolean {
  return nowUs - batch.createdUs >= timeoutUs;
}

export function hasReachedDeliveryTimeout(
  producer: ProducerNode,
  batch: ProducerBatch,
  nowUs: Micros,
): boolean {
  return hasExpired(batch, deliveryTimeoutMs(producer) * MICROS_PER_MS, nowUs);
}

/** `delivery.timeout.ms`, raised to what lingering and one request take (KafkaProducer.configureDeliveryTimeout). */
function deliveryTimeoutMs({ configs }: ProducerNode): number {
  return Math.max(configs['delivery.timeout.ms'], configs['linger.ms'] + configs['request.timeout.ms']);
}
