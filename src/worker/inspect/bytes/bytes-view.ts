/** Bytes for whoever looks: of a message that is kept, or of the batch in which a record lies. */
import { findBatch } from '../../../engine/log/log-segment.ts';
import { floorSegment } from '../../../engine/log/unified-log.ts';
import { dissectBatch, hasValidChecksum } from '../../../protocol/dissect/dissect-batch.ts';
import { API_KEYS } from '../../../protocol/messages/index.ts';
import { type RecordBatch, recordAt } from '../../../protocol/record-batch.ts';
import { imageOf, leaderLog } from '../../../sim/leaders.ts';
import type { Simulation } from '../../../sim/simulation.ts';
import type { BytesTarget, BytesView } from '../../../view/bytes.ts';
import { flightsOf, keptMessages, messageOfFlight } from '../../flight-log.ts';
import type { Session } from '../../session.ts';
import { bytesOfBatch, isSizeReckoned } from './batch-bytes.ts';
import { type FieldContext, viewBatch, viewFields } from './field-view.ts';
import { headerVersionOf, insideRecords, isFlexible, type Travelling, wireMessage } from './message-bytes.ts';
import { lineOf } from './message-list.ts';

/** Null: the message is no longer kept, or there is no such record (any more). */
export function bytesOf(session: Session, target: BytesTarget): BytesView | null {
  if (target.kind === 'batch') {
    return viewOfBatch(session.simulation, target.topic, target.partition, target.offset);
  }
  const message =
    target.kind === 'flight'
      ? messageOfFlight(session.flights, target.id)
      : keptMessages(session.flights).find(({ id }) => id === target.id);
  return message ? viewOfMessage(session, message) : null;
}

function viewOfMessage(session: Session, message: Travelling): BytesView {
  const { bytes, fields } = wireMessage(session.simulation, message);
  const batches = batchesIn(message);
  return {
    heading: {
      kind: 'message',
      ...lineOf(session, message),
      apiKey: API_KEYS[message.api].key,
      headerVersion: headerVersionOf(message),
      flexible: isFlexible(message),
      flights: flightsOf(session.flights, message.id),
    },
    bytes,
    fields: viewFields(fields, contextOf(session.simulation, bytes)),
    focus: [],
    reckonedBytes: reckonedBytesOf(batches),
  };
}

function viewOfBatch(
  simulation: Simulation,
  topic: string,
  partition: number,
  offset: number,
): BytesView | null {
  const batch = batchWith(simulation, topic, partition, offset);
  if (!batch) return null;
  const bytes = bytesOfBatch(simulation, batch);
  const fields = viewBatch(dissectBatch(bytes, 0, insideRecords(batch)), contextOf(simulation, bytes));
  return {
    heading: {
      kind: 'batch',
      topic,
      partition,
      baseOffset: batch.baseOffset,
      lastOffset: batch.lastOffset,
      compression: batch.compression ?? 'none',
    },
    bytes,
    fields,
    focus: [fields.length - 1, recordAt(batch, offset)],
    reckonedBytes: reckonedBytesOf([batch]),
  };
}

function batchWith(
  { cluster }: Simulation,
  topic: string,
  partition: number,
  offset: number,
): RecordBatch | null {
  const log = leaderLog(cluster, topic, partition);
  if (!log || offset < log.logStartOffset || offset >= log.logEndOffset) return null;
  const segment = log.segments[floorSegment(log, offset)];
  const batch = segment?.chunk.batches[findBatch(segment, offset)];
  return batch && recordAt(batch, offset) >= 0 ? batch : null;
}

function contextOf({ cluster }: Simulation, bytes: Uint8Array): FieldContext {
  const { topics } = imageOf(cluster);
  return {
    topicName: (topicId) => topics.get(topicId)?.name,
    isBatchValid: (from) => hasValidChecksum(bytes.subarray(from)),
  };
}

function batchesIn(message: Travelling): readonly RecordBatch[] {
  if (message.api === 'Produce' && message.kind === 'request') {
    return message.body.topicData.flatMap(({ partitionData }) =>
      partitionData.flatMap(({ records }) => records),
    );
  }
  if (message.api === 'Fetch' && message.kind === 'response') {
    return message.body.responses.flatMap(({ partitions }) => partitions.flatMap(({ records }) => records));
  }
  return [];
}

function reckonedBytesOf(batches: readonly RecordBatch[]): number | null {
  if (!batches.some(isSizeReckoned)) return null;
  return batches.reduce((size, { sizeInBytes }) => size + sizeInBytes, 0);
}
