import { describe, expect, it } from 'vitest';
import { endTransactionMarkerBatch } from '../../protocol/end-transaction-marker.ts';
import { appendAsFollower, appendAsLeader, isAppendFailure, type LogAppendInfo } from './append.ts';
import { lastStableOffset, updateHighWatermark } from './high-watermark.ts';
import type { TransactionVersion } from './producer-append-info.ts';
import { removeExpiredProducers } from './producer-state-manager.ts';
import { type FetchDataInfo, isReadFailure, readIsolated } from './read.ts';
import { roll } from './roll.ts';
import { records, START_MS, sampleBatch, sampleConfig } from './sample-batch.ts';
import { truncateTo } from './truncate.ts';
import { createLog, type UnifiedLog } from './unified-log.ts';

const EPOCH = 0;

function newLog(): UnifiedLog {
  return createLog(sampleConfig({ 'internal.segment.bytes': 10_000 }), START_MS);
}

/** Two records in a transaction of this producer; the high watermark follows. */
function write(log: UnifiedLog, producerId: number, baseSequence: number, producerEpoch = 0): LogAppendInfo {
  const batch = sampleBatch({ producerId, producerEpoch, baseSequence, atMs: records(2) });
  const result = appendAsLeader(log, { ...batch, isTransactional: true }, EPOCH, START_MS);
  if (isAppendFailure(result)) throw new Error(result.error);
  updateHighWatermark(log, log.logEndOffset);
  return result;
}

interface Marker {
  readonly producerEpoch?: number;
  readonly coordinatorEpoch?: number;
  readonly transactionVersion?: TransactionVersion;
}

/** Null: the marker is in the log, and the high watermark past it. */
function end(
  log: UnifiedLog,
  marker: 'COMMIT' | 'ABORT',
  producerId: number,
  of: Marker = {},
): string | null {
  const { producerEpoch = 0, coordinatorEpoch = 0, transactionVersion = 0 } = of;
  const batch = endTransactionMarkerBatch({ marker, producerId, producerEpoch, coordinatorEpoch }, START_MS);
  const result = appendAsLeader(log, batch, EPOCH, START_MS, 'COORDINATOR', transactionVersion);
  if (isAppendFailure(result)) return result.error;
  updateHighWatermark(log, log.logEndOffset);
  return null;
}

function readCommitted(log: UnifiedLog, fromOffset: number): FetchDataInfo {
  const result = readIsolated(log, fromOffset, 100_000, true, 'TXN_COMMITTED');
  if (isReadFailure(result)) throw new Error(result.error);
  return result;
}

describe('the last stable offset', () => {
  it('is the high watermark while no transaction is open', () => {
    const log = newLog();
    appendAsLeader(log, sampleBatch(), EPOCH, START_MS);
    updateHighWatermark(log, 1);
    expect(lastStableOffset(log)).toBe(1);
  });

  it('waits at the first record of the oldest open transaction, whoever else commits', () => {
    const log = newLog();
    write(log, 7, 0);
    write(log, 8, 0);
    end(log, 'COMMIT', 8);
    expect([lastStableOffset(log), log.highWatermark]).toEqual([0, 5]);
    end(log, 'COMMIT', 7);
    expect(lastStableOffset(log)).toBe(6);
  });

  it('moves past a transaction only when its marker is below the high watermark', () => {
    const log = newLog();
    write(log, 7, 0);
    const marker = { marker: 'COMMIT', producerId: 7, producerEpoch: 0, coordinatorEpoch: 0 } as const;
    appendAsLeader(log, endTransactionMarkerBatch(marker, START_MS), EPOCH, START_MS, 'COORDINATOR');
    updateHighWatermark(log, 2);
    expect(lastStableOffset(log)).toBe(0);
    updateHighWatermark(log, 3);
    expect(lastStableOffset(log)).toBe(3);
  });

  it('is worked out by followers too, from the same batches', () => {
    const leader = newLog();
    const follower = newLog();
    const { batch } = write(leader, 7, 0);
    appendAsFollower(follower, batch!, START_MS);
    updateHighWatermark(follower, 2);
    expect(lastStableOffset(follower)).toBe(0);
  });

  it('is found again after a truncation that takes the marker away', () => {
    const log = newLog();
    write(log, 7, 0);
    end(log, 'ABORT', 7);
    truncateTo(log, 2, START_MS);
    expect(lastStableOffset(log)).toBe(0);
    expect(readCommitted(log, 0).batches).toEqual([]);
  });
});

