/**
 * The marker by which a transaction coordinator ends a transaction in a partition that it wrote to: a batch of
 * one control record, whose key holds a version and the kind of marker, and whose value a version and the
 * coordinator's epoch (EndTransactionMarker).
 */
import type { EpochMs } from '../kernel/brand.ts';
import {
  type ControlRecords,
  NO_PARTITION_LEADER_EPOCH,
  NO_SEQUENCE,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  sizeOfRecord,
} from './record-batch.ts';

/** Two int16. */
export const CONTROL_RECORD_KEY_SIZE = 4;
/** An int16 and an int32. */
export const CONTROL_RECORD_VALUE_SIZE = 6;

export interface EndTransactionMarker {
  readonly marker: ControlRecords['marker'];
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly coordinatorEpoch: number;
}

/** The leader gives it its offset and epoch. */
export function endTransactionMarkerBatch(
  { marker, producerId, producerEpoch, coordinatorEpoch }: EndTransactionMarker,
  timestamp: EpochMs,
): RecordBatch {
  return {
    baseOffset: 0,
    lastOffset: 0,
    partitionLeaderEpoch: NO_PARTITION_LEADER_EPOCH,
    producerId,
    producerEpoch,
    baseSequence: NO_SEQUENCE,
    timestampType: 'CreateTime',
    baseTimestamp: timestamp,
    maxTimestamp: timestamp,
    sizeInBytes:
      RECORD_BATCH_OVERHEAD + sizeOfRecord(0, 0, CONTROL_RECORD_KEY_SIZE, CONTROL_RECORD_VALUE_SIZE),
    isTransactional: true,
    records: { kind: 'control', marker, coordinatorEpoch },
  };
}
