/** What lies at an offset, for whoever points at it: a record is made again from its recipe. */
import { murmur2 } from '../../engine/client/murmur2.ts';
import { utf8 } from '../../engine/key-table.ts';
import { findBatch } from '../../engine/log/log-segment.ts';
import { floorSegment, type UnifiedLog } from '../../engine/log/unified-log.ts';
import { transactions } from '../../engine/transaction/transactions.ts';
import {
  type DataRecords,
  type RecordBatch,
  recordAt,
  timestampOfRecord,
} from '../../protocol/record-batch.ts';
import { contentOf } from '../../sim/content-of.ts';
import { leaderLog, topicNamed } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { EntryDetail, RecordDetail } from '../../view/inspection.ts';
import { transactionalIdOf } from './transactions.ts';

/** Null: there is nothing (any more). */
export function entryDetail(
  simulation: Simulation,
  topic: string,
  partition: number,
  offset: number,
): EntryDetail | null {
  const log = leaderLog(simulation.cluster, topic, partition);
  if (!log || offset < log.logStartOffset || offset >= log.logEndOffset) return null;
  const segment = log.segments[floorSegment(log, offset)];
  const batch: RecordBatch | undefined = segment?.chunk.batches[findBatch(segment, offset)];
  const at = batch ? recordAt(batch, offset) : -1;
  if (!batch || at < 0) return null;
  const place = { topic, partition, offset, committed: offset < log.highWatermark };
  const transaction = batch.isTransactional ? transactionOf(simulation, log, batch) : null;
  if (batch.records.kind === 'data')
    return { ...place, transaction, ...recordDetail(simulation, place, batch, batch.records, at) };
  if (batch.records.kind !== 'control' || !transaction) return null;
  const { marker, coordinatorEpoch } = batch.records;
  return { ...place, kind: 'marker', marker, coordinatorEpoch, timestampMs: batch.maxTimestamp, transaction };
}

function transactionOf(
  simulation: Simulation,
  log: UnifiedLog,
  batch: RecordBatch,
): NonNullable<EntryDetail['transaction']> {
  const { producerId, producerEpoch } = batch;
  const state = transactions.rules().txnStateOf(log, batch);
  return {
    state: state === 'COMMIT' ? 'committed' : state === 'ABORT' ? 'aborted' : state,
    transactionalId: transactionalIdOf(simulation, producerId),
    producerId,
    producerEpoch,
  };
}

function recordDetail(
  { cluster, applications, data }: Simulation,
  { topic }: Pick<EntryDetail, 'topic'>,
  batch: RecordBatch,
  records: DataRecords,
  at: number,
): Omit<RecordDetail, 'topic' | 'partition' | 'offset' | 'committed' | 'transaction'> {
  const keyId = records.keyIds[at]!;
  const index = records.indexes[at]!;
  const key = keyId >= 0 ? cluster.keys.text[keyId]! : null;
  const stream = applications.streams[records.stream];
  const byHand = stream?.byHand.get(index)?.partition ?? null;
  return {
    kind: 'record',
    key,
    keyId,
    value: contentOf(applications, data, records.stream, index)?.value ?? null,
    valueBytes: records.valueSizes[at]!,
    timestampMs: timestampOfRecord(batch, at),
    producer: stream?.producer ?? null,
    partitioning: byHand !== null ? 'explicit' : key === null ? 'sticky' : 'by-key',
    murmur2: key === null ? null : murmur2(utf8(key)),
    partitions: topicNamed(cluster, topic)?.partitions.length ?? 0,
  };
}
