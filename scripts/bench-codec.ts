/**
 * How fast messages become bytes and bytes messages: what the edges pay (the inspector, later a relay), and the
 * engine never. Produce and Fetch as a busy cluster sends them, and the record batches in them.
 */
import { type CompressionType, compressionTypes } from '../src/protocol/compression/compression.ts';
import type { DefaultRecord } from '../src/protocol/records/default-record.ts';
import { type BatchHeader, readRecords, writeBatch } from '../src/protocol/records/default-record-batch.ts';
import { decodeMessage, encodeMessage } from '../src/protocol/schema/message-codec.ts';
import { schemas } from '../src/protocol/schemas/index.ts';
import type { Measurement } from '../src/sim/bench-engine.ts';

const TOPIC_ID = 'gOH_buOIWLmn8GPeUwRw5g';
const RECORDS_A_BATCH = 50;
const VALUE_BYTES = 100;
const PARTITIONS = 8;
const MEASURE_MS = 150;

export function benchCodec(): Measurement[] {
  const batch = batchOf('none');
  const produce = produceRequest(batch);
  const fetch = fetchResponse(batch);
  const produceBytes = encodeMessage(schemas.Produce.request, 13, produce);
  const fetchBytes = encodeMessage(schemas.Fetch.response, 18, fetch);
  return [
    throughput('Produce encode', produceBytes, () => encodeMessage(schemas.Produce.request, 13, produce)),
    throughput('Produce decode', produceBytes, () =>
      decodeMessage(schemas.Produce.request, 13, produceBytes),
    ),
    throughput('Fetch encode', fetchBytes, () => encodeMessage(schemas.Fetch.response, 18, fetch)),
    throughput('Fetch decode', fetchBytes, () => decodeMessage(schemas.Fetch.response, 18, fetchBytes)),
    ...compressionTypes.flatMap((compression) => [
      throughput(`records encode, ${compression}`, batch, () => batchOf(compression)),
      throughput(`records decode, ${compression}`, batch, readerOf(compression)),
    ]),
  ];
}

function produceRequest(records: Uint8Array): object {
  const partitionData = Array.from({ length: PARTITIONS }, (_, index) => ({ index, records }));
  return { acks: -1, timeoutMs: 30_000, topicData: [{ topicId: TOPIC_ID, partitionData }] };
}

function fetchResponse(records: Uint8Array): object {
  const partitions = Array.from({ length: PARTITIONS }, (_, partitionIndex) => ({
    partitionIndex,
    highWatermark: 123_456,
    lastStableOffset: 123_456,
    logStartOffset: 0,
    records,
  }));
  return { sessionId: 0, responses: [{ topicId: TOPIC_ID, partitions }] };
}

const header: BatchHeader = {
  baseOffset: 123_406,
  lastOffset: 123_406 + RECORDS_A_BATCH - 1,
  partitionLeaderEpoch: 5,
  timestampType: 'CreateTime',
  isTransactional: false,
  isControlBatch: false,
  baseTimestamp: 1_700_000_000_000,
  maxTimestamp: 1_700_000_000_000 + RECORDS_A_BATCH - 1,
  deleteHorizonMs: null,
  producerId: 1000,
  producerEpoch: 0,
  baseSequence: 4000,
};

const records: readonly DefaultRecord[] = Array.from({ length: RECORDS_A_BATCH }, (_, index) => ({
  offsetDelta: index,
  timestampDelta: index,
  key: new TextEncoder().encode(`customer-${index % 7}`),
  value: new TextEncoder().encode(
    `{"order":${index},"item":"tea","amount":${index * 37}}`.padEnd(VALUE_BYTES),
  ),
  headers: [],
}));

function batchOf(compression: CompressionType): Uint8Array {
  return writeBatch(header, records, compression);
}

function readerOf(compression: CompressionType): () => unknown {
  const batch = batchOf(compression);
  return () => readRecords(batch);
}

/** Megabytes a second of what is not compressed, the best of three. */
function throughput(what: string, bytes: Uint8Array, run: () => unknown): Measurement {
  const rates = [1, 2, 3].map(() => bytes.length * runsPerMicrosecond(run));
  return { name: `codec, ${what}`, value: Math.round(Math.max(...rates)), unit: 'MB/s' };
}

function runsPerMicrosecond(run: () => unknown): number {
  const from = performance.now();
  let runs = 0;
  for (; performance.now() - from < MEASURE_MS; runs++) run();
  return runs / ((performance.now() - from) * 1000);
}
