import { appendAsLeader, isAppendFailure } from '../../engine/log/append.ts';
import { cleanLog } from '../../engine/log/cleaner.ts';
import { updateHighWatermark } from '../../engine/log/high-watermark.ts';
import { doneCleaning, grabFilthiestCompactedLog } from '../../engine/log/log-cleaner-manager.ts';
import { createLog, type UnifiedLog } from '../../engine/log/unified-log.ts';
import { endTransactionMarkerBatch } from '../../protocol/end-transaction-marker.ts';
import {
  deleteHorizonMs,
  offsetOfRecord,
  type RecordBatch,
  recordCount,
} from '../../protocol/record-batch.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';
import { logConfigOf, type VectorRecord, vectorBatch } from './log-vector.ts';

interface CompactionCase {
  readonly config: Readonly<Record<string, string>>;
  readonly startMs: number;
  readonly steps: readonly Step[];
}

type Step =
  | {
      readonly do: 'append';
      readonly records: readonly KeyAndValue[];
      readonly producerId?: number;
      readonly batchBytes: number;
    }
  | { readonly do: 'commitMarker' | 'abortMarker'; readonly producerId: number }
  | { readonly do: 'advanceTime'; readonly ms: number }
  | { readonly do: 'cleanerPass' }
  | { readonly do: 'end' };

type KeyAndValue = readonly [key: string, value: string | null];

interface Replay {
  readonly log: UnifiedLog;
  nowMs: number;
  /** Of each producer, the sequence number of its next record. */
  readonly sequences: Map<number, number>;
  /** Every record that was sent; in the log a record names its place here. */
  readonly sent: KeyAndValue[];
  readonly keys: string[];
}

const LEADER_EPOCH = 0;
const PRODUCER_EPOCH = 1;
const COORDINATOR_EPOCH = 0;
/** More keys than any case has. */
const MAX_KEYS = 1_000_000;

/** Cleaner passes over a `UnifiedLog`: whether the log was dirty enough, what was cleaned, and what is left. */
export const checkCompaction = checkEachCase<CompactionCase>((vectorCase) => {
  const { config, startMs: nowMs } = vectorCase;
  const log = createLog(logConfigOf(config), nowMs);
  const replay: Replay = { log, nowMs, sequences: new Map(), sent: [], keys: [] };
  for (const [index, step] of vectorCase.steps.entries()) {
    const mismatch = checkStep(replay, step, `step ${index} (${step.do})`);
    if (mismatch) return mismatch;
  }
  return null;
});

function checkStep(replay: Replay, step: Step, path: string): Mismatch | null {
  const { log, nowMs } = replay;
  switch (step.do) {
    case 'append':
      append(replay, batchOf(replay, step));
      return null;
    case 'commitMarker':
    case 'abortMarker':
      append(replay, markerOf(step.producerId, step.do, nowMs), 'COORDINATOR');
      return null;
    case 'advanceTime':
      replay.nowMs += step.ms;
      return null;
    case 'cleanerPass':
      return firstDifference(step, { do: step.do, ...cleanerPass(replay) }, path);
    case 'end':
      return firstDifference(step, { do: step.do, after: summaryOf(log) }, path);
  }
}

function append(
  { log, nowMs }: Replay,
  batch: RecordBatch,
  origin: 'CLIENT' | 'COORDINATOR' = 'CLIENT',
): void {
  const result = appendAsLeader(log, batch, LEADER_EPOCH, nowMs, origin);
  if (isAppendFailure(result)) throw new Error(result.exception);
  updateHighWatermark(log, log.logEndOffset);
}

function batchOf(replay: Replay, { records, producerId, batchBytes }: Step & { do: 'append' }): RecordBatch {
  const own = records.map((record) => vectorRecord(replay, record));
  if (producerId === undefined) return vectorBatch(own, batchBytes);
  const baseSequence = replay.sequences.get(producerId) ?? 0;
  replay.sequences.set(producerId, baseSequence + records.length);
  const producer = { producerId, producerEpoch: PRODUCER_EPOCH, baseSequence, isTransactional: true };
  return vectorBatch(own, batchBytes, producer);
}

function vectorRecord({ sent, keys, nowMs }: Replay, record: KeyAndValue): VectorRecord {
  const [key, value] = record;
  if (!keys.includes(key)) keys.push(key);
  const index = sent.push(record) - 1;
  const valueSize = value === null ? -1 : value.length;
  return { timestamp: nowMs, keySize: key.length, valueSize, keyId: keys.indexOf(key), index };
}

function markerOf(producerId: number, kind: 'commitMarker' | 'abortMarker', nowMs: number): RecordBatch {
  const marker = kind === 'commitMarker' ? 'COMMIT' : 'ABORT';
  const ids = { producerId, producerEpoch: PRODUCER_EPOCH, coordinatorEpoch: COORDINATOR_EPOCH };
  return endTransactionMarkerBatch({ marker, ...ids }, nowMs);
}

function cleanerPass({ log, nowMs, sent }: Replay): object {
  const filthiest = grabFilthiestCompactedLog([log], nowMs);
  if (!filthiest) return { taken: false };
  const { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, cleanableRatio } = filthiest;
  const newFirstDirtyOffset = cleanLog(filthiest, nowMs, MAX_KEYS);
  doneCleaning(log, newFirstDirtyOffset);
  const batches = batchesOf(log);
  return {
    taken: true,
    firstDirtyOffset,
    firstUncleanableOffset,
    cleanBytes,
    cleanableBytes,
    cleanableRatio,
    newFirstDirtyOffset,
    surviving: batches.flatMap((batch) => recordsOf(batch, sent)),
    deleteHorizons: batches.flatMap((batch) => {
      const horizonMs = deleteHorizonMs(batch);
      return horizonMs === null ? [] : [[batch.baseOffset, horizonMs]];
    }),
    after: summaryOf(log),
  };
}

function batchesOf(log: UnifiedLog): RecordBatch[] {
  return log.segments.flatMap(({ chunk, batchCount }) => chunk.batches.slice(0, batchCount));
}

function recordsOf(batch: RecordBatch, sent: readonly KeyAndValue[]): unknown[] {
  const { records } = batch;
  return Array.from({ length: recordCount(batch) }, (_, index) => [
    offsetOfRecord(batch, index),
    ...(records.kind === 'data' ? sent[records.indexes[index]!]! : ['(control)']),
  ]);
}

function summaryOf({ segments, logStartOffset, highWatermark, logEndOffset }: UnifiedLog): object {
  return {
    segments: segments.map(({ baseOffset, sizeInBytes }) => [baseOffset, sizeInBytes]),
    logStartOffset,
    highWatermark,
    logEndOffset,
  };
}
