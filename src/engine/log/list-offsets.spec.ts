import { describe, expect, it } from 'vitest';
import { appendAsLeader } from './append.ts';
import { updateHighWatermark } from './high-watermark.ts';
import { listOffset } from './list-offsets.ts';
import { deleteRecords } from './log-start-offset.ts';
import { roll } from './roll.ts';
import { START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

/** Made at: [10 30 20] under epoch 1, a roll, [40] and [30 40] under epoch 2. */
function sixRecords(type = 'CreateTime'): UnifiedLog {
  const log = createLog(sampleConfig({ 'message.timestamp.type': type }), START_MS);
  appendAsLeader(log, sampleBatch({ atMs: [10, 30, 20] }), 1, START_MS);
  roll(log, START_MS);
  appendAsLeader(log, sampleBatch({ atMs: [40] }), 2, START_MS + 1);
  appendAsLeader(log, sampleBatch({ atMs: [30, 40] }), 2, START_MS + 2);
  updateHighWatermark(log, log.logEndOffset);
  return log;
}

describe('listOffset', () => {
  it('finds the first record that is at least as new, in the order of the log', () => {
    const log = sixRecords();
    expect(listOffset(log, START_MS + 20)).toEqual({
      timestamp: START_MS + 30,
      offset: 1,
      leaderEpoch: 1,
    });
    expect(listOffset(log, START_MS + 31)).toMatchObject({ offset: 3, leaderEpoch: 2 });
  });

  it('finds nothing newer than the newest', () => {
    expect(listOffset(sixRecords(), START_MS + 41)).toBeNull();
  });

  it('-1 and -2 are the ends of the log', () => {
    const log = sixRecords();
    deleteRecords(log, 2);
    expect(listOffset(log, -1)).toEqual({ timestamp: -1, offset: 6, leaderEpoch: 2 });
    expect(listOffset(log, -2)).toEqual({ timestamp: -1, offset: 2, leaderEpoch: 1 });
  });

  it('KIP-734: -3 is the record with the largest timestamp, the first of them', () => {
    expect(listOffset(sixRecords(), -3)).toEqual({ timestamp: START_MS + 40, offset: 3, leaderEpoch: 2 });
    expect(listOffset(createLog(sampleConfig(), START_MS), -3)).toBeNull();
  });

  it('under LogAppendTime all records of a batch have its time', () => {
    expect(listOffset(sixRecords('LogAppendTime'), START_MS + 2)).toMatchObject({ offset: 4 });
  });

  it('a record below the log start hides newer ones in later segments, in Kafka too', () => {
    const log = sixRecords();
    deleteRecords(log, 2);
    expect(listOffset(log, START_MS + 30)).toBeNull();
  });
});
