import { describe, expect, it } from 'vitest';
import { appendAsLeader } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { cleanFilthiestLog } from './log-cleaner.ts';
import { grabFilthiestCompactedLog, logToClean } from './log-cleaner-manager.ts';
import type { LogConfig } from './log-config.ts';
import { deleteRecords } from './log-start-offset.ts';
import { roll } from './roll.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { truncateTo } from './truncate.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

/** Segments of one batch of 100 bytes each, the last one active; all below the high watermark. */
function logOf(segments: number, config: Partial<LogConfig> = {}): UnifiedLog {
  const log = createLog(sampleConfig({ 'cleanup.policy': ['compact'], ...config }), START_MS);
  append(log, segments);
  return log;
}

function append(log: UnifiedLog, segments: number, atMs = 0): void {
  for (let segment = 0; segment < segments; segment++) {
    if (log.logEndOffset > 0) roll(log, START_MS);
    appendAsLeader(log, sampleBatch({ atMs: [atMs] }), 0, START_MS);
  }
  updateHighWatermark(log, log.logEndOffset);
}

describe('what may be compacted', () => {
  it('ends at the active segment', () => {
    expect(logToClean(logOf(4), START_MS)).toMatchObject({ firstDirtyOffset: 0, firstUncleanableOffset: 3 });
  });

  it('ends at the last stable offset: what is not decided, or not replicated, may still change', () => {
    const log = logOf(4);
    updateHighWatermark(log, 2);
    expect(logToClean(log, START_MS).firstUncleanableOffset).toBe(2);
  });

  it('ends at the first segment with a record younger than min.compaction.lag.ms', () => {
    const log = logOf(2, { 'min.compaction.lag.ms': 1000 });
    append(log, 2, 500);
    expect(logToClean(log, START_MS + 1000).firstUncleanableOffset).toBe(2);
    expect(logToClean(log, START_MS + 1500).firstUncleanableOffset).toBe(3);
  });

  it('begins where the last pass ended', () => {
    const log = logOf(3);
    cleanFilthiestLog([log], START_MS);
    append(log, 2);
    expect(logToClean(log, START_MS)).toMatchObject({ firstDirtyOffset: 2, firstUncleanableOffset: 4 });
  });

  it('begins at the active segment after a truncation: what is written there now is another history', () => {
    const log = logOf(4);
    cleanFilthiestLog([log], START_MS);
    truncateTo(log, 2, START_MS);
    expect(log.cleanerCheckpoint).toBe(log.segments.at(-1)!.baseOffset);
  });

  it('begins at the log start when that has passed the checkpoint', () => {
    const log = logOf(4);
    cleanFilthiestLog([log], START_MS);
    append(log, 3);
    deleteRecords(log, 5);
    expect(logToClean(log, START_MS).firstDirtyOffset).toBe(5);
  });
});

describe('a log is compacted', () => {
  it('when its dirty ratio is above min.cleanable.dirty.ratio', () => {
    const log = logOf(1);
    Object.assign(log, { cleanerCheckpoint: 0 });
    append(log, 1);
    expect(logToClean(log, START_MS)).toMatchObject({
      cleanBytes: 0,
      cleanableBytes: 100,
      cleanableRatio: 1,
    });
    log.cleanerCheckpoint = 1;
    append(log, 1);
    expect(logToClean(log, START_MS).cleanableRatio).toBe(0.5);
    expect(grabFilthiestCompactedLog([log], START_MS)).toBeNull();
    append(log, 1);
    expect(grabFilthiestCompactedLog([log], START_MS)?.cleanableBytes).toBe(200);
  });

  it('whatever the ratio, when a dirty segment is older than max.compaction.lag.ms (KIP-354)', () => {
    const log = logOf(3, { 'max.compaction.lag.ms': 1000, 'min.cleanable.dirty.ratio': 1 });
    expect(grabFilthiestCompactedLog([log], START_MS + 1000)).toBeNull();
    expect(grabFilthiestCompactedLog([log], START_MS + 1001)).not.toBeNull();
  });

  it('the dirtiest first', () => {
    const half = logOf(5);
    half.cleanerCheckpoint = 1;
    const all = logOf(3);
    expect(grabFilthiestCompactedLog([half, all], START_MS)?.log).toBe(all);
  });

  it('only where cleanup.policy says so', () => {
    expect(grabFilthiestCompactedLog([logOf(3, { 'cleanup.policy': ['delete'] })], START_MS)).toBeNull();
    expect(
      grabFilthiestCompactedLog([logOf(3, { 'cleanup.policy': ['compact', 'delete'] })], START_MS),
    ).not.toBeNull();
  });

  it('once, until there is something new', () => {
    const log = logOf(3);
    expect(cleanFilthiestLog([log], START_MS)).toMatchObject({ fromOffset: 0, toOffset: 2 });
    expect(cleanFilthiestLog([log], START_MS)).toBeNull();
  });
});
