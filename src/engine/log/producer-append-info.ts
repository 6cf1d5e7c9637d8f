/** Whether a producer may append what it sends, by what the log knows of it (Kafka's ProducerAppendInfo). */
import { type ControlRecords, incrementSequence, type RecordBatch } from '../../protocol/record-batch.ts';
import { lastSequenceOf, type ProducerStateEntry, type ProducerStates } from './producer-state-manager.ts';

export type ProducerStateException =
  | 'InvalidProducerEpochException'
  | 'InvalidTxnStateException'
  | 'OutOfOrderSequenceException'
  | 'TransactionCoordinatorFencedException';

/** Who asks a leader to append: only clients number their batches. */
export type AppendOrigin = 'CLIENT' | 'COORDINATOR';

/**
 * The cluster's `transaction.version` by which a marker was written. From 2 on (KIP-890) each transaction has a
 * producer epoch of its own, so that a marker from an earlier one is told by its epoch.
 */
export type TransactionVersion = 0 | 1 | 2;

const MAX_PRODUCER_EPOCH = 0x7fff;

/** Why a leader must refuse the batch, null if it may be appended. Followers take what their leader took. */
export function checkProducerBatch(
  states: ProducerStates,
  batch: RecordBatch,
  origin: AppendOrigin = 'CLIENT',
  transactionVersion: TransactionVersion = 0,
): ProducerStateException | null {
  const entry = states.get(batch.producerId);
  // A producer we know nothing of (expired, or all its records deleted) may go on with any sequence; before
  // KIP-360 it was refused with UNKNOWN_PRODUCER_ID.
  if (!entry) return null;
  const { records } = batch;
  return records.kind === 'control'
    ? checkEndTxnMarker(entry, batch.producerEpoch, records, transactionVersion)
    : checkDataBatch(entry, batch, origin);
}

function checkDataBatch(
  entry: ProducerStateEntry,
  batch: RecordBatch,
  origin: AppendOrigin,
): ProducerStateException | null {
  if (batch.producerEpoch < entry.producerEpoch) return 'InvalidProducerEpochException';
  if (origin === 'CLIENT' && !isInSequence(entry, batch)) return 'OutOfOrderSequenceException';
  const isInTxn = entry.currentTxnFirstOffset !== null;
  return isInTxn && !batch.isTransactional ? 'InvalidTxnStateException' : null;
}

function isInSequence(entry: ProducerStateEntry, { producerEpoch, baseSequence }: RecordBatch): boolean {
  // A bumped epoch begins anew at 0.
  if (producerEpoch !== entry.producerEpoch) return baseSequence === 0;
  return baseSequence === incrementSequence(lastSequenceOf(entry), 1);
}

function checkEndTxnMarker(
  entry: ProducerStateEntry,
  producerEpoch: number,
  { coordinatorEpoch }: ControlRecords,
  transactionVersion: TransactionVersion,
): ProducerStateException | null {
  if (!isMarkerEpochValid(entry, producerEpoch, transactionVersion)) return 'InvalidProducerEpochException';
  return coordinatorEpoch < entry.coordinatorEpoch ? 'TransactionCoordinatorFencedException' : null;
}

function isMarkerEpochValid(
  { producerEpoch: current, currentTxnFirstOffset }: ProducerStateEntry,
  producerEpoch: number,
  transactionVersion: TransactionVersion,
): boolean {
  if (transactionVersion < 2) return producerEpoch >= current;
  if (producerEpoch > current) return true;
  // The coordinator may write the marker of a transaction that is over once more, and can bump no epoch beyond the last.
  const isRepeat = currentTxnFirstOffset === null || producerEpoch === MAX_PRODUCER_EPOCH;
  return producerEpoch === current && isRepeat;
}
