import { describe, expect, it } from 'vitest';
import {
  appendToSegment,
  createSegment,
  findBatch,
  type LogSegment,
  truncateSegment,
} from './log-segment.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';

function segmentOf(count: number): LogSegment {
  const segment = createSegment(sampleConfig({ 'index.interval.bytes': 100 }), 0, 0, START_MS);
  for (let offset = 0; offset < count; offset++) append(segment, offset);
  return segment;
}

function append(segment: LogSegment, offset: number): void {
  const batch = { ...sampleBatch({ atMs: [offset] }), baseOffset: offset, lastOffset: offset };
  appendToSegment(segment, batch, START_MS);
}

describe('a copy of a segment, as a checkpoint takes it', () => {
  it('shares the chunk with the segment that goes on growing', () => {
    const segment = segmentOf(3);
    const checkpoint = { ...segment };
    append(segment, 3);
    expect(segment.chunk).toBe(checkpoint.chunk);
    expect([segment.batchCount, checkpoint.batchCount]).toEqual([4, 3]);
    expect(findBatch(checkpoint, 3)).toBe(3);
  });

  it('starts a chunk of its own when it grows otherwise', () => {
    const segment = segmentOf(3);
    const fork = { ...segment };
    append(segment, 3);
    append(fork, 50);
    expect(segment.chunk.batches.map(({ baseOffset }) => baseOffset)).toEqual([0, 1, 2, 3]);
    expect(fork.chunk.batches.map(({ baseOffset }) => baseOffset)).toEqual([0, 1, 2, 50]);
  });

  it('is not touched by a truncation', () => {
    const segment = segmentOf(5);
    const checkpoint = { ...segment };
    truncateSegment(segment, 1, START_MS);
    expect(segment.chunk.batches).toHaveLength(1);
    expect(checkpoint.chunk.batches).toHaveLength(5);
  });
});

describe('the sparse indexes', () => {
  it('get an entry whenever more than index.interval.bytes have gone by', () => {
    expect(segmentOf(7).chunk.offsetIndex).toEqual([2, 4, 6]);
    expect(segmentOf(7).chunk.timeIndex).toEqual([2, 4, 6]);
  });

  it('lose the entries of batches that are cut off, and count anew from there', () => {
    const segment = segmentOf(7);
    truncateSegment(segment, 4, START_MS);
    for (let offset = 4; offset < 8; offset++) append(segment, offset);
    expect(segment.chunk.offsetIndex).toEqual([2, 6]);
  });
});
