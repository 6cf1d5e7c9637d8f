import { describe, expect, it } from 'vitest';
import {
  assignEpoch,
  endOffsetFor,
  type LeaderEpochFileCache,
  truncateFromEnd,
  truncateFromStart,
} from './leader-epoch-file-cache.ts';

/** Epoch 1 wrote offsets 0-9, epoch 3 wrote 10-19, epoch 4 writes from 20 on. */
function threeReigns(): LeaderEpochFileCache {
  return [
    { epoch: 1, startOffset: 0 },
    { epoch: 3, startOffset: 10 },
    { epoch: 4, startOffset: 20 },
  ];
}

describe('an epoch that begins', () => {
  it('is noted once: later batches of the same epoch change nothing', () => {
    const cache: LeaderEpochFileCache = [];
    expect(assignEpoch(cache, 5, 100)).toBe(true);
    expect(assignEpoch(cache, 5, 110)).toBe(false);
    expect(cache).toEqual([{ epoch: 5, startOffset: 100 }]);
  });

  it('takes the place of an epoch under which nothing was written', () => {
    const cache = threeReigns();
    assignEpoch(cache, 6, 20);
    expect(cache.at(-1)).toEqual({ epoch: 6, startOffset: 20 });
    expect(cache).toHaveLength(3);
  });

  it('drops entries that contradict it', () => {
    const cache = threeReigns();
    assignEpoch(cache, 2, 5);
    expect(cache).toEqual([
      { epoch: 1, startOffset: 0 },
      { epoch: 2, startOffset: 5 },
    ]);
  });
});

describe('KIP-101: where an epoch ended', () => {
  it('is where the next known epoch began', () => {
    expect(endOffsetFor(threeReigns(), 1, 25)).toEqual({ leaderEpoch: 1, offset: 10 });
  });

  it('is the log end for the newest epoch', () => {
    expect(endOffsetFor(threeReigns(), 4, 25)).toEqual({ leaderEpoch: 4, offset: 25 });
  });

  it('is answered with the epoch before, if the log never had the one asked for', () => {
    expect(endOffsetFor(threeReigns(), 2, 25)).toEqual({ leaderEpoch: 1, offset: 10 });
  });

  it('is where our first epoch begins, if the one asked for is older than the log', () => {
    const cache = threeReigns();
    truncateFromStart(cache, 12);
    expect(endOffsetFor(cache, 1, 25)).toEqual({ leaderEpoch: 1, offset: 12 });
  });

  it('is unknown for an epoch from our future', () => {
    expect(endOffsetFor(threeReigns(), 7, 25)).toBeNull();
  });

  it('is unknown for "no epoch"', () => {
    expect(endOffsetFor(threeReigns(), -1, 25)).toBeNull();
  });
});

describe('when the log loses an end', () => {
  it('epochs that began in the part cut off are forgotten', () => {
    const cache = threeReigns();
    truncateFromEnd(cache, 20);
    expect(cache.map(({ epoch }) => epoch)).toEqual([1, 3]);
  });

  it('the epoch that holds the new log start begins there now', () => {
    const cache = threeReigns();
    truncateFromStart(cache, 15);
    expect(cache).toEqual([
      { epoch: 3, startOffset: 15 },
      { epoch: 4, startOffset: 20 },
    ]);
  });
});
