import { expect, it } from 'vitest';
import type { Frame } from '../../view/frame.ts';
import { layOut } from '../layout/lay-out.ts';
import { fakeFrame, fakeStructure } from '../testing/fake-frame.ts';
import { LEAVING_MS, RowViews } from './row-views.ts';

const structure = fakeStructure({ partitions: 2 });
const layout = layOut(
  structure,
  { width: 1440, height: 760 },
  { measure: (text) => text.length * 7, leaderText: () => 'broker 1' },
);
const key = layout.rows[0]!.key;
const frame = fakeFrame(structure, 0);

function withRow(change: Partial<Record<'logStart' | 'highWatermark' | 'logEnd', number>>): Frame {
  const rows = { ...frame.rows };
  for (const [name, value] of Object.entries(change) as [keyof typeof change, number][]) {
    rows[name] = Float64Array.from(rows[name], (old, row) => (row === 0 ? value : old));
  }
  return { ...frame, rows };
}

function settled(views: RowViews, wanted: Frame, from = 0): number {
  let now = from;
  while (views.advance(layout, structure, wanted, now, 16, false)) {
    now += 16;
    if (now > from + 5000) throw new Error('never at rest');
  }
  return now - from;
}

it('the window slides to new records and comes to rest', () => {
  const views = new RowViews();
  settled(views, withRow({ logEnd: 100, highWatermark: 100 }));
  const before = views.of(key)!.start;
  const after = withRow({ logEnd: 104, highWatermark: 104 });
  views.advance(layout, structure, after, 16, 16, false);
  const { start, end } = views.of(key)!;
  expect(start).toBeGreaterThan(before);
  expect(start).toBeLessThan(before + 4);
  expect(end).toBeLessThan(104);
  expect(settled(views, after)).toBeLessThan(1500);
  expect(views.of(key)!.start).toBeCloseTo(before + 4);
});

it('truncation takes records away at once', () => {
  const views = new RowViews();
  settled(views, withRow({ logEnd: 100 }));
  views.advance(layout, structure, withRow({ logEnd: 97 }), 16, 16, false);
  expect(views.of(key)!.end).toBe(97);
});

it('a leap is not slid through', () => {
  const views = new RowViews();
  settled(views, withRow({ logEnd: 100 }));
  views.advance(layout, structure, withRow({ logEnd: 5000 }), 16, 16, false);
  expect(views.of(key)!.end).toBe(5000);
});

it('expired records that were in view are kept for their way out, with their keys', () => {
  const views = new RowViews();
  settled(views, frame);
  const from = Math.max(frame.rows.logStart[0]!, Math.floor(views.of(key)!.start));
  const after = withRow({ logStart: from + 10 });
  views.noteLeaving(frame, after, layout, 1000);
  const leaving = views.of(key)!.leaving!;
  expect(leaving).toMatchObject({ from, to: from + 10 });
  const skipped = from - frame.rows.cellFrom[0]!;
  expect([...leaving.keys]).toEqual([...frame.rows.cellKeys.subarray(skipped, skipped + 10)]);
  views.advance(layout, structure, after, 1000 + LEAVING_MS + 1, 16, false);
  expect(views.of(key)!.leaving).toBeNull();
});

it('what expired out of view leaves no trace', () => {
  const views = new RowViews();
  settled(views, withRow({ logEnd: 5000, highWatermark: 5000 }));
  views.noteLeaving(frame, withRow({ logStart: 40 }), layout, 1000);
  expect(views.of(key)!.leaving).toBeNull();
});

it('with reduced motion everything is at its place at once', () => {
  const views = new RowViews();
  settled(views, withRow({ logEnd: 100 }));
  expect(views.advance(layout, structure, withRow({ logEnd: 104 }), 16, 16, true)).toBe(false);
  expect(views.of(key)!.end).toBe(104);
});
