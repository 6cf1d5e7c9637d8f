import { describe, expect, it } from 'vitest';
import { appendAsLeader } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { deleteRecords } from './log-start-offset.ts';
import { type FetchDataInfo, isReadFailure, type ReadResult, read, readIsolated } from './read.ts';
import { roll } from './roll.ts';
import { records, START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { truncateTo } from './truncate.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

/** Batches of two records and 100 bytes: 0-1, 2-3, 4-5, a roll, 6-7, 8-9. */
function fiveBatches(): UnifiedLog {
  const log = createLog(sampleConfig(), START_MS);
  for (let batch = 0; batch < 5; batch++) {
    if (batch === 3) roll(log, START_MS);
    appendAsLeader(log, sampleBatch({ atMs: records(2) }), 0, START_MS);
  }
  return log;
}

function data(result: ReadResult): FetchDataInfo {
  if (isReadFailure(result)) throw new Error(result.error);
  return result;
}

function firstOffsets(result: ReadResult): number[] {
  return data(result).batches.map(({ baseOffset }) => baseOffset);
}

describe('read', () => {
  it('hands out whole batches: the first may begin below the offset asked for', () => {
    expect(firstOffsets(read(fiveBatches(), 3, 1000, true, 10))).toEqual([2, 4]);
  });

  it('ends with its segment, however much it might still take', () => {
    const log = fiveBatches();
    expect(data(read(log, 0, 10_000, true, 10)).sizeInBytes).toBe(300);
    expect(firstOffsets(read(log, 6, 10_000, true, 10))).toEqual([6, 8]);
  });

  it('cuts at maxBytes in the middle of a batch: the part is sent, and of no use', () => {
    const result = data(read(fiveBatches(), 0, 150, true, 10));
    expect(result.sizeInBytes).toBe(150);
    expect(firstOffsets(result)).toEqual([0]);
  });

  it('KIP-74: minOneMessage lets the first batch come whole, so that a consumer is never stuck', () => {
    const log = fiveBatches();
    expect(data(read(log, 0, 10, true, 10))).toMatchObject({ sizeInBytes: 100, firstEntryIncomplete: false });
    expect(data(read(log, 0, 10, false, 10))).toMatchObject({
      batches: [],
      sizeInBytes: 10,
      firstEntryIncomplete: true,
    });
  });

  it('is empty at the log end', () => {
    expect(data(read(fiveBatches(), 10, 1000, true, 10))).toMatchObject({ batches: [], sizeInBytes: 0 });
  });

  it('OFFSET_OUT_OF_RANGE below the log start and above the log end', () => {
    const log = fiveBatches();
    updateHighWatermark(log, 10);
    deleteRecords(log, 3);
    expect(isReadFailure(read(log, 2, 1000, true, 10))).toBe(true);
    expect(firstOffsets(read(log, 3, 1000, true, 10))).toEqual([2, 4]);
    expect(isReadFailure(read(log, 11, 1000, true, 10))).toBe(true);
  });

  it('goes on to the next segment where truncation has left a gap', () => {
    const log = fiveBatches();
    truncateTo(log, 9, START_MS);
    appendAsLeader(log, sampleBatch(), 0, START_MS);
    expect(firstOffsets(read(log, 8, 1000, true, 10))).toEqual([9]);
  });
});

describe('who may read how far', () => {
  it('a consumer sees only what is below the high watermark, a follower sees all', () => {
    const log = fiveBatches();
    updateHighWatermark(log, 4);
    expect(firstOffsets(readIsolated(log, 0, 1000, true, 'HIGH_WATERMARK'))).toEqual([0, 2]);
    expect(firstOffsets(readIsolated(log, 0, 1000, true, 'LOG_END'))).toEqual([0, 2, 4]);
  });

  it('the high watermark is the end even for minOneMessage', () => {
    const log = fiveBatches();
    updateHighWatermark(log, 2);
    expect(data(readIsolated(log, 2, 1000, true, 'HIGH_WATERMARK')).batches).toEqual([]);
  });
});
