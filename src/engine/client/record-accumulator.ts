/**
 * Where a producer gathers records until they are sent: for each partition a queue of batches. After Kafka's
 * RecordAccumulator, whose `ready` and `drain` are in accumulator-drain.ts. What it cannot take in yet blocks
 * send(), see blocked-sends.ts.
 */
import type { Micros } from '../../kernel/brand.ts';
import type { CompressionType } from '../../protocol/compression/compression.ts';
import { Errors } from '../../protocol/errors.ts';
import type { Ctx } from '../ctx.ts';
import { NO_KEY } from '../key-table.ts';
import {
  type BlockedOn,
  type BlockedSends,
  block,
  createBlockedSends,
  passFirst,
  recordsBetween,
  stamped,
} from './blocked-sends.ts';
import { allocate, type BufferPool, createBufferPool } from './buffer-pool.ts';
import {
  needsSwitch,
  type PartitionLoadStats,
  pickPartition,
  type StickyPartition,
} from './built-in-partitioner.ts';
import { partitionCount, requestUpdate, type TopicMetadata } from './client-metadata.ts';
import { INITIAL_RATIO } from './compression-ratio-estimator.ts';
import { allBatchesFull, createPartitionQueue, type PartitionQueue } from './partition-queue.ts';
import type { ProducerNode } from './producer.ts';
import {
  createProducerBatch,
  isFull,
  type ProducerBatch,
  sizeUpperBound,
  tryAppend,
} from './producer-batch.ts';
import { failRecords } from './record-failure.ts';

export interface RecordAccumulator {
  topics: Map<string, TopicQueues>;
  pool: BufferPool;
  blocked: BlockedSends;
  nextBatchId: number;
  /** By broker: the place in its list of partitions where the last drain ended, so that none is starved. */
  drainIndexes: Map<number, number>;
  /** By broker: when something last waited for it, and when something last could go. */
  nodeLatencies: Map<number, { readonly readyUs: Micros; readonly drainUs: Micros }>;
}

export interface TopicQueues {
  readonly topic: string;
  /** By partition; undefined until a first record goes there. */
  queues: (PartitionQueue | undefined)[];
  sticky: StickyPartition;
  loadStats: PartitionLoadStats | null;
  /** What compressing is reckoned to leave of the next batch. */
  compressionRatio: number;
}

/** Records as the application hands them over: each is one entry of every column. */
export interface Records {
  /** The record's number within its producer's stream. */
  readonly indexes: readonly number[];
  /** Index into the run's key table; NO_KEY: null. */
  readonly keyIds: readonly number[];
  readonly keySizes: readonly number[];
  /** -1: null. */
  readonly valueSizes: readonly number[];
  /** Milliseconds since 1970. */
  readonly timestamps: readonly number[];
  /** The partition that the application names for all of them; absent or null: the partitioner decides. */
  readonly partition?: number | null;
}

export function createRecordAccumulator(bufferBytes: number): RecordAccumulator {
  return {
    topics: new Map(),
    pool: createBufferPool(bufferBytes),
    blocked: createBlockedSends(),
    nextBatchId: 0,
    drainIndexes: new Map(),
    nodeLatencies: new Map(),
  };
}

/**
 * Takes records in, or blocks on them. True when the sender has something to look at: a batch is full, a new one
 * begins to linger, or nothing may linger because memory is short.
 */
export function acceptRecords(ctx: Ctx, producer: ProducerNode, topic: string, records: Records): boolean {
  const { blocked } = producer.accumulator;
  if (blocked.waiting.length > 0) {
    blocked.waiting.push({ topic, records });
    return false;
  }
  let rest = records;
  if (knowsPartition(producer, topic, records.partition)) {
    const known = producer.metadata.topics.get(topic)!;
    const { taken, wake } = appendRecords(ctx, producer, known, records);
    if (taken === records.indexes.length) return wake;
    rest = recordsBetween(records, taken, records.indexes.length);
  }
  blocked.waiting.push({ topic, records: rest });
  appendWaiting(ctx, producer);
  return true;
}

function knowsPartition(producer: ProducerNode, topic: string, partition?: number | null): boolean {
  return partitionCount(producer.metadata, topic) > (partition ?? 0);
}

