/** What the picture shows of a producer. */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import type { BlockedOn } from './blocked-sends.ts';
import type { PartitionQueue } from './partition-queue.ts';
import type { ProducerNode } from './producer.ts';
import { countOf, type ProducerBatch } from './producer-batch.ts';
import { allQueues, batchSizeBytes } from './record-accumulator.ts';

export interface ProducerDescription {
  /** -1: it has none (yet). */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly idempotent: boolean;
  /** What send() waits for; null: it does not. */
  readonly blockedOn: BlockedOn | null;
  /** Records handed to send() and not taken in yet. */
  readonly waitingRecords: number;
  /** What batches hold of `buffer.memory`. */
  readonly bufferBytes: number;
  readonly partitions: readonly ProducerPartition[];
}

interface ProducerPartition {
  readonly topic: string;
  readonly partition: number;
  /** The batch that still takes records; null: there is none. */
  readonly open: {
    readonly records: number;
    readonly sizeBytes: number;
    /** How full it is, by `batch.size`; above 1 when one record alone is larger. */
    readonly filled: number;
    readonly ageMs: number;
    /** How long it has waited of `linger.ms`; 1: it goes as soon as it can. */
    readonly lingered: number;
  } | null;
  /** Batches closed and not yet sent, or waiting to be sent again. */
  readonly queued: readonly DescribedBatch[];
  readonly inFlight: readonly DescribedBatch[];
  /** Sequence number of the next record; -1 without idempotence. */
  readonly nextSequence: number;
}

interface DescribedBatch {
  readonly records: number;
  readonly sizeBytes: number;
  /** Attempts that failed before. */
  readonly attempts: number;
  /** -1: none given. */
  readonly baseSequence: number;
}

export function describeProducer(producer: ProducerNode, nowUs: Micros): ProducerDescription {
  const { transactionManager: manager, accumulator } = producer;
  const partitions: ProducerPartition[] = [];
  for (const queue of allQueues(accumulator)) partitions.push(describeQueue(producer, queue, nowUs));
  let waitingRecords = 0;
  const notBegun = manager?.transaction?.application.waiting ?? [];
  for (const { records } of [...accumulator.blocked.waiting, ...notBegun])
    waitingRecords += records.indexes.length;
  return {
    producerId: manager?.producerId ?? -1,
    producerEpoch: manager?.producerEpoch ?? -1,
    idempotent: manager !== null,
    blockedOn: accumulator.blocked.on,
    waitingRecords,
    bufferBytes: accumulator.pool.totalBytes - accumulator.pool.availableBytes,
    partitions,
  };
}

function describeQueue(producer: ProducerNode, queue: PartitionQueue, nowUs: Micros): ProducerPartition {
  const last = queue.batches.at(-1);
  const open = last?.open ? last : undefined;
  return {
    topic: queue.topic,
    partition: queue.partition,
    open: open ? describeOpen(producer, open, nowUs) : null,
    queued: queue.batches.filter((batch) => batch !== open).map(describeBatch),
    inFlight: queue.inFlight.filter((batch) => !batch.done).map(describeBatch),
    nextSequence: producer.transactionManager ? queue.sequences.nextSequence : -1,
  };
}

function describeOpen(producer: ProducerNode, batch: ProducerBatch, nowUs: Micros) {
  const ageMs = (nowUs - batch.createdUs) / MICROS_PER_MS;
  const lingerMs = producer.configs['linger.ms'];
  return {
    records: countOf(batch),
    sizeBytes: batch.sizeInBytes,
    filled: batch.sizeInBytes / batchSizeBytes(producer),
    ageMs,
    lingered: lingerMs > 0 ? Math.min(ageMs / lingerMs, 1) : 1,
  };
}

function describeBatch(batch: ProducerBatch): DescribedBatch {
  return {
    records: countOf(batch),
    sizeBytes: batch.sizeInBytes,
    attempts: batch.attempts,
    baseSequence: batch.baseSequence,
  };
}
