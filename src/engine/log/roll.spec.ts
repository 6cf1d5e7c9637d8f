import { describe, expect, it } from 'vitest';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { appendAsFollower, appendAsLeader } from './append.ts';
import type { LogConfig } from './log-config.ts';
import { roll } from './roll.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

function logWith(config: Partial<LogConfig> = {}): UnifiedLog {
  return createLog(sampleConfig(config), START_MS);
}

function rolledBy(log: UnifiedLog, batch: RecordBatch, nowMs = START_MS) {
  const result = appendAsLeader(log, batch, 0, nowMs);
  if ('error' in result) throw new Error(result.exception);
  return result.rolled;
}

function baseOffsets(log: UnifiedLog): number[] {
  return log.segments.map(({ baseOffset }) => baseOffset);
}

describe('segment.bytes', () => {
  it('a batch that would not fit begins a new segment, and bears its name', () => {
    const log = logWith({ 'internal.segment.bytes': 250 });
    const reasons = [1, 2, 3].map(() => rolledBy(log, sampleBatch()));
    expect(reasons).toEqual([null, null, 'segment.bytes']);
    expect(baseOffsets(log)).toEqual([0, 2]);
  });

  it('a segment may be filled to the last byte', () => {
    const log = logWith({ 'internal.segment.bytes': 200 });
    rolledBy(log, sampleBatch());
    expect(rolledBy(log, sampleBatch())).toBeNull();
  });
});

describe('segment.ms', () => {
  const config = { 'segment.ms': 1000, 'message.timestamp.after.max.ms': 1e9 };

  it("is measured in record time, from the first batch's newest record to the arriving one's", () => {
    const log = logWith(config);
    rolledBy(log, sampleBatch({ atMs: [0, 500] }));
    expect(rolledBy(log, sampleBatch({ atMs: [1500] }))).toBeNull();
    expect(rolledBy(log, sampleBatch({ atMs: [1501] }))).toBe('segment.ms');
  });

  it('the clock alone rolls nothing: a quiet segment stays active', () => {
    const log = logWith(config);
    rolledBy(log, sampleBatch());
    expect(rolledBy(log, sampleBatch(), START_MS + 5000)).toBeNull();
  });

  it('an old record does not roll, one from the future does at once', () => {
    const log = logWith(config);
    rolledBy(log, sampleBatch());
    expect(rolledBy(log, sampleBatch({ atMs: [-9_000_000] }))).toBeNull();
    expect(rolledBy(log, sampleBatch({ atMs: [9_000_000] }))).toBe('segment.ms');
  });

  it('segment.jitter.ms rolls earlier, in each segment and partition by its own chance', () => {
    const jittered = sampleConfig({ 'segment.ms': 1000, 'segment.jitter.ms': 500 });
    const jitters = [1, 2, 3, 1].map((seed) => createLog(jittered, START_MS, seed).segments[0]!.rollJitterMs);
    expect(jitters[0]).toBe(jitters[3]);
    expect(new Set(jitters).size).toBe(3);
    expect(jitters.every((jitter) => jitter >= 0 && jitter < 500)).toBe(true);
  });
});

describe('segment.index.bytes', () => {
  it('a full index begins a new segment: with 24 bytes the time index has one entry besides the reserved one', () => {
    const log = logWith({ 'segment.index.bytes': 24, 'index.interval.bytes': 150 });
    const reasons = [0, 1, 2, 3].map((at) => rolledBy(log, sampleBatch({ atMs: [at] })));
    // The third batch is the first with more than 150 bytes before it: it gets the entry.
    expect(reasons).toEqual([null, null, null, 'segment.index.bytes']);
    expect(log.segments[0]!.chunk.timeIndex).toEqual([2]);
  });

  it('a segment that is rolled notes its newest record in the reserved slot', () => {
    const log = logWith();
    rolledBy(log, sampleBatch({ atMs: [7] }));
    rolledBy(log, sampleBatch({ atMs: [5] }));
    roll(log, START_MS);
    expect(log.segments[0]!.chunk.timeIndex).toEqual([0]);
  });

  it('KAFKA-6388: an index without room rolls at every batch, and an empty segment is replaced', () => {
    const log = logWith({ 'segment.index.bytes': 4 });
    rolledBy(log, sampleBatch());
    rolledBy(log, sampleBatch());
    expect(baseOffsets(log)).toEqual([0, 1]);
  });
});

describe('max.compaction.lag.ms', () => {
  it('rolls where segment.ms would not yet: only closed segments are compacted', () => {
    const log = logWith({ 'cleanup.policy': ['compact'], 'max.compaction.lag.ms': 500 });
    rolledBy(log, sampleBatch());
    expect(rolledBy(log, sampleBatch({ atMs: [500] }))).toBeNull();
    expect(rolledBy(log, sampleBatch({ atMs: [501] }))).toBe('segment.ms');
  });

  it('means nothing to a log that is not compacted', () => {
    const log = logWith({ 'max.compaction.lag.ms': 500 });
    rolledBy(log, sampleBatch());
    expect(rolledBy(log, sampleBatch({ atMs: [501] }))).toBeNull();
  });
});

describe('relative offsets', () => {
  it('an offset 2^31 beyond the base, as compaction can leave it, begins a new segment', () => {
    const log = logWith();
    rolledBy(log, sampleBatch());
    const far = { ...sampleBatch(), baseOffset: 0x8000_0000, lastOffset: 0x8000_0000 };
    expect(appendAsFollower(log, far, START_MS)).toMatchObject({ rolled: 'relativeOffset' });
    expect(baseOffsets(log)).toEqual([0, 0x8000_0000]);
  });
});