/**
 * Takes in what send() blocks on and what waits behind it, as far as that goes by now, and fails what has waited for
 * `max.block.ms` or can never be sent. True when any of it no longer waits.
 */
export function appendWaiting(ctx: Ctx, producer: ProducerNode): boolean {
  const { blocked } = producer.accumulator;
  let passed = false;
  for (let first = blocked.waiting[0]; first; first = blocked.waiting[0]) {
    const on = appendFirst(ctx, producer, first.topic, first.records);
    if (on !== null && block(ctx, producer, on)) return passed;
    passed = true;
  }
  return passed;
}

/** Null: the first entry waits no longer; else what its first record that is left waits for. */
function appendFirst(ctx: Ctx, producer: ProducerNode, topic: string, records: Records): BlockedOn | null {
  const known = producer.metadata.topics.get(topic);
  if (known?.error === Errors.INVALID_TOPIC_EXCEPTION) {
    failRecords(ctx, producer, topic, records, 'INVALID_TOPIC_EXCEPTION');
    passFirst(ctx, producer, records.indexes.length);
    return null;
  }
  if (!known || !knowsPartition(producer, topic, records.partition)) {
    requestUpdate(ctx, producer, 'unknown-topic');
    return 'metadata';
  }
  const { blocked } = producer.accumulator;
  const ready = blocked.on === 'metadata' ? stamped(ctx, records) : records;
  const { taken } = appendRecords(ctx, producer, known, ready);
  passFirst(ctx, producer, taken);
  return taken === records.indexes.length ? null : 'buffer';
}

function queuesOf(accumulator: RecordAccumulator, topic: string): TopicQueues {
  let queues = accumulator.topics.get(topic);
  if (!queues) {
    queues = {
      topic,
      queues: [],
      sticky: { partition: -1, producedBytes: 0 },
      loadStats: null,
      compressionRatio: INITIAL_RATIO,
    };
    accumulator.topics.set(topic, queues);
  }
  return queues;
}

/** Every queue of every topic. */
export function* allQueues(accumulator: RecordAccumulator): Generator<PartitionQueue> {
  for (const { queues } of accumulator.topics.values()) for (const queue of queues) if (queue) yield queue;
}

export function queueOf(
  accumulator: RecordAccumulator,
  topic: string,
  partition: number,
): PartitionQueue | undefined {
  return accumulator.topics.get(topic)?.queues[partition];
}

/**
 * One of the two loops over records that a run has: it allocates nothing but batches. It ends before a record for
 * which there is no memory.
 */
function appendRecords(
  ctx: Ctx,
  producer: ProducerNode,
  topic: TopicMetadata,
  records: Records,
): { readonly taken: number; readonly wake: boolean } {
  const { configs } = producer;
  const { indexes, keyIds, keySizes, valueSizes, timestamps } = records;
  const hashes = ctx.cluster.keys.hashes;
  const queues = queuesOf(producer.accumulator, topic.name);
  const count = topic.partitions.length;
  const explicit = records.partition ?? -1;
  const ignoreKeys = configs['partitioner.ignore.keys'];
  const certainlySmall = largestRecordBytes(producer) - LARGEST_OVERHEAD;
  let wake = false;
  for (let i = 0; i < indexes.length; i++) {
    const keyId = keyIds[i]!;
    const keySize = keySizes[i]!;
    const valueSize = valueSizes[i]!;
    if (keySize + valueSize > certainlySmall && isTooLarge(producer, keySize, valueSize)) {
      failRecords(ctx, producer, topic.name, recordAt(records, i), 'MESSAGE_TOO_LARGE');
      continue;
    }
    const sticky = explicit < 0 && (keyId === NO_KEY || ignoreKeys);
    const chosen = explicit >= 0 ? explicit : sticky ? -1 : hashes[keyId]! % count;
    let batch: ProducerBatch | undefined;
    let grown = 0;
    while (grown === 0) {
      // With its last batch closed, a switch that was put off may be due, hence the second look.
      const partition = sticky ? stickyPartition(ctx, producer, topic, queues) : chosen;
      batch = openBatch(queues, partition);
      const begun = batch === undefined;
      batch ??= beginBatch(ctx, producer, queues, partition, keySize, valueSize, timestamps[i]!);
      if (batch === undefined) return { taken: i, wake: true };
      grown = tryAppend(batch, indexes[i]!, keyId, keySize, valueSize, timestamps[i]!);
      if (grown === 0) batch.open = false;
      if (begun) {
        grown = batch.sizeInBytes;
        wake = true;
      }
    }
    const full = isFull(batch!);
    if (full) wake = true;
    if (sticky) {
      queues.sticky.producedBytes += grown;
      if (needsSwitch(queues.sticky, batchSizeBytes(producer), full))
        switchPartition(ctx, producer, topic, queues);
    }
  }
  return { taken: indexes.length, wake };
}

