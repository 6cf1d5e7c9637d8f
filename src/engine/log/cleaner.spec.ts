import { describe, expect, it } from 'vitest';
import type { CoordinatorRecord } from '../../protocol/coordinator-records.ts';
import { endTransactionMarkerBatch } from '../../protocol/end-transaction-marker.ts';
import {
  type DataRecords,
  deleteHorizonMs,
  offsetOfRecord,
  RECORD_BATCH_OVERHEAD,
  type RecordBatch,
  recordAt,
  recordCount,
  sizeOfRecord,
} from '../../protocol/record-batch.ts';
import { coordinatorBatch, newOffsetCommitTombstone } from '../coordinator/group/record-helpers.ts';
import { appendAsLeader, isAppendFailure } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { listOffset } from './list-offsets.ts';
import { cleanFilthiestLog } from './log-cleaner.ts';
import type { LogConfig } from './log-config.ts';
import { read } from './read.ts';
import { roll } from './roll.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

const DAY_MS = 86_400_000;
const KEY_SIZE = 2;
const VALUE_SIZE = 10;
const EPOCH = 0;

function compactedLog(config: Partial<LogConfig> = {}): UnifiedLog {
  const always = { 'cleanup.policy': ['compact'], 'min.cleanable.dirty.ratio': 0 };
  return createLog(sampleConfig({ ...always, ...config }), START_MS);
}

interface Write {
  /** Millisecond after the start at which it is written. */
  readonly atMs?: number;
  readonly producerId?: number;
  readonly baseSequence?: number;
  readonly isTransactional?: boolean;
}

/** One batch of these keys; `-k` is a tombstone of key `k`. */
function write(log: UnifiedLog, keys: readonly number[], { atMs = 0, ...of }: Write = {}): void {
  const batch = sampleBatch({ ...of, producerEpoch: 0, atMs: keys.map(() => atMs) });
  const keyIds = keys.map(Math.abs);
  const valueSizes = keys.map((key) => (key < 0 ? -1 : VALUE_SIZE));
  const keySizes = keys.map(() => KEY_SIZE);
  const sizes = valueSizes.map((valueSize, index) => sizeOfRecord(index, 0, KEY_SIZE, valueSize));
  const sizeInBytes = sizes.reduce((sum, size) => sum + size, RECORD_BATCH_OVERHEAD);
  const records = { ...(batch.records as DataRecords), keyIds, keySizes, valueSizes };
  const { isTransactional = false } = of;
  append(log, { ...batch, sizeInBytes, records, isTransactional });
}

function endTxn(log: UnifiedLog, marker: 'COMMIT' | 'ABORT', producerId: number): void {
  const ids = { producerId, producerEpoch: 0, coordinatorEpoch: 0 };
  append(log, endTransactionMarkerBatch({ marker, ...ids }, START_MS), 'COORDINATOR');
}

function append(log: UnifiedLog, batch: RecordBatch, origin: 'CLIENT' | 'COORDINATOR' = 'CLIENT'): void {
  const result = appendAsLeader(log, batch, EPOCH, START_MS, origin);
  if (isAppendFailure(result)) throw new Error(result.error);
  updateHighWatermark(log, log.logEndOffset);
}

/** So that all that has been written may be cleaned. */
function clean(log: UnifiedLog, atMs = 0): void {
  if (log.segments.at(-1)!.batchCount > 0) roll(log, START_MS);
  cleanFilthiestLog([log], START_MS + atMs);
}

function batches(log: UnifiedLog): RecordBatch[] {
  return log.segments.flatMap(({ chunk, batchCount }) => chunk.batches.slice(0, batchCount));
}

/** [offset, key] of all records. */
function left(log: UnifiedLog): (readonly [number, number | string])[] {
  return batches(log).flatMap((batch) =>
    Array.from({ length: recordCount(batch) }, (_, index) => {
      const { records } = batch;
      const key = records.kind === 'data' ? records.keyIds[index]! : 'marker';
      return [offsetOfRecord(batch, index), key] as const;
    }),
  );
}

