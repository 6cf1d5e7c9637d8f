/** Which brokers there is something to send to, and what goes into the next request to one (RecordAccumulator.ready, drain). */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { partitionLoadStats } from './built-in-partitioner.ts';
import type { PartitionMetadata } from './client-metadata.ts';
import { updateEstimation } from './compression-ratio-estimator.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { ProducerNode } from './producer.ts';
import { close, isBackingOff, isFull, maybeUpdateLeaderEpoch, type ProducerBatch } from './producer-batch.ts';
import { assignSequence, isCompleting, mustWaitForEarlier } from './transaction-manager.ts';

export interface ReadyCheck {
  /** Leaders of partitions with something to send. */
  readonly leaders: number[];
  /** When the next batch has lingered, or backed off, long enough; NEVER: none waits for that. */
  nextUs: Micros;
  /** A topic with records to send to a partition whose leader is unknown; null: there is none. */
  unknownLeaderTopic: string | null;
}

/** Looks at the first batch of each queue: the others only go after it. */
export function checkReady(producer: ProducerNode, nowUs: Micros): ReadyCheck {
  const check: ReadyCheck = { leaders: [], nextUs: NEVER, unknownLeaderTopic: null };
  const isAdaptive = producer.configs['partitioner.adaptive.partitioning.enable'];
  const slowLeaders = isAdaptive ? slowLeadersOf(producer) : null;
  for (const topicQueues of producer.accumulator.topics.values()) {
    const topic = producer.metadata.topics.get(topicQueues.topic);
    for (const queue of topicQueues.queues) {
      if (queue && queue.batches.length > 0)
        checkQueue(producer, queue, topic?.partitions[queue.partition], nowUs, check);
    }
    if (topic && isAdaptive)
      topicQueues.loadStats = partitionLoadStats(topic, topicQueues.queues, slowLeaders);
  }
  return check;
}

/**
 * Leaders that could be sent nothing for longer than `partitioner.availability.timeout.ms` though something waited for
 * them. Null: at the default, 0, nobody looks.
 */
function slowLeadersOf({ accumulator, configs }: ProducerNode): ReadonlySet<number> | null {
  const timeoutUs = configs['partitioner.availability.timeout.ms'] * MICROS_PER_MS;
  if (timeoutUs === 0) return null;
  const slow = new Set<number>();
  for (const [leader, { readyUs, drainUs }] of accumulator.nodeLatencies)
    if (readyUs - drainUs > timeoutUs) slow.add(leader);
  return slow;
}

/** Something waits for the leader, and `canDrain`: it can be sent (RecordAccumulator.updateNodeLatencyStats). */
export function updateNodeLatency(
  { accumulator, configs }: ProducerNode,
  leader: number,
  canDrain: boolean,
  nowUs: Micros,
): void {
  if (configs['partitioner.availability.timeout.ms'] === 0) return;
  const drainUs = canDrain ? nowUs : (accumulator.nodeLatencies.get(leader)?.drainUs ?? nowUs);
  accumulator.nodeLatencies.set(leader, { readyUs: nowUs, drainUs });
}

function checkQueue(
  producer: ProducerNode,
  queue: PartitionQueue,
  known: PartitionMetadata | undefined,
  nowUs: Micros,
  check: ReadyCheck,
): void {
  if (!known || known.leaderId < 0) {
    check.unknownLeaderTopic ??= queue.topic;
    return;
  }
  if (queue.muted) return;
  const first = queue.batches[0]!;
  maybeUpdateLeaderEpoch(first, known.leaderEpoch);
  const dueUs = sendableUs(producer, queue, first, nowUs);
  if (dueUs > nowUs) check.nextUs = Math.min(check.nextUs, dueUs);
  else if (!check.leaders.includes(known.leaderId)) check.leaders.push(known.leaderId);
}

/**
 * When the first batch of a queue may go: at once when it is full, or others wait behind it, or send() waits for
 * memory, or the producer closes, or its transaction is about to end.
 */
function sendableUs(
  producer: ProducerNode,
  queue: PartitionQueue,
  first: ProducerBatch,
  nowUs: Micros,
): Micros {
  if (isBackingOff(first, nowUs)) return first.lastAttemptUs + first.backoffUs;
  const exhausted = producer.accumulator.blocked.on === 'buffer';
  if (queue.batches.length > 1 || isFull(first) || exhausted || producer.closing) return nowUs;
  if (isCompleting(producer.transactionManager)) return nowUs;
  return first.lastAttemptUs + producer.configs['linger.ms'] * MICROS_PER_MS;
}

/**
 * Takes one batch from each partition that the broker leads, as many as `max.request.size` holds, beginning
 * where the last drain ended. As in Kafka a partition that must wait for an earlier batch ends the round.
 */
export function drain(
  producer: ProducerNode,
  leader: number,
  nowUs: Micros,
): { readonly queue: PartitionQueue; readonly batch: ProducerBatch }[] {
  const { accumulator, configs, transactionManager } = producer;
  const led = queuesLedBy(producer, leader);
  const drained: { queue: PartitionQueue; batch: ProducerBatch }[] = [];
  if (led.length === 0) return drained;
  let sizeBytes = 0;
  const start = (accumulator.drainIndexes.get(leader) ?? 0) % led.length;
  for (let step = 0; step < led.length; step++) {
    const at = (start + step) % led.length;
    accumulator.drainIndexes.set(leader, at);
    const { queue, known } = led[at]!;
    const first = queue?.batches[0];
    if (!queue || !first || queue.muted) continue;
    maybeUpdateLeaderEpoch(first, known.leaderEpoch);
    if (isBackingOff(first, nowUs)) continue;
    if (drained.length > 0 && sizeBytes + first.sizeInBytes > configs['max.request.size']) break;
    if (transactionManager && mustWaitForEarlier(transactionManager, queue, first)) break;
    queue.batches.shift();
    if (transactionManager) assignSequence(transactionManager, queue, first);
    close(first);
    if (first.compression !== 'none') learnRatio(producer, queue.topic);
    first.sequenceReset = false;
    queue.inFlight.push(first);
    if (configs['max.in.flight.requests.per.connection'] === 1) queue.muted = true;
    sizeBytes += first.sizeInBytes;
    drained.push({ queue, batch: first });
  }
  return drained;
}

function learnRatio({ accumulator }: ProducerNode, topic: string): void {
  const queues = accumulator.topics.get(topic)!;
  queues.compressionRatio = updateEstimation(queues.compressionRatio);
}

/** Partitions of the topics written to that a broker leads, in the order of the metadata. */
function queuesLedBy(
  { accumulator, metadata }: ProducerNode,
  leader: number,
): { readonly queue: PartitionQueue | undefined; readonly known: PartitionMetadata }[] {
  const led: { queue: PartitionQueue | undefined; known: PartitionMetadata }[] = [];
  for (const topic of metadata.topics.values()) {
    const queues = accumulator.topics.get(topic.name)?.queues;
    for (let i = 0; i < topic.partitions.length; i++) {
      const known = topic.partitions[i]!;
      if (known.leaderId === leader) led.push({ queue: queues?.[i], known });
    }
  }
  return led;
}