describe('a read_committed fetch', () => {
  it('ends at the last stable offset', () => {
    const log = newLog();
    appendAsLeader(log, sampleBatch(), EPOCH, START_MS);
    write(log, 7, 0);
    expect(readCommitted(log, 0).batches.map(({ baseOffset }) => baseOffset)).toEqual([0]);
  });

  it('gets aborted records as well, and is told whose they are and from where on', () => {
    const log = newLog();
    write(log, 7, 0);
    write(log, 8, 0);
    end(log, 'ABORT', 7);
    end(log, 'COMMIT', 8);
    const { batches, abortedTransactions } = readCommitted(log, 0);
    expect(batches).toHaveLength(4);
    expect(abortedTransactions).toEqual([{ producerId: 7, firstOffset: 0 }]);
  });

  it('is told of an abort whose marker lies in a later segment', () => {
    const log = newLog();
    write(log, 7, 0);
    roll(log, START_MS);
    end(log, 'ABORT', 7);
    expect(readCommitted(log, 0).abortedTransactions).toEqual([{ producerId: 7, firstOffset: 0 }]);
  });

  it('is not told of aborts before the offset that it asks from', () => {
    const log = newLog();
    write(log, 7, 0);
    end(log, 'ABORT', 7);
    write(log, 8, 0);
    end(log, 'COMMIT', 8);
    expect(readCommitted(log, 3).abortedTransactions).toEqual([]);
  });

  it('alone is told: others read everything', () => {
    const log = newLog();
    write(log, 7, 0);
    const all = readIsolated(log, 0, 1000, true, 'HIGH_WATERMARK');
    expect(all).toMatchObject({ abortedTransactions: null, batches: [{ lastOffset: 1 }] });
  });
});

describe('a producer with an open transaction', () => {
  it('INVALID_TXN_STATE when it writes outside of it', () => {
    const log = newLog();
    write(log, 7, 0);
    const outside = sampleBatch({ producerId: 7, producerEpoch: 0, baseSequence: 2 });
    expect(appendAsLeader(log, outside, EPOCH, START_MS)).toMatchObject({ error: 'INVALID_TXN_STATE' });
  });

  it('is not forgotten, however long it is silent', () => {
    const log = newLog();
    write(log, 7, 0);
    expect(removeExpiredProducers(log.producers, START_MS + 1e9, 1000)).toBe(0);
    end(log, 'COMMIT', 7);
    expect(removeExpiredProducers(log.producers, START_MS + 1e9, 1000)).toBe(1);
  });
});

describe('a marker', () => {
  it('INVALID_RECORD from a client: only a coordinator ends transactions', () => {
    const log = newLog();
    const marker = { marker: 'COMMIT', producerId: 7, producerEpoch: 0, coordinatorEpoch: 0 } as const;
    const batch = endTransactionMarkerBatch(marker, START_MS);
    expect(appendAsLeader(log, batch, EPOCH, START_MS)).toMatchObject({ error: 'INVALID_RECORD' });
  });

  it('INVALID_PRODUCER_EPOCH when the producer has been given a newer epoch', () => {
    const log = newLog();
    write(log, 7, 0, 3);
    expect(end(log, 'ABORT', 7, { producerEpoch: 2 })).toBe('INVALID_PRODUCER_EPOCH');
  });

  it('TRANSACTION_COORDINATOR_FENCED when a newer coordinator has written here', () => {
    const log = newLog();
    write(log, 7, 0);
    end(log, 'COMMIT', 7, { coordinatorEpoch: 5 });
    expect(end(log, 'ABORT', 7, { coordinatorEpoch: 4 })).toBe('TRANSACTION_COORDINATOR_FENCED');
  });

  it('fences the producer: what it sends under the older epoch comes too late', () => {
    const log = newLog();
    write(log, 7, 0);
    end(log, 'ABORT', 7, { producerEpoch: 1 });
    expect(() => write(log, 7, 2)).toThrow('INVALID_PRODUCER_EPOCH');
    expect(write(log, 7, 0, 1).firstOffset).toBe(3);
  });

  describe('of transaction.version 2, where each transaction has an epoch of its own (KIP-890)', () => {
    it('INVALID_PRODUCER_EPOCH under the epoch of the open transaction: it belongs to an earlier one', () => {
      const log = newLog();
      write(log, 7, 0, 3);
      expect(end(log, 'COMMIT', 7, { producerEpoch: 3, transactionVersion: 2 })).toBe(
        'INVALID_PRODUCER_EPOCH',
      );
      expect(end(log, 'COMMIT', 7, { producerEpoch: 4, transactionVersion: 2 })).toBeNull();
    });

    it('may be written again once the transaction is over: the coordinator did not hear the answer', () => {
      const log = newLog();
      write(log, 7, 0, 3);
      end(log, 'COMMIT', 7, { producerEpoch: 4, transactionVersion: 2 });
      expect(end(log, 'COMMIT', 7, { producerEpoch: 4, transactionVersion: 2 })).toBeNull();
    });
  });
});