describe('compaction', () => {
  it('keeps the newest record of each key, under its offset', () => {
    const log = compactedLog();
    write(log, [1, 2, 1]);
    write(log, [3, 2]);
    clean(log);
    expect(left(log)).toEqual([
      [2, 1],
      [3, 3],
      [4, 2],
    ]);
    expect([log.logStartOffset, log.logEndOffset]).toEqual([0, 5]);
  });

  it('compares with the clean part too: an old value goes when a newer one has come', () => {
    const log = compactedLog();
    write(log, [1, 2]);
    clean(log);
    write(log, [2, 2]);
    clean(log);
    expect(left(log)).toEqual([
      [0, 1],
      [3, 2],
    ]);
  });

  it('leaves the active segment alone', () => {
    const log = compactedLog();
    write(log, [1]);
    roll(log, START_MS);
    write(log, [1, 1]);
    cleanFilthiestLog([log], START_MS);
    expect(left(log)).toHaveLength(3);
  });

  it('gives a batch the bytes that its records take: offsets and times count from its base as before', () => {
    const log = compactedLog();
    write(log, [1, 2, 1]);
    write(log, [1]);
    clean(log);
    expect(batches(log)[0]).toMatchObject({
      baseOffset: 0,
      lastOffset: 2,
      offsetDeltas: [1],
      sizeInBytes: RECORD_BATCH_OVERHEAD + sizeOfRecord(1, 0, KEY_SIZE, VALUE_SIZE),
    });
  });

  it('shares a batch of which nothing goes: replicas keep one object', () => {
    const log = compactedLog();
    write(log, [1]);
    write(log, [2]);
    const before = batches(log)[0];
    clean(log);
    expect(batches(log)[0]).toBe(before);
  });

  it('writes small neighbouring segments into one, up to segment.bytes', () => {
    const log = compactedLog({ 'internal.segment.bytes': 300 });
    for (let key = 1; key <= 8; key++) {
      write(log, [key]);
      roll(log, START_MS);
    }
    cleanFilthiestLog([log], START_MS);
    expect(log.segments.map(({ baseOffset, batchCount }) => [baseOffset, batchCount])).toEqual([
      [0, 3],
      [3, 3],
      [6, 2],
      [8, 0],
    ]);
  });

  it('a checkpoint of the segments that were replaced still reads what it did', () => {
    const log = compactedLog();
    write(log, [1, 1]);
    const checkpoint = { ...log, segments: log.segments.map((segment) => ({ ...segment })) };
    write(log, [1]);
    clean(log);
    expect(left(checkpoint)).toHaveLength(2);
  });

  it('ends early where the offset map is full, and goes on from there the next time', () => {
    const log = compactedLog();
    write(log, [1, 2, 1, 2]);
    roll(log, START_MS);
    expect(cleanFilthiestLog([log], START_MS, 1)).toMatchObject({ fromOffset: 0, toOffset: 1 });
    expect(cleanFilthiestLog([log], START_MS, 2)).toMatchObject({ fromOffset: 1, toOffset: 3 });
  });
});

describe('reading a compacted log', () => {
  const log = compactedLog();
  write(log, [1, 2, 1], { atMs: 5 });
  write(log, [1, 3], { atMs: 9 });
  clean(log);

  it('goes on with what comes after an offset that is gone', () => {
    const data = read(log, 0, 1000, true, log.logEndOffset);
    expect(data).toMatchObject({ batches: [{ baseOffset: 0 }, { baseOffset: 3 }] });
    expect(recordAt(batches(log)[0]!, 0)).toBe(-1);
    expect(recordAt(batches(log)[0]!, 1)).toBe(0);
  });

  it('a time is found at the record that is left', () => {
    expect(listOffset(log, START_MS + 1)).toMatchObject({ offset: 1, timestamp: START_MS + 5 });
  });
});

describe('a tombstone', () => {
  it('stays for delete.retention.ms from the first pass that sees it, so that slow readers learn of it', () => {
    const log = compactedLog();
    write(log, [1]);
    write(log, [-1, 2]);
    clean(log, 1000);
    expect(left(log)).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(deleteHorizonMs(batches(log)[0]!)).toBe(START_MS + 1000 + DAY_MS);
  });

  it('goes with the first pass after that', () => {
    const log = compactedLog();
    write(log, [-1, 2]);
    clean(log);
    write(log, [3, 3]);
    clean(log, DAY_MS - 1);
    expect(left(log)).toHaveLength(3);
    write(log, [4]);
    clean(log, DAY_MS);
    expect(left(log).map(([, key]) => key)).toEqual([2, 3, 4]);
  });

  it('keeps its horizon when its batch is written anew', () => {
    const log = compactedLog();
    write(log, [-1, 2]);
    clean(log);
    write(log, [2]);
    clean(log, 5000);
    expect(left(log)[0]).toEqual([0, 1]);
    expect(deleteHorizonMs(batches(log)[0]!)).toBe(START_MS + DAY_MS);
  });
});

