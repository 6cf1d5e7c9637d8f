import { describe, expect, it } from 'vitest';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { type AppendFailure, appendAsFollower, appendAsLeader, type LogAppendInfo } from './append.ts';
import type { LogConfig } from './log-config.ts';
import { records, START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { createLog, latestEpoch, sizeOfLog, type UnifiedLog } from './unified-log.ts';

const EPOCH = 2;

function logWith(config: Partial<LogConfig> = {}): UnifiedLog {
  return createLog(sampleConfig(config), START_MS);
}

function send(log: UnifiedLog, batch: RecordBatch): LogAppendInfo {
  const result = appendAsLeader(log, batch, EPOCH, START_MS);
  if ('error' in result) throw new Error(result.exception);
  return result;
}

function refused(log: UnifiedLog, batch: RecordBatch): AppendFailure {
  const result = appendAsLeader(log, batch, EPOCH, START_MS);
  if (!('error' in result)) throw new Error('appended');
  return result;
}

describe('appendAsLeader', () => {
  it('gives the batch the next offsets and the leader epoch, and leaves the sent object alone', () => {
    const log = logWith();
    const sent = sampleBatch({ atMs: records(3) });
    send(log, sent);
    const { firstOffset, lastOffset, batch } = send(log, sent);
    expect([firstOffset, lastOffset, log.logEndOffset]).toEqual([3, 5, 6]);
    expect(batch).toMatchObject({ baseOffset: 3, lastOffset: 5, partitionLeaderEpoch: EPOCH });
    expect(sent.baseOffset).toBe(0);
  });

  it('notes the epoch with its first record', () => {
    const log = logWith();
    send(log, sampleBatch());
    expect(log.leaderEpochs).toEqual([{ epoch: EPOCH, startOffset: 0 }]);
  });

  it("under LogAppendTime the records bear the broker's time, and the producer is told", () => {
    const log = logWith({ 'message.timestamp.type': 'LogAppendTime' });
    const { batch, logAppendTime } = send(log, sampleBatch({ atMs: [-5000, 9_999_999] }));
    expect(logAppendTime).toBe(START_MS);
    expect(batch).toMatchObject({ timestampType: 'LogAppendTime', maxTimestamp: START_MS });
  });
});

describe("a topic's compression.type", () => {
  const sent = sampleBatch({ atMs: records(3), sizeInBytes: 61 + 3 * 21 });

  it('producer: batches are stored as they are sent', () => {
    expect(send(logWith(), sent).batch).toMatchObject({ sizeInBytes: sent.sizeInBytes });
    const zipped: RecordBatch = { ...sent, sizeInBytes: 90, compression: 'zstd' };
    expect(send(logWith(), zipped).batch).toMatchObject({ sizeInBytes: 90, compression: 'zstd' });
  });

  it('a codec: the leader compresses, unless the producer has done so with the same', () => {
    const log = logWith({ 'compression.type': 'gzip' });
    expect(send(log, sent).batch).toMatchObject({ sizeInBytes: 61 + 32, compression: 'gzip' });
    const zipped: RecordBatch = { ...sent, sizeInBytes: 90, compression: 'gzip' };
    expect(send(log, zipped).batch).toMatchObject({ sizeInBytes: 90, compression: 'gzip' });
  });

  it('uncompressed: a batch has its full size again, which may be too much', () => {
    const zipped: RecordBatch = { ...sent, sizeInBytes: 90, compression: 'lz4' };
    const { batch } = send(logWith({ 'compression.type': 'uncompressed' }), zipped);
    expect(batch).toMatchObject({ sizeInBytes: sent.sizeInBytes });
    expect(batch).not.toHaveProperty('compression');
    const tight = logWith({ 'compression.type': 'uncompressed', 'max.message.bytes': 100 });
    expect(refused(tight, zipped).error).toBe('MESSAGE_TOO_LARGE');
  });
});

describe('a leader refuses', () => {
  it('a batch above max.message.bytes with MESSAGE_TOO_LARGE, before it looks at anything else', () => {
    const log = logWith({ 'max.message.bytes': 99, 'internal.segment.bytes': 50 });
    expect(refused(log, sampleBatch()).error).toBe('MESSAGE_TOO_LARGE');
    expect(latestEpoch(log)).toBe(-1);
  });

  it('a batch above the segment size with RECORD_LIST_TOO_LARGE, when its epoch has already begun', () => {
    const log = logWith({ 'internal.segment.bytes': 99 });
    expect(refused(log, sampleBatch()).error).toBe('RECORD_LIST_TOO_LARGE');
    expect(latestEpoch(log)).toBe(EPOCH);
    expect(log.logEndOffset).toBe(0);
  });

  it('records further ahead of its clock than message.timestamp.after.max.ms, and names them', () => {
    const log = logWith({ 'message.timestamp.after.max.ms': 1000 });
    expect(refused(log, sampleBatch({ atMs: [0, 1001, 1000] }))).toEqual({
      error: 'INVALID_TIMESTAMP',
      exception: 'RecordValidationException',
      recordErrors: [{ batchIndex: 1, error: 'INVALID_TIMESTAMP' }],
    });
  });

  it('records further behind its clock than message.timestamp.before.max.ms', () => {
    const log = logWith({ 'message.timestamp.before.max.ms': 1000 });
    send(log, sampleBatch({ atMs: [-1000, 0] }));
    expect(refused(log, sampleBatch({ atMs: [0, -1001] })).recordErrors).toEqual([
      { batchIndex: 1, error: 'INVALID_TIMESTAMP' },
    ]);
  });

  it('a record without a key where the topic is compacted', () => {
    const log = logWith({ 'cleanup.policy': ['compact'] });
    expect(refused(log, sampleBatch({ keySize: -1 })).error).toBe('INVALID_RECORD');
    send(log, sampleBatch({ keySize: 0 }));
  });

  it('a producer id without a sequence', () => {
    expect(refused(logWith(), sampleBatch({ producerId: 7, producerEpoch: 0 })).error).toBe('INVALID_RECORD');
  });
});

describe('idempotence', () => {
  const first = sampleBatch({ producerId: 7, producerEpoch: 0, baseSequence: 0, atMs: records(2) });
  const second = sampleBatch({ producerId: 7, producerEpoch: 0, baseSequence: 2 });

  it('a batch sent again gets its first offset, and nothing is written', () => {
    const log = logWith();
    send(log, first);
    send(log, second);
    const again = send(log, first);
    expect(again).toMatchObject({ firstOffset: 0, lastOffset: 1, duplicate: true, batch: null });
    expect([log.logEndOffset, sizeOfLog(log)]).toEqual([3, 200]);
  });

  it('a batch that overtook its predecessor waits for it: OUT_OF_ORDER_SEQUENCE_NUMBER', () => {
    const log = logWith();
    send(log, first);
    const third = sampleBatch({ producerId: 7, producerEpoch: 0, baseSequence: 3 });
    expect(refused(log, third).error).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
    send(log, second);
    send(log, third);
  });

  it('a fenced producer gets INVALID_PRODUCER_EPOCH', () => {
    const log = logWith();
    send(log, sampleBatch({ producerId: 7, producerEpoch: 1, baseSequence: 0 }));
    expect(refused(log, first).error).toBe('INVALID_PRODUCER_EPOCH');
  });

  it('a follower knows its producers from what it appends, so it can go on when it becomes leader', () => {
    const leader = logWith();
    const follower = logWith();
    appendAsFollower(follower, send(leader, first).batch!, START_MS);
    expect(follower.producers).toEqual(leader.producers);
    expect(send(follower, first).duplicate).toBe(true);
  });
});

describe('appendAsFollower', () => {
  it("shares the leader's batch and takes its epoch", () => {
    const leader = logWith();
    const follower = logWith();
    const { batch } = send(leader, sampleBatch({ atMs: records(4) }));
    appendAsFollower(follower, batch!, START_MS);
    expect(follower.segments[0]!.chunk.batches[0]).toBe(batch);
    expect([follower.logEndOffset, latestEpoch(follower)]).toEqual([4, EPOCH]);
  });

  it('asks nothing about sizes and timestamps that the leader has accepted', () => {
    const follower = logWith({ 'max.message.bytes': 10, 'message.timestamp.after.max.ms': 0 });
    const { batch } = send(logWith(), sampleBatch({ atMs: [5000] }));
    expect(appendAsFollower(follower, batch!, START_MS)).toMatchObject({ firstOffset: 0, lastOffset: 0 });
  });

  it('takes no batch that begins before its log end', () => {
    const follower = logWith();
    const { batch } = send(logWith(), sampleBatch({ atMs: records(4) }));
    appendAsFollower(follower, batch!, START_MS);
    expect(appendAsFollower(follower, batch!, START_MS)).toMatchObject({
      exception: 'UnexpectedAppendOffsetException',
    });
  });
});
