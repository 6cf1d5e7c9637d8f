import { describe, expect, it } from 'vitest';
import { appendAsLeader } from './append.ts';
import {
  fetchHighWatermark,
  lastStableOffset,
  maybeIncrementHighWatermark,
  updateHighWatermark,
} from './high-watermark.ts';
import { maybeIncrementLogStartOffset } from './log-start-offset.ts';
import { records, START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

/** Offsets 0-3 and 4-7. */
function twoBatches(): UnifiedLog {
  const log = createLog(sampleConfig(), START_MS);
  for (let batch = 0; batch < 2; batch++) appendAsLeader(log, sampleBatch({ atMs: records(4) }), 0, START_MS);
  return log;
}

describe('the high watermark', () => {
  it('an append does not move it', () => {
    expect(twoBatches().highWatermark).toBe(0);
  });

  it('stays between the log start and the log end', () => {
    const log = twoBatches();
    expect(updateHighWatermark(log, 99)).toBe(8);
    maybeIncrementLogStartOffset(log, 4);
    expect(updateHighWatermark(log, 1)).toBe(4);
  });

  it("a leader's only moves forward", () => {
    const log = twoBatches();
    expect(maybeIncrementHighWatermark(log, 8)).toBe(true);
    expect(maybeIncrementHighWatermark(log, 4)).toBe(false);
    expect(log.highWatermark).toBe(8);
  });

  it('inside a batch, it is read as the beginning of the batch', () => {
    const log = twoBatches();
    updateHighWatermark(log, 6);
    expect(fetchHighWatermark(log)).toBe(4);
    expect(log.highWatermark).toBe(4);
  });

  it('without transactions it is the last stable offset too', () => {
    const log = twoBatches();
    updateHighWatermark(log, 4);
    expect(lastStableOffset(log)).toBe(4);
  });
});