describe('a batch without records', () => {
  it('stays while it is the last of its producer, whose sequence it tells', () => {
    const log = compactedLog();
    write(log, [1], { producerId: 7, baseSequence: 0 });
    write(log, [1]);
    write(log, [1]);
    clean(log);
    expect(batches(log).map(({ baseOffset, sizeInBytes }) => [baseOffset, sizeInBytes])).toEqual([
      [0, RECORD_BATCH_OVERHEAD],
      [2, expect.any(Number)],
    ]);
    write(log, [2, 2, 2], { producerId: 7, baseSequence: 1 });
    clean(log);
    expect(batches(log)[0]!.baseOffset).toBe(2);
  });

  it('stays where the cleanable part ends, even if all its records were aborted', () => {
    const log = compactedLog();
    const of = (baseSequence: number): Write => ({ producerId: 7, baseSequence, isTransactional: true });
    write(log, [1]);
    write(log, [2], of(0));
    roll(log, START_MS);
    endTxn(log, 'ABORT', 7);
    write(log, [3], of(1));
    cleanFilthiestLog([log], START_MS);
    expect(batches(log)[1]).toMatchObject({ lastOffset: 1, offsetDeltas: [], isTransactional: true });
  });
});

describe('transactions in a compacted log', () => {
  const of = (baseSequence: number): Write => ({ producerId: 7, baseSequence, isTransactional: true });

  it('nothing is cleaned from an open one on', () => {
    const log = compactedLog();
    write(log, [1]);
    roll(log, START_MS);
    write(log, [1], of(0));
    roll(log, START_MS);
    write(log, [1]);
    clean(log);
    expect(left(log)).toHaveLength(3);
    endTxn(log, 'COMMIT', 7);
    clean(log);
    expect(left(log).map(([offset]) => offset)).toEqual([2, 3]);
  });

  it('records of an aborted one go, and take no newer value for one of their keys', () => {
    const log = compactedLog();
    write(log, [1]);
    write(log, [1], of(0));
    endTxn(log, 'ABORT', 7);
    clean(log);
    expect(left(log)).toEqual([
      [0, 1],
      [2, 'marker'],
    ]);
  });

  it('a marker goes when no batch of its transaction is left and its own horizon has passed', () => {
    const log = compactedLog();
    write(log, [1], of(0));
    endTxn(log, 'ABORT', 7);
    write(log, [2], of(1));
    endTxn(log, 'COMMIT', 7);
    clean(log);
    expect(left(log).map(([offset]) => offset)).toEqual([1, 2, 3]);
    write(log, [3]);
    clean(log);
    expect(deleteHorizonMs(batches(log)[0]!)).toBe(START_MS + DAY_MS);
    write(log, [4, 4, 4]);
    clean(log, DAY_MS);
    expect(left(log).map(([offset]) => offset)).toEqual([2, 3, 4, 7]);
  });
});

describe('__consumer_offsets', () => {
  const offsetOf = (partition: number, offset: number): CoordinatorRecord => ({
    type: 'OffsetCommit',
    key: { group: 'billing', topic: 'orders', partition },
    value: { offset, leaderEpoch: 0, metadata: '', commitTimestamp: START_MS, expireTimestamp: -1 },
  });

  it('of each group, topic and partition the last committed offset stays', () => {
    const log = compactedLog();
    append(log, coordinatorBatch([offsetOf(0, 5), offsetOf(1, 5)], START_MS));
    append(log, coordinatorBatch([offsetOf(0, 9)], START_MS));
    clean(log);
    expect(batches(log).map(({ records }) => records)).toEqual([
      { kind: 'coordinator', records: [offsetOf(1, 5)] },
      { kind: 'coordinator', records: [offsetOf(0, 9)] },
    ]);
    // Its offset delta of 1 takes one byte, as 0 does.
    expect(batches(log)[0]!.sizeInBytes).toBe(coordinatorBatch([offsetOf(1, 5)], START_MS).sizeInBytes);
  });

  it('a tombstone takes the offset away when it has expired', () => {
    const log = compactedLog();
    append(log, coordinatorBatch([offsetOf(0, 5), offsetOf(1, 5)], START_MS));
    append(log, coordinatorBatch([newOffsetCommitTombstone('billing', 'orders', 0)], START_MS));
    clean(log);
    expect(left(log).map(([offset]) => offset)).toEqual([1, 2]);
  });
});
