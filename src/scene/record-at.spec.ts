import { expect, it } from 'vitest';
import { centre } from './geometry.ts';
import { layOut } from './layout/lay-out.ts';
import { boxOfRecord, recordAt } from './record-at.ts';
import { fakeFrame, fakeStructure } from './testing/fake-frame.ts';

const structure = fakeStructure({ partitions: 3 });
const layout = layOut(
  structure,
  { width: 1440, height: 760 },
  { measure: (text) => text.length * 7, leaderText: () => 'broker 1' },
);
const frame = fakeFrame(structure, 4000);

it('finds each record in the middle of its cell', () => {
  for (let row = 0; row < 3; row++) {
    const end = frame.rows.logEnd[row]!;
    for (let offset = end - 20; offset < end; offset++) {
      expect(recordAt(layout, frame, centre(boxOfRecord(layout, frame, { row, offset })!))).toEqual({
        row,
        offset,
      });
    }
  }
});

it('finds none beyond the log, beside the tapes, or before the log start', () => {
  const { tape } = layout.rows[0]!;
  const y = tape.y + 3;
  expect(recordAt(layout, frame, { x: tape.x + tape.width - 1, y })).toBeNull();
  expect(recordAt(layout, frame, { x: tape.x + 100, y: tape.y - 30 })).toBeNull();
  expect(boxOfRecord(layout, frame, { row: 0, offset: frame.rows.logStart[0]! - 1 })).toBeNull();
  expect(boxOfRecord(layout, frame, { row: 0, offset: frame.rows.logEnd[0]! })).toBeNull();
});
