/**
 * Whether a leader may append a batch, as far as transactions go: none is begun in the log that its coordinator does
 * not know of (UnifiedLog.analyzeAndValidateProducerState, ProducerAppendInfo.checkSequence).
 */
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { TransactionCheck } from '../log/append.ts';
import type { ProducerStateException } from '../log/producer-append-info.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import type { AppendSettings } from '../replica/append-to-leader.ts';
import type { Partition } from '../replica/partition.ts';
import { isPartitionVerificationEnabled } from './partition-verification.ts';
import {
  hasOngoingTransaction,
  isEpochStale,
  NO_GUARD,
  type VerificationStateEntry,
} from './verification-state-entry.ts';

/** The check of one append to `partition`, for those batches that are no duplicates. */
export function transactionCheck(
  broker: BrokerNode,
  { verificationStates }: Partition,
  { origin = 'CLIENT', guard = NO_GUARD }: AppendSettings,
): TransactionCheck {
  return (log, batch) => {
    const entry = verificationStates?.get(batch.producerId);
    const isVerified = guard !== NO_GUARD && guard === entry?.guard;
    if (batch.isTransactional && !hasOngoingTransaction(log, batch)) {
      if (isEpochStale(log, batch)) return 'InvalidProducerEpochException';
      if (!isVerified && needsVerification(broker, batch)) return 'InvalidTxnStateException';
    }
    return origin === 'CLIENT' && entry ? checkFirstSequence(log, batch, entry) : null;
  };
}

function needsVerification(broker: BrokerNode, { records }: RecordBatch): boolean {
  return records.kind !== 'control' && isPartitionVerificationEnabled(broker);
}

function checkFirstSequence(
  log: UnifiedLog,
  batch: RecordBatch,
  { supportsEpochBump, lowestSequence }: VerificationStateEntry,
): ProducerStateException | null {
  if (isEpochStale(log, batch)) return 'InvalidProducerEpochException';
  const isUnknown = (log.producers.get(batch.producerId)?.batches.length ?? 0) === 0;
  if (supportsEpochBump && isUnknown && batch.baseSequence !== 0) return 'OutOfOrderSequenceException';
  return batch.baseSequence > lowestSequence ? 'OutOfOrderSequenceException' : null;
}
