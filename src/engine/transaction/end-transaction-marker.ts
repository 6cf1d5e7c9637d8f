/** The batch by which a transaction ends in a partition (MemoryRecords.withEndTransactionMarker, EndTransactionMarker). */
import type { EpochMs } from '../../kernel/brand.ts';
import type { WritableTxnMarker } from '../../protocol/messages/27-write-txn-markers.ts';
import {
  NO_PARTITION_LEADER_EPOCH,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  sizeOfRecord,
} from '../../protocol/record-batch.ts';
import type { TransactionVersion } from '../log/producer-append-info.ts';

/** From 2 on, each transaction has an epoch of its own. */
export function transactionVersionOf({ transactionVersion }: WritableTxnMarker): TransactionVersion {
  return transactionVersion >= 2 ? 2 : 0;
}

/** Version and type of the control record; version and the coordinator's epoch. */
const KEY_BYTES = 4;
const VALUE_BYTES = 6;

export function endTransactionMarker(
  { producerId, producerEpoch, transactionResult, coordinatorEpoch }: WritableTxnMarker,
  nowMs: EpochMs,
): RecordBatch {
  return {
    baseOffset: 0,
    lastOffset: 0,
    partitionLeaderEpoch: NO_PARTITION_LEADER_EPOCH,
    producerId,
    producerEpoch,
    baseSequence: NO_SEQUENCE,
    timestampType: 'CreateTime',
    baseTimestamp: nowMs,
    maxTimestamp: nowMs,
    sizeInBytes: RECORD_BATCH_OVERHEAD + sizeOfRecord(0, 0, KEY_BYTES, VALUE_BYTES),
    isTransactional: true,
    records: { kind: 'control', marker: transactionResult ? 'COMMIT' : 'ABORT', coordinatorEpoch },
  };
}
