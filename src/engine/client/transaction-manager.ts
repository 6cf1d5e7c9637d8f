/**
 * What makes a producer idempotent: its id and epoch, and a sequence number for each record of a partition, by
 * which the leader knows repeats and gaps. After Kafka's TransactionManager; what only a producer with a
 * `transactional.id` needs of it is in `transaction/`.
 *
 * A batch gets its sequence when it is drained for the first time and keeps it through retries, since an
 * earlier attempt may have been written. Where a batch fails for good, the numbers after it would look like a
 * gap: then the producer counts its own epoch up and begins again from 0 (KIP-360).
 */
import { type ErrorCode, type ErrorName, Errors } from '../../protocol/errors.ts';
import type { ProducePartitionResponse } from '../../protocol/messages/00-produce.ts';
import { incrementSequence, NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../protocol/record-batch.ts';
import { isRetriable } from './error-classes.ts';
import {
  hasTrackedBatches,
  NO_ACKED_SEQUENCE,
  type PartitionQueue,
  trackedBatches,
} from './partition-queue.ts';
import {
  countOf,
  hasSequence,
  lastSequenceOf,
  type ProducerBatch,
  setProducerState,
} from './producer-batch.ts';
import type { Transaction } from './transaction/transaction.ts';

export interface TransactionManager {
  /** -1: it is yet to be asked for. */
  producerId: number;
  producerEpoch: number;
  /** Whether an InitProducerId request is under way. */
  initializing: boolean;
  /** After a failed InitProducerId: not before then is another sent. */
  retryAtUs: number;
  epochBumpRequired: boolean;
  /** Why nothing can ever be sent again; null: all is well. */
  fatalError: ErrorName | null;
  /** Null: it is only idempotent, without a `transactional.id`. */
  readonly transaction: Transaction | null;
}

/** Epochs are int16. */
const MAX_EPOCH = 0x7fff;

export function createTransactionManager(transaction: Transaction | null = null): TransactionManager {
  return {
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    initializing: false,
    retryAtUs: 0,
    epochBumpRequired: false,
    fatalError: null,
    transaction,
  };
}

/** Whether the transaction is about to be committed or aborted: then nothing lingers any more. */
export function isCompleting(manager: TransactionManager | null): boolean {
  const state = manager?.transaction?.state;
  return state === 'COMMITTING_TRANSACTION' || state === 'ABORTING_TRANSACTION';
}

export function hasProducerId(manager: TransactionManager): boolean {
  return manager.producerId !== NO_PRODUCER_ID;
}

/** Whether the partition's numbers were counted under another id or epoch than the producer's present one. */
function hasStaleProducerState(manager: TransactionManager, { sequences }: PartitionQueue): boolean {
  return sequences.producerId !== manager.producerId || sequences.producerEpoch !== manager.producerEpoch;
}

/** RecordAccumulator.shouldStopDrainBatchesForPartition: whether the partition's next batch has to wait. */
export function mustWaitForEarlier(
  manager: TransactionManager,
  queue: PartitionQueue,
  first: ProducerBatch,
): boolean {
  if (!hasProducerId(manager)) return true;
  if (!hasSequence(first)) {
    // Nothing under a new epoch before all under the old one is settled, or it could overtake.
    if (hasStaleProducerState(manager, queue) && hasTrackedBatches(queue)) return true;
    return queue.sequences.unresolvedSequence >= 0;
  }
  // While batches are sent again, one at a time is in flight: the next in the sequence.
  const next = trackedBatches(queue)[0];
  return next !== undefined && next.baseSequence !== first.baseSequence;
}

/** Gives a batch that is drained for the first time its place in the partition's sequence. */
export function assignSequence(
  manager: TransactionManager,
  queue: PartitionQueue,
  batch: ProducerBatch,
): void {
  if (hasSequence(batch)) return;
  if (hasStaleProducerState(manager, queue) && !hasTrackedBatches(queue))
    startSequencesAtBeginning(manager, queue);
  const { sequences } = queue;
  setProducerState(batch, manager.producerId, manager.producerEpoch, sequences.nextSequence);
  sequences.nextSequence = incrementSequence(sequences.nextSequence, countOf(batch));
}

/** Counts the partition anew from 0 under the producer's present id and epoch, its tracked batches first. */
export function startSequencesAtBeginning(manager: TransactionManager, queue: PartitionQueue): void {
  let sequence = 0;
  for (const batch of trackedBatches(queue)) {
    setProducerState(batch, manager.producerId, manager.producerEpoch, sequence);
    batch.sequenceReset = true;
    sequence = incrementSequence(sequence, countOf(batch));
  }
  const { sequences } = queue;
  sequences.producerId = manager.producerId;
  sequences.producerEpoch = manager.producerEpoch;
  sequences.nextSequence = sequence;
  sequences.lastAckedSequence = NO_ACKED_SEQUENCE;
}

/** An acknowledged batch moves its partition's numbers on, also one that the producer had given up. */
export function handleCompletedBatch(
  { sequences }: PartitionQueue,
  batch: ProducerBatch,
  baseOffset: number,
): void {
  sequences.lastAckedSequence = Math.max(sequences.lastAckedSequence, lastSequenceOf(batch));
  if (baseOffset >= 0)
    sequences.lastAckedOffset = Math.max(sequences.lastAckedOffset, baseOffset + countOf(batch) - 1);
}

/**
 * After a batch has failed. `refused`: the broker said no, so its numbers were never used; false: nobody knows
 * whether it was written.
 */
export function handleFailedBatch(
  manager: TransactionManager,
  queue: PartitionQueue,
  error: ErrorCode | 'DELIVERY_TIMEOUT',
  refused: boolean,
): void {
  if (refused || isSequenceError(error)) requestEpochBump(manager, queue);
}

function isSequenceError(error: ErrorCode | 'DELIVERY_TIMEOUT'): boolean {
  return error === Errors.OUT_OF_ORDER_SEQUENCE_NUMBER || error === Errors.UNKNOWN_PRODUCER_ID;
}

function requestEpochBump(manager: TransactionManager, { sequences }: PartitionQueue): void {
  manager.epochBumpRequired = true;
  sequences.rewrite = true;
}

/** Until it is known whether an expired batch was written, its partition gets no new batches. */
export function markSequenceUnresolved({ sequences }: PartitionQueue, batch: ProducerBatch): void {
  sequences.unresolvedSequence = Math.max(sequences.unresolvedSequence, lastSequenceOf(batch) + 1);
}

/**
 * With all that was in flight settled, an unclear sequence is clear: either a later batch was acknowledged, so
 * the expired one was written too, or the epoch has to be bumped.
 */
export function maybeResolveSequences(manager: TransactionManager, queue: PartitionQueue): void {
  const { sequences } = queue;
  if (sequences.unresolvedSequence < 0 || hasTrackedBatches(queue)) return;
  if (!isNextSequence(queue, sequences.nextSequence)) requestEpochBump(manager, queue);
  sequences.unresolvedSequence = -1;
}

export function isNextSequence({ sequences }: PartitionQueue, sequence: number): boolean {
  return sequence - sequences.lastAckedSequence === 1;
}

/** Counts the epoch up if a partition asked for it, without asking anybody; true when it did. */
export function maybeBumpEpoch(manager: TransactionManager, queues: Iterable<PartitionQueue>): boolean {
  if (!manager.epochBumpRequired) return false;
  manager.epochBumpRequired = false;
  if (manager.producerEpoch === MAX_EPOCH) {
    // The epochs of this id are used up: a new id is asked for.
    manager.producerId = NO_PRODUCER_ID;
    manager.producerEpoch = NO_PRODUCER_EPOCH;
  } else {
    manager.producerEpoch++;
  }
  for (const queue of queues) {
    if (!queue.sequences.rewrite) continue;
    queue.sequences.rewrite = false;
    queue.sequences.unresolvedSequence = -1;
    startSequencesAtBeginning(manager, queue);
  }
  return true;
}

/** Whether a batch that was answered with an error is worth another attempt (TransactionManager.canRetry). */
export function canRetrySequence(
  manager: TransactionManager,
  queue: PartitionQueue,
  batch: ProducerBatch,
  response: Pick<ProducePartitionResponse, 'errorCode' | 'logStartOffset'>,
): boolean {
  switch (response.errorCode) {
    case Errors.UNKNOWN_PRODUCER_ID:
      // Retention took the producer's state with its last records, or the state is lost: begin anew, unless
      // that was done already after this batch was sent.
      if (response.logStartOffset >= 0 && !batch.sequenceReset) requestEpochBump(manager, queue);
      return true;
    case Errors.OUT_OF_ORDER_SEQUENCE_NUMBER:
      if (isRealGap(queue, batch)) requestEpochBump(manager, queue);
      return true;
    default:
      return isRetriable(response.errorCode);
  }
}

/**
 * A batch is out of order for the moment when one before it is still to be sent again, which is the usual case
 * with several in flight. If it is itself the next one, the broker lacks what it had acknowledged.
 */
function isRealGap(queue: PartitionQueue, batch: ProducerBatch): boolean {
  const { unresolvedSequence } = queue.sequences;
  if (unresolvedSequence >= 0) return batch.baseSequence === unresolvedSequence;
  return !batch.sequenceReset && isNextSequence(queue, batch.baseSequence);
}