/** Headers, varints and Kafka's generous estimate of them take less than that. */
const LARGEST_OVERHEAD = 100;

/** Kafka refuses by an estimate that is some bytes above the real size (KafkaProducer.ensureValidRecordSize). */
function isTooLarge(producer: ProducerNode, keySize: number, valueSize: number): boolean {
  return sizeUpperBound(keySize, valueSize) > largestRecordBytes(producer);
}

/** KafkaProducer.ensureValidRecordSize: a record fits into a request, and into the whole memory. */
function largestRecordBytes({ configs, accumulator }: ProducerNode): number {
  return Math.min(configs['max.request.size'], accumulator.pool.totalBytes);
}

function recordAt(
  { indexes, keyIds, keySizes, valueSizes, timestamps, partition }: Records,
  i: number,
): Records {
  return {
    indexes: [indexes[i]!],
    keyIds: [keyIds[i]!],
    keySizes: [keySizes[i]!],
    valueSizes: [valueSizes[i]!],
    timestamps: [timestamps[i]!],
    ...(partition === undefined ? {} : { partition }),
  };
}

/** `batch.size`, where 0 means that every record has a batch of its own. */
export function batchSizeBytes(producer: ProducerNode): number {
  return Math.max(producer.configs['batch.size'], 1);
}

/** The last batch of a queue if it is open, full or not. */
function openBatch({ queues }: TopicQueues, partition: number): ProducerBatch | undefined {
  const batches = queues[partition]?.batches;
  const last = batches?.[batches.length - 1];
  return last?.open ? last : undefined;
}

/** Undefined: there is no memory for it. */
function beginBatch(
  ctx: Ctx,
  producer: ProducerNode,
  queues: TopicQueues,
  partition: number,
  keySize: number,
  valueSize: number,
  timestamp: number,
): ProducerBatch | undefined {
  while (queues.queues.length <= partition) queues.queues.push(undefined);
  queues.queues[partition] ??= createPartitionQueue(queues.topic, partition);
  const batch = createProducerBatch({
    id: producer.accumulator.nextBatchId++,
    stream: producer.streamId,
    createdUs: ctx.nowUs,
    batchSizeBytes: batchSizeBytes(producer),
    timestamp,
    keySize,
    valueSize,
    compression: producer.configs['compression.type'] as CompressionType,
    estimatedRatio: queues.compressionRatio,
  });
  if (!allocate(producer.accumulator.pool, batch.writeLimit)) return undefined;
  batch.bufferBytes = batch.writeLimit;
  queues.queues[partition].batches.push(batch);
  producer.transactionManager?.transaction?.partitions.add(`${queues.topic}-${partition}`);
  return batch;
}

/** Where the next record without a key goes; switches first if that is due and leaves no small batch behind. */
function stickyPartition(
  ctx: Ctx,
  producer: ProducerNode,
  topic: TopicMetadata,
  queues: TopicQueues,
): number {
  const { sticky } = queues;
  const queue = queues.queues[sticky.partition];
  const none = sticky.partition < 0;
  if (none || needsSwitch(sticky, batchSizeBytes(producer), queue === undefined || allBatchesFull(queue)))
    switchPartition(ctx, producer, topic, queues);
  return sticky.partition;
}

function switchPartition(ctx: Ctx, producer: ProducerNode, topic: TopicMetadata, queues: TopicQueues): void {
  queues.sticky.partition = pickPartition(ctx, producer, topic, queues.loadStats);
  queues.sticky.producedBytes = 0;
}
