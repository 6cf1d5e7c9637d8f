import { expect, it } from 'vitest';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import { createAbortedReader, isLeftOut } from './isolation-level.ts';

function batchAt(baseOffset: number, producerId: number, isTransactional = true): RecordBatch {
  const batch = sampleBatch({ atMs: [0, 0], producerId });
  return { ...batch, baseOffset, lastOffset: baseOffset + 1, isTransactional };
}

function marker(offset: number, producerId: number, kind: 'COMMIT' | 'ABORT'): RecordBatch {
  return {
    ...batchAt(offset, producerId),
    lastOffset: offset,
    records: { kind: 'control', marker: kind, coordinatorEpoch: 0 },
  };
}

/** Two transactions of producer 7, the first of which is aborted, one of producer 8, and records without any. */
const LOG = [
  batchAt(0, 7),
  batchAt(2, 8),
  batchAt(4, 9, false),
  marker(6, 7, 'ABORT'),
  batchAt(7, 7),
  marker(9, 8, 'COMMIT'),
  marker(10, 7, 'COMMIT'),
];

function handedOver(aborted: Parameters<typeof createAbortedReader>[0]): number[] {
  const reader = createAbortedReader(aborted);
  return LOG.filter((batch) => !isLeftOut(reader, batch)).map(({ baseOffset }) => baseOffset);
}

it('read_uncommitted leaves out the markers alone', () => {
  expect(handedOver(null)).toEqual([0, 2, 4, 7]);
});

it('read_committed leaves out what aborted transactions wrote, up to their markers', () => {
  expect(handedOver([{ producerId: 7, firstOffset: 0 }])).toEqual([2, 4, 7]);
  expect(
    handedOver([
      { producerId: 8, firstOffset: 2 },
      { producerId: 7, firstOffset: 0 },
    ]),
  ).toEqual([4, 7]);
  expect(handedOver([])).toEqual([0, 2, 4, 7]);
});
