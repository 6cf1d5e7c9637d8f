import { expect, it } from 'vitest';
import { centre } from '../geometry.ts';
import { layOut } from '../layout/lay-out.ts';
import { fakeFrame, fakeStructure } from '../testing/fake-frame.ts';
import { keyOf, recordAt, recordBox } from './record-at.ts';

const structure = fakeStructure();
const layout = layOut(
  structure,
  { width: 1024, height: 768 },
  {
    measure: (text) => text.length * 6,
    leaderText: ({ leader }) => `broker ${leader}`,
  },
);
const frame = fakeFrame(structure, 4000);

it('the record whose cell is pointed at is found, row by row', () => {
  for (let row = 0; row < structure.rows.length; row++) {
    const last = frame.rows.logEnd[row]! - 1;
    for (const offset of [last, last - 1, last - 20]) {
      const box = recordBox({ row, offset }, layout, frame)!;
      expect(recordAt(centre(box), layout, frame)).toEqual({ row, offset });
    }
  }
});

it('beyond the log there is none, nor beside the tapes', () => {
  const { tape } = layout.rows[0]!;
  expect(recordAt({ x: tape.x + tape.width - 1, y: centre(tape).y }, layout, frame)).toBeNull();
  expect(recordAt({ x: tape.x - 5, y: centre(tape).y }, layout, frame)).toBeNull();
  expect(recordBox({ row: 0, offset: frame.rows.logEnd[0]! }, layout, frame)).toBeNull();
});

it('its key is known by number and text; no key, none', () => {
  const row = 1;
  const first = frame.rows.cellCounts[0]!;
  for (let at = 0; at < frame.rows.cellCounts[row]!; at++) {
    const id = frame.rows.cellKeys[first + at]!;
    const key = keyOf({ row, offset: frame.rows.cellFrom[row]! + at }, frame, structure);
    expect(key).toEqual(id < 0 ? null : { id, text: `customer-${id}` });
  }
});
