import { describe, expect, it } from 'vitest';
import { appendAsLeader } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { findDuplicateBatch } from './producer-state-manager.ts';
import { roll } from './roll.ts';
import { records, START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { truncateFullyAndStartAt, truncateTo } from './truncate.ts';
import { assignEpochStartOffset, createLog, latestEpoch, sizeOfLog, type UnifiedLog } from './unified-log.ts';

function sent(index: number) {
  return sampleBatch({
    atMs: records(4),
    producerId: 7,
    producerEpoch: 0,
    baseSequence: index * 4,
  });
}

/** Batches 0-3 and 4-7 of epoch 1, a roll, 8-11 of epoch 2, all of producer 7. */
function threeBatches(): UnifiedLog {
  const log = createLog(sampleConfig(), START_MS);
  appendAsLeader(log, sent(0), 1, START_MS);
  appendAsLeader(log, sent(1), 1, START_MS);
  roll(log, START_MS);
  appendAsLeader(log, sent(2), 2, START_MS);
  return log;
}

describe('truncateTo', () => {
  it('removes segments that begin later, and the epochs and the high watermark follow', () => {
    const log = threeBatches();
    updateHighWatermark(log, 12);
    expect(truncateTo(log, 4, START_MS)).toBe(true);
    expect(log.segments).toHaveLength(1);
    expect([log.logEndOffset, log.highWatermark, latestEpoch(log), sizeOfLog(log)]).toEqual([4, 4, 1, 100]);
  });

  it('a batch goes whole: an offset inside it leaves a gap before the log end', () => {
    const log = threeBatches();
    truncateTo(log, 6, START_MS);
    expect(log.segments[0]!.chunk.batches.map(({ lastOffset }) => lastOffset)).toEqual([3]);
    expect(log.logEndOffset).toBe(6);
    expect(appendAsLeader(log, sampleBatch(), 3, START_MS)).toMatchObject({ firstOffset: 6 });
  });

  it('at or after the log end only forgets an epoch that wrote nothing', () => {
    const log = threeBatches();
    assignEpochStartOffset(log, 3);
    expect(truncateTo(log, 50, START_MS)).toBe(false);
    expect([log.logEndOffset, latestEpoch(log)]).toEqual([12, 2]);
  });

  it('a producer is known by what is left: the batches cut off may be sent again', () => {
    const log = threeBatches();
    truncateTo(log, 8, START_MS);
    expect(findDuplicateBatch(log.producers, sent(1))).toBeDefined();
    expect(findDuplicateBatch(log.producers, sent(2))).toBeUndefined();
    expect(appendAsLeader(log, sent(2), 3, START_MS)).toMatchObject({ firstOffset: 8, duplicate: false });
  });

  it('the newest timestamp of a segment is that of the records left', () => {
    const log = createLog(sampleConfig(), START_MS);
    for (const at of [1, 9, 5]) appendAsLeader(log, sampleBatch({ atMs: [at] }), 0, START_MS);
    truncateTo(log, 1, START_MS);
    expect(log.segments[0]!.maxTimestampBatch).toBe(0);
  });

  it('before the first segment the log begins anew', () => {
    const log = threeBatches();
    truncateFullyAndStartAt(log, 100, START_MS);
    truncateTo(log, 40, START_MS);
    expect([log.logStartOffset, log.logEndOffset, log.segments[0]!.baseOffset]).toEqual([40, 40, 40]);
  });
});

describe('truncateFullyAndStartAt', () => {
  it('leaves nothing of records, epochs and producers', () => {
    const log = threeBatches();
    truncateFullyAndStartAt(log, 100, START_MS);
    expect(log).toMatchObject({
      logStartOffset: 100,
      logEndOffset: 100,
      highWatermark: 100,
      leaderEpochs: [],
    });
    expect([log.producers.size, log.segments.length, sizeOfLog(log)]).toEqual([0, 1, 0]);
  });
});
