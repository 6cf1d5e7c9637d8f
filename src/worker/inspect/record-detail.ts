/** One record, for whoever points at it: made again from its recipe. */

import { murmur2 } from '../../engine/client/murmur2.ts';
import { utf8 } from '../../engine/key-table.ts';
import { findBatch } from '../../engine/log/log-segment.ts';
import { floorSegment } from '../../engine/log/unified-log.ts';
import { type RecordBatch, recordAt, timestampOfRecord } from '../../protocol/record-batch.ts';
import { contentOf } from '../../sim/applications.ts';
import { leaderLog, topicNamed } from '../../sim/leaders.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { RecordDetail } from '../../view/inspection.ts';

/** Null: there is no such record (any more). */
export function recordDetail(
  simulation: Simulation,
  topic: string,
  partition: number,
  offset: number,
): RecordDetail | null {
  const { cluster, applications, data } = simulation;
  const log = leaderLog(cluster, topic, partition);
  if (!log || offset < log.logStartOffset || offset >= log.logEndOffset) return null;
  const segment = log.segments[floorSegment(log, offset)];
  const batch: RecordBatch | undefined = segment?.chunk.batches[findBatch(segment, offset)];
  if (batch?.records.kind !== 'data') return null;
  const { records } = batch;
  const at = recordAt(batch, offset);
  if (at < 0) return null;
  const keyId = records.keyIds[at]!;
  const index = records.indexes[at]!;
  const key = keyId >= 0 ? cluster.keys.text[keyId]! : null;
  const stream = applications.streams[records.stream];
  const byHand = stream?.byHand.get(index)?.partition ?? null;
  return {
    topic,
    partition,
    offset,
    key,
    keyId,
    value: contentOf(applications, data, records.stream, index)?.value ?? null,
    valueBytes: records.valueSizes[at]!,
    timestampMs: timestampOfRecord(batch, at),
    producer: stream?.producer ?? null,
    partitioning: byHand !== null ? 'explicit' : key === null ? 'sticky' : 'by-key',
    murmur2: key === null ? null : murmur2(utf8(key)),
    partitions: topicNamed(cluster, topic)?.partitions.length ?? 0,
    committed: offset < log.highWatermark,
  };
}
