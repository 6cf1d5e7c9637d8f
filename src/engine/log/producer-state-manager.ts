/**
 * What a partition remembers of the producers that write to it with idempotence (KIP-98): the epoch and the
 * last five batches of each producer id. By these a batch that was sent again is answered with the offset it
 * got the first time, and a batch that arrives too early, or from a fenced producer, is refused.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import {
  incrementSequence,
  lastSequence,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  type RecordBatch,
} from '../../protocol/record-batch.ts';

/** As many as a producer may have in flight (`max.in.flight.requests.per.connection` with idempotence). */
const BATCHES_TO_RETAIN = 5;

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
  /** Timestamp of the producer's last batch: its age decides when the producer is forgotten. */
  readonly lastTimestamp: EpochMs;
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

export type ProducerStateException = 'InvalidProducerEpochException' | 'OutOfOrderSequenceException';

/** Why a leader must refuse the batch, null if it may be appended. Followers take what their leader took. */
export function checkProducerBatch(
  states: ProducerStates,
  batch: RecordBatch,
): ProducerStateException | null {
  const entry = states.get(batch.producerId);
  // A producer we know nothing of (expired, or all its records deleted) may go on with any sequence; before
  // KIP-360 it was refused with UNKNOWN_PRODUCER_ID.
  if (!entry) return null;
  if (batch.producerEpoch < entry.producerEpoch) return 'InvalidProducerEpochException';
  return isInSequence(entry, batch) ? null : 'OutOfOrderSequenceException';
}

function isInSequence(entry: ProducerStateEntry, batch: RecordBatch): boolean {
  // A bumped epoch begins anew at 0.
  if (batch.producerEpoch > entry.producerEpoch) return batch.baseSequence === 0;
  const last = entry.batches.at(-1)?.lastSequence ?? NO_SEQUENCE;
  return batch.baseSequence === incrementSequence(last, 1);
}

/** Remembers a batch that was appended. */
export function updateProducerState(states: ProducerStates, batch: RecordBatch): void {
  const { producerId, producerEpoch, maxTimestamp } = batch;
  const known = states.get(producerId);
  const earlier = known?.producerEpoch === producerEpoch ? known.batches : [];
  states.set(producerId, {
    producerId,
    producerEpoch,
    batches: [...earlier.slice(1 - BATCHES_TO_RETAIN), metadataOf(batch)],
    lastTimestamp: maxTimestamp,
  });
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

/** Forgets producers whose last batch is as old as `producer.id.expiration.ms`; returns how many. */
export function removeExpiredProducers(
  states: ProducerStates,
  nowMs: EpochMs,
  producerIdExpirationMs: number,
): number {
  const before = states.size;
  for (const [producerId, entry] of states) {
    if (nowMs - entry.lastTimestamp >= producerIdExpirationMs) states.delete(producerId);
  }
  return before - states.size;
}
