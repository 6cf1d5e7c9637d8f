/**
 * What a partition remembers of the producers that write to it with idempotence or in transactions (KIP-98):
 * the epoch and the last five batches of each producer id, and where its open transaction began. By these a
 * batch that was sent again is answered with the offset it got the first time, and what arrives too early, or
 * from a fenced producer, is refused (`producer-append-info.ts`).
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import {
  type ControlRecords,
  lastSequence,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  type RecordBatch,
  recordCount,
} from '../../protocol/record-batch.ts';
import type { CompletedTxn } from './transactions.ts';

/** As many as a producer may have in flight (`max.in.flight.requests.per.connection` with idempotence). */
const BATCHES_TO_RETAIN = 5;

const NO_COORDINATOR_EPOCH = -1;

export interface BatchMetadata {
  readonly baseSequence: number;
  readonly lastSequence: number;
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** The batch's largest timestamp. */
  readonly timestamp: EpochMs;
}

/** Never changed, but replaced: copies of the map may share it. */
export interface ProducerStateEntry {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** The last batches under this epoch, oldest first. */
  readonly batches: readonly BatchMetadata[];
  /** Of the coordinator that last ended a transaction of this producer here, -1 if none has. */
  readonly coordinatorEpoch: number;
  /** Timestamp of what the producer last wrote, or of its last marker: its age decides when it is forgotten. */
  readonly lastTimestamp: EpochMs;
  /** Where its open transaction began, null if none is open. */
  readonly currentTxnFirstOffset: Offset | null;
}

export type ProducerStates = Map<number, ProducerStateEntry>;

export function hasProducerId(batch: RecordBatch): boolean {
  return batch.producerId !== NO_PRODUCER_ID;
}

/** The retained batch with this very range of sequence numbers, if the producer has sent it before. */
export function findDuplicateBatch(states: ProducerStates, batch: RecordBatch): BatchMetadata | undefined {
  const entry = states.get(batch.producerId);
  if (!entry || entry.producerEpoch !== batch.producerEpoch) return undefined;
  const last = lastSequence(batch);
  return entry.batches.find((sent) => sent.baseSequence === batch.baseSequence && sent.lastSequence === last);
}

export function lastSequenceOf(entry: ProducerStateEntry): number {
  return entry.batches.at(-1)?.lastSequence ?? NO_SEQUENCE;
}

/** Remembers a batch that was appended. Returns the transaction that it ended, null if it did not end one. */
export function updateProducerState(states: ProducerStates, batch: RecordBatch): CompletedTxn | null {
  const known = states.get(batch.producerId);
  if (batch.records.kind !== 'control') {
    states.set(batch.producerId, afterDataBatch(known, batch));
    return null;
  }
  // All that is left of a compacted marker is its batch: it ended its transaction long ago.
  if (recordCount(batch) === 0) return null;
  states.set(batch.producerId, afterMarker(known, batch, batch.records));
  return known ? txnEndedBy(known, batch, batch.records) : null;
}

function afterDataBatch(known: ProducerStateEntry | undefined, batch: RecordBatch): ProducerStateEntry {
  const { producerId, producerEpoch, maxTimestamp } = batch;
  const earlier = known?.producerEpoch === producerEpoch ? known.batches : [];
  return {
    producerId,
    producerEpoch,
    batches: [...earlier.slice(1 - BATCHES_TO_RETAIN), metadataOf(batch)],
    coordinatorEpoch: known?.coordinatorEpoch ?? NO_COORDINATOR_EPOCH,
    lastTimestamp: maxTimestamp,
    currentTxnFirstOffset: known?.currentTxnFirstOffset ?? (batch.isTransactional ? batch.baseOffset : null),
  };
}

/** A marker of a newer epoch (KIP-890: each transaction has one of its own) makes the next batch begin at 0. */
function afterMarker(
  known: ProducerStateEntry | undefined,
  batch: RecordBatch,
  { coordinatorEpoch }: ControlRecords,
): ProducerStateEntry {
  const { producerId, producerEpoch, maxTimestamp } = batch;
  return {
    producerId,
    producerEpoch,
    batches: known?.producerEpoch === producerEpoch ? known.batches : [],
    coordinatorEpoch,
    lastTimestamp: maxTimestamp,
    currentTxnFirstOffset: null,
  };
}

function txnEndedBy(
  { producerId, currentTxnFirstOffset }: ProducerStateEntry,
  { baseOffset }: RecordBatch,
  { marker }: ControlRecords,
): CompletedTxn | null {
  if (currentTxnFirstOffset === null) return null;
  const isAborted = marker === 'ABORT';
  return { producerId, firstOffset: currentTxnFirstOffset, lastOffset: baseOffset, isAborted };
}

function metadataOf(batch: RecordBatch): BatchMetadata {
  return {
    baseSequence: batch.baseSequence,
    lastSequence: lastSequence(batch),
    firstOffset: batch.baseOffset,
    lastOffset: batch.lastOffset,
    timestamp: batch.maxTimestamp,
  };
}

/**
 * Forgets producers whose last batch is as old as `producer.id.expiration.ms`, unless they have a transaction
 * open; returns how many.
 */
export function removeExpiredProducers(
  states: ProducerStates,
  nowMs: EpochMs,
  producerIdExpirationMs: number,
): number {
  const before = states.size;
  for (const [producerId, { lastTimestamp, currentTxnFirstOffset }] of states) {
    const isOld = nowMs - lastTimestamp >= producerIdExpirationMs;
    if (isOld && currentTxnFirstOffset === null) states.delete(producerId);
  }
  return before - states.size;
}
