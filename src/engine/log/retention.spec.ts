import { describe, expect, it } from 'vitest';
import { appendAsLeader } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import type { LogConfig } from './log-config.ts';
import { deleteRecords } from './log-start-offset.ts';
import { deleteOldSegments, segmentExpiresAtMs } from './retention.ts';
import { roll } from './roll.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { createLog, sizeOfLog, type UnifiedLog } from './unified-log.ts';

/** One record of 100 bytes a segment, made at 0, 1000 and 2000 ms; all replicated. */
function threeSegments(config: Partial<LogConfig>): UnifiedLog {
  const log = createLog(sampleConfig(config), START_MS);
  for (let segment = 0; segment < 3; segment++) {
    if (segment > 0) roll(log, START_MS);
    appendAsLeader(log, sampleBatch({ atMs: [segment * 1000] }), 0, START_MS);
  }
  updateHighWatermark(log, log.logEndOffset);
  return log;
}

function baseOffsets(log: UnifiedLog): number[] {
  return log.segments.map(({ baseOffset }) => baseOffset);
}

describe('retention.ms', () => {
  it('a segment goes when its newest record is older than that, not when it is as old', () => {
    const log = threeSegments({ 'retention.ms': 5000 });
    expect(segmentExpiresAtMs(log, log.segments[0]!)).toBe(START_MS + 5000);
    expect(deleteOldSegments(log, START_MS + 5000)).toEqual([]);
    const deleted = deleteOldSegments(log, START_MS + 5001);
    expect(deleted.map(({ segment, reason }) => [segment.baseOffset, reason])).toEqual([[0, 'retention.ms']]);
    expect(log.logStartOffset).toBe(1);
  });

  it('the active segment goes too once its newest record has expired: a new one is rolled first', () => {
    const log = threeSegments({ 'retention.ms': 5000 });
    expect(deleteOldSegments(log, START_MS + 7001)).toHaveLength(3);
    expect(baseOffsets(log)).toEqual([3]);
    expect([log.logStartOffset, log.logEndOffset, sizeOfLog(log)]).toEqual([3, 3, 0]);
  });

  it('an empty active segment stays, for there is nothing in it to delete', () => {
    const log = threeSegments({ 'retention.ms': 5000 });
    deleteOldSegments(log, START_MS + 7001);
    const [active] = log.segments;
    expect(deleteOldSegments(log, START_MS + 99_999)).toEqual([]);
    expect(log.segments[0]).toBe(active);
  });

  it('a record from the future keeps its segment, and with it all that follow', () => {
    const log = createLog(sampleConfig({ 'retention.ms': 5000 }), START_MS);
    appendAsLeader(log, sampleBatch({ atMs: [3_000_000] }), 0, START_MS);
    roll(log, START_MS);
    appendAsLeader(log, sampleBatch(), 0, START_MS);
    updateHighWatermark(log, 2);
    expect(deleteOldSegments(log, START_MS + 100_000)).toEqual([]);
  });

  it('-1 keeps everything', () => {
    const log = threeSegments({ 'retention.ms': -1 });
    expect(segmentExpiresAtMs(log, log.segments[0]!)).toBeNull();
    expect(deleteOldSegments(log, START_MS + 1e12)).toEqual([]);
  });
});

describe('retention.bytes', () => {
  it('the oldest segments go as long as what is left is still at least that much', () => {
    const log = threeSegments({ 'retention.bytes': 150 });
    const deleted = deleteOldSegments(log, START_MS);
    expect(deleted.map(({ reason }) => reason)).toEqual(['retention.bytes']);
    expect(sizeOfLog(log)).toBe(200);
  });

  it('0 keeps nothing', () => {
    const log = threeSegments({ 'retention.bytes': 0 });
    expect(deleteOldSegments(log, START_MS)).toHaveLength(3);
  });
});

describe('whatever the rule', () => {
  it('a segment that reaches beyond the high watermark stays', () => {
    const log = threeSegments({ 'retention.ms': 5000 });
    updateHighWatermark(log, 2);
    deleteOldSegments(log, START_MS + 99_999);
    expect(baseOffsets(log)).toEqual([2]);
  });

  it('without cleanup.policy delete only what DeleteRecords has given up goes', () => {
    const log = threeSegments({ 'cleanup.policy': ['compact'], 'retention.ms': 5000, 'retention.bytes': 0 });
    deleteRecords(log, 1);
    expect(deleteOldSegments(log, START_MS + 99_999).map(({ reason }) => reason)).toEqual(['logStartOffset']);
    expect(baseOffsets(log)).toEqual([1, 2]);
  });
});

describe('DeleteRecords', () => {
  it('moves the log start at once, and leaves the segments to the next retention pass', () => {
    const log = threeSegments({});
    expect(deleteRecords(log, 2)).toEqual({ moved: true });
    expect(baseOffsets(log)).toEqual([0, 1, 2]);
    expect(deleteOldSegments(log, START_MS)).toHaveLength(2);
  });

  it('-1 means up to the high watermark', () => {
    const log = threeSegments({});
    deleteRecords(log, -1);
    expect(log.logStartOffset).toBe(3);
  });

  it('never moves the log start back, or past the high watermark', () => {
    const log = threeSegments({});
    deleteRecords(log, 2);
    expect(deleteRecords(log, 1)).toEqual({ moved: false });
    expect(deleteRecords(log, 4)).toEqual({ error: 'OFFSET_OUT_OF_RANGE' });
  });
});
