import { describe, expect, it } from 'vitest';
import { appendAsLeader, isAppendFailure } from '../engine/log/append.ts';
import { updateHighWatermark } from '../engine/log/high-watermark.ts';
import { records, START_MS, sampleBatch, sampleConfig } from '../engine/log/sample-batch.ts';
import { createLog, type UnifiedLog } from '../engine/log/unified-log.ts';
import { endTransactionMarkerBatch } from '../protocol/end-transaction-marker.ts';
import type { RecordBatch } from '../protocol/record-batch.ts';
import { MISSING_CELL } from '../view/frame.ts';
import { type Cells, pushCells } from './row-cells.ts';

function newLog(): UnifiedLog {
  return createLog(sampleConfig({ 'internal.segment.bytes': 250 }), START_MS);
}

function append(log: UnifiedLog, batch: RecordBatch): void {
  const origin = batch.records.kind === 'control' ? 'COORDINATOR' : 'CLIENT';
  const result = appendAsLeader(log, batch, 0, START_MS, origin);
  if (isAppendFailure(result)) throw new Error(result.error);
  updateHighWatermark(log, log.logEndOffset);
}

function write(log: UnifiedLog, producerId: number, baseSequence: number): void {
  const batch = sampleBatch({ producerId, producerEpoch: 0, baseSequence, atMs: records(2) });
  append(log, { ...batch, isTransactional: true });
}

function end(log: UnifiedLog, marker: 'COMMIT' | 'ABORT', producerId: number): void {
  append(
    log,
    endTransactionMarkerBatch({ marker, producerId, producerEpoch: 0, coordinatorEpoch: 0 }, START_MS),
  );
}

function cellsOf(log: UnifiedLog, from = 0): Cells {
  const cells: Cells = { keys: [], txns: [], inTxns: false };
  pushCells(cells, log, from, log.logEndOffset);
  return cells;
}

/** As text: `.` plain, `o` open, `a` aborted, `C` and `A` the markers. */
function drawn(cells: Cells): string {
  return cells.txns.map((txn) => '.oaCA'[txn]).join('');
}

describe('what a transaction makes of cells', () => {
  it('nothing, where there is none', () => {
    const log = newLog();
    append(log, sampleBatch({ atMs: records(3) }));
    expect(cellsOf(log)).toEqual({ keys: [0, 0, 0], txns: [0, 0, 0], inTxns: false });
  });

  it('its records are open until a marker takes the next offset and decides', () => {
    const log = newLog();
    write(log, 1, 0);
    append(log, sampleBatch());
    expect(drawn(cellsOf(log))).toBe('oo.');
    end(log, 'COMMIT', 1);
    expect(drawn(cellsOf(log))).toBe('...C');
    expect(cellsOf(log).keys).toEqual([0, 0, 0, MISSING_CELL]);
  });

  it('each producer’s is decided for itself, across segments', () => {
    const log = newLog();
    write(log, 1, 0);
    write(log, 2, 0);
    write(log, 1, 2);
    end(log, 'ABORT', 1);
    write(log, 1, 4);
    write(log, 2, 2);
    expect(log.segments.length).toBeGreaterThan(2);
    expect(drawn(cellsOf(log))).toBe('aaooaaAoooo');
    end(log, 'COMMIT', 2);
    end(log, 'COMMIT', 1);
    expect(drawn(cellsOf(log))).toBe('aa..aaA....CC');
  });

  it('a window that begins in the middle says the same of its records', () => {
    const log = newLog();
    write(log, 1, 0);
    write(log, 2, 0);
    end(log, 'ABORT', 1);
    end(log, 'ABORT', 2);
    expect(drawn(cellsOf(log, 1))).toBe('aaaAA');
    expect(drawn(cellsOf(log, 3))).toBe('aAA');
  });
});
