/** The batch by which a transaction ends in a partition, as its coordinator asks for it (WriteTxnMarkers). */
import type { EpochMs } from '../../kernel/brand.ts';
import { endTransactionMarkerBatch } from '../../protocol/end-transaction-marker.ts';
import type { WritableTxnMarker } from '../../protocol/messages/27-write-txn-markers.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { TransactionVersion } from '../log/producer-append-info.ts';

/** From 2 on, each transaction has an epoch of its own. */
export function transactionVersionOf({ transactionVersion }: WritableTxnMarker): TransactionVersion {
  return transactionVersion >= 2 ? 2 : 0;
}

export function endTransactionMarker(marker: WritableTxnMarker, nowMs: EpochMs): RecordBatch {
  const { producerId, producerEpoch, coordinatorEpoch, transactionResult } = marker;
  const result = transactionResult ? 'COMMIT' : 'ABORT';
  return endTransactionMarkerBatch({ marker: result, producerId, producerEpoch, coordinatorEpoch }, nowMs);
}
