import { expect, it } from 'vitest';
import { layOut } from './layout/lay-out.ts';
import { easeInOut, layoutAt, moverTo } from './motion.ts';
import { fakeStructure } from './testing/fake-frame.ts';

const options = { measure: (text: string) => text.length * 7, leaderText: () => 'broker 1' };
const size = { width: 1440, height: 760 };
const move = { startedAt: 1000, durationMs: 400 };

const before = fakeStructure({ partitions: 3, consumers: 4, groups: 2 });
/** The first consumer has gone to the other group, and with it all indexes have shifted. */
const [first, ...others] = before.consumers;
const after = {
  ...before,
  consumers: [...others, { ...first!, group: before.groups[1]!.id }],
  groups: [
    { ...before.groups[0]!, members: [0] },
    { ...before.groups[1]!, members: [1, 2, 3] },
  ],
};
const from = layOut(before, size, options);
const to = layOut(after, size, options);
const mover = moverTo(moverTo(null, from, { startedAt: 0, durationMs: 0 }), to, move);

it('begins at the old layout, ends at the new one, and is between them on the way', () => {
  const start = layoutAt(mover, 1000).consumers.find(({ key }) => key === first!.name)!;
  const middle = layoutAt(mover, 1200).consumers.find(({ key }) => key === first!.name)!;
  expect(start.box).toEqual(from.consumers[0]!.box);
  expect(middle.box.y).toBeCloseTo((from.consumers[0]!.box.y + to.consumers[3]!.box.y) / 2);
  expect(layoutAt(mover, 1400)).toBe(to);
});

it('a move that is overtaken goes on from where things are', () => {
  const back = moverTo(mover, from, { startedAt: 1100, durationMs: 400 });
  expect(layoutAt(back, 1100).consumers[0]!.box).toEqual(
    layoutAt(mover, 1100).consumers.find(({ key }) => key === first!.name)!.box,
  );
});

it('what is new is at its place at once', () => {
  const grown = layOut(fakeStructure({ partitions: 4, consumers: 4, groups: 2 }), size, options);
  const growing = moverTo(mover, grown, { startedAt: 5000, durationMs: 400 });
  expect(layoutAt(growing, 5001).rows[3]).toEqual(grown.rows[3]);
});

it('without duration there is no way between', () => {
  expect(layoutAt({ from, to, move: { startedAt: 1000, durationMs: 0 } }, 1000)).toBe(to);
});

it('eases from rest to rest', () => {
  expect([0, 0.5, 1].map(easeInOut)).toEqual([0, 0.5, 1]);
  expect(easeInOut(0.1)).toBeLessThan(0.02);
});
