/**
 * A producer is about to write to a partition in a transaction, and the transaction's coordinator is asked about it
 * first (KIP-890): until the first batch is in the log, or the transaction's end, this is kept for the producer id.
 * After VerificationStateEntry and VerificationGuard, and what UnifiedLog does with them.
 */
import type { EpochMs } from '../../kernel/brand.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import type { Partition } from '../replica/partition.ts';

/** What a request without a guard has: it proves nothing. */
export const NO_GUARD = 0;

export interface VerificationStateEntry {
  /** Tells this beginning from all others, so that an answer that comes too late can't be taken for its own. */
  readonly guard: number;
  readonly timestampMs: EpochMs;
  /** Transactions version 2: the leader adds the partition itself. */
  readonly supportsEpochBump: boolean;
  /** Of the batches that have come so far: a higher one may not be the first in the log. */
  readonly lowestSequence: number;
  readonly epoch: number;
}

/** By producer id. */
export type VerificationStates = Map<number, VerificationStateEntry>;

export interface TransactionalBatch {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

/** Whether the producer's transaction has already begun in this log, under this very epoch. */
export function hasOngoingTransaction(
  { producers }: UnifiedLog,
  { producerId, producerEpoch }: Pick<TransactionalBatch, 'producerId' | 'producerEpoch'>,
): boolean {
  const entry = producers.get(producerId);
  return entry !== undefined && entry.currentTxnFirstOffset !== null && entry.producerEpoch === producerEpoch;
}

export function isEpochStale(
  { producers }: UnifiedLog,
  { producerId, producerEpoch }: Pick<TransactionalBatch, 'producerId' | 'producerEpoch'>,
): boolean {
  const entry = producers.get(producerId);
  return entry !== undefined && producerEpoch < entry.producerEpoch;
}

/** The producer's entry, which is made or goes on. `newGuard` is taken if it is made. */
export function maybeCreateVerificationStateEntry(
  partition: Partition,
  { producerId, producerEpoch, baseSequence }: TransactionalBatch,
  supportsEpochBump: boolean,
  newGuard: number,
  nowMs: EpochMs,
): VerificationStateEntry {
  partition.verificationStates ??= new Map();
  const known = partition.verificationStates.get(producerId);
  const entry = known
    ? lowered(known, producerEpoch, baseSequence)
    : {
        guard: newGuard,
        timestampMs: nowMs,
        supportsEpochBump,
        lowestSequence: baseSequence,
        epoch: producerEpoch,
      };
  partition.verificationStates.set(producerId, entry);
  return entry;
}

/** A retried batch may come before one that was sent after it; a new epoch counts anew. */
function lowered(entry: VerificationStateEntry, epoch: number, baseSequence: number): VerificationStateEntry {
  const isLower = epoch === entry.epoch && baseSequence < entry.lowestSequence;
  return isLower || epoch > entry.epoch ? { ...entry, epoch, lowestSequence: baseSequence } : entry;
}

/**
 * A batch is in the log. What ends a transaction under TV2 leaves an entry of its own epoch be: that epoch is the
 * next transaction's, which has already asked.
 */
export function onTransactionalAppend({ verificationStates }: Partition, batch: RecordBatch): void {
  if (!batch.isTransactional) return;
  const entry = verificationStates?.get(batch.producerId);
  const isOfNextTransaction =
    entry?.supportsEpochBump && batch.records.kind === 'control' && batch.producerEpoch === entry.epoch;
  if (!isOfNextTransaction) verificationStates?.delete(batch.producerId);
}

/** Those that nothing came of, after `producer.id.expiration.ms`. */
export function removeExpiredVerifications(
  { verificationStates }: Partition,
  nowMs: EpochMs,
  producerIdExpirationMs: number,
): void {
  for (const [producerId, { timestampMs }] of verificationStates ?? [])
    if (nowMs - timestampMs >= producerIdExpirationMs) verificationStates!.delete(producerId);
}
