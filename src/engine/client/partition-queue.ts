/**
 * A producer's batches for one partition: those that wait, and those whose request is under way. A batch is in
 * exactly one of the two until it is done. With idempotence the partition has a sequence of its own, in which
 * the tracked batches (drained at least once and not done) stand.
 */
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../protocol/record-batch.ts';
import { hasSequence, isFull, type ProducerBatch } from './producer-batch.ts';

export interface PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  /** Oldest first; only the last may be open. */
  batches: ProducerBatch[];
  /** In the order of sending. One that expired stays, `done`, until its request is settled. */
  inFlight: ProducerBatch[];
  /** With `max.in.flight.requests.per.connection=1`: nothing more until the batch in flight is settled. */
  muted: boolean;
  sequences: PartitionSequences;
}

/** What an idempotent producer keeps for each partition (TxnPartitionEntry). */
export interface PartitionSequences {
  /** The producer id and epoch under which the numbers below are counted. */
  producerId: number;
  producerEpoch: number;
  /** Sequence number of the next record to be drained for the first time. */
  nextSequence: number;
  /** Of the last record acknowledged; -1: none. */
  lastAckedSequence: number;
  lastAckedOffset: number;
  /** After a batch expired that may have been written: the number after its last record; -1: nothing is unclear. */
  unresolvedSequence: number;
  /** Whether the next bump of the epoch is to give the tracked batches new numbers from 0. */
  rewrite: boolean;
}

export const NO_ACKED_SEQUENCE = -1;

export function createPartitionQueue(topic: string, partition: number): PartitionQueue {
  return {
    topic,
    partition,
    batches: [],
    inFlight: [],
    muted: false,
    sequences: {
      producerId: NO_PRODUCER_ID,
      producerEpoch: NO_PRODUCER_EPOCH,
      nextSequence: 0,
      lastAckedSequence: NO_ACKED_SEQUENCE,
      lastAckedOffset: -1,
      unresolvedSequence: -1,
      rewrite: false,
    },
  };
}

/** Whether the next record would need a new batch (RecordAccumulator.allBatchesFull). */
export function allBatchesFull(queue: PartitionQueue): boolean {
  const last = queue.batches[queue.batches.length - 1];
  return last === undefined || isFull(last);
}

/** Batches that have a place in the sequence: in flight, or waiting to be sent again; by sequence. */
export function trackedBatches(queue: PartitionQueue): ProducerBatch[] {
  const tracked = queue.inFlight.filter((batch) => !batch.done && hasSequence(batch));
  for (const batch of queue.batches) {
    if (!hasSequence(batch)) break;
    tracked.push(batch);
  }
  return tracked.sort(bySequence);
}

function bySequence(a: ProducerBatch, b: ProducerBatch): number {
  return a.producerId - b.producerId || a.producerEpoch - b.producerEpoch || a.baseSequence - b.baseSequence;
}

export function hasTrackedBatches(queue: PartitionQueue): boolean {
  const first = queue.batches[0];
  if (first && hasSequence(first)) return true;
  return queue.inFlight.some((batch) => !batch.done && hasSequence(batch));
}

/**
 * Puts a batch back for another attempt. Without sequences it goes to the front, even if a later batch has
 * been written meanwhile: that is how order is lost. With them it goes to its place among those waiting
 * (RecordAccumulator.insertInSequenceOrder).
 */
export function putBack(queue: PartitionQueue, batch: ProducerBatch): void {
  let at = 0;
  if (hasSequence(batch)) {
    while (at < queue.batches.length && goesBefore(queue.batches[at]!, batch)) at++;
  }
  queue.batches.splice(at, 0, batch);
}

function goesBefore(waiting: ProducerBatch, batch: ProducerBatch): boolean {
  return hasSequence(waiting) && waiting.baseSequence < batch.baseSequence;
}

export function removeInFlight(queue: PartitionQueue, batch: ProducerBatch): void {
  const at = queue.inFlight.indexOf(batch);
  if (at >= 0) queue.inFlight.splice(at, 1);
}
