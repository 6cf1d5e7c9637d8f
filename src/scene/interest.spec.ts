import { expect, it } from 'vitest';
import { interestIn, sameInterest } from './interest.ts';
import { layOut } from './layout/lay-out.ts';
import { fakeStructure } from './testing/fake-frame.ts';

const size = { width: 1024, height: 768 };
const options = { measure: (text: string) => text.length * 6, leaderText: () => 'broker 1' };

it('all rows are of interest while all are in view', () => {
  const layout = layOut(fakeStructure({ partitions: 12 }), size, options);
  expect(interestIn(layout, { x: 0, y: 0, scale: 1 }, size)).toMatchObject({
    rowFrom: 0,
    rowTo: 12,
    flights: true,
  });
});

it('zoomed in, only those in view and a little around', () => {
  const layout = layOut(fakeStructure({ partitions: 100 }), size, options);
  const scale = 4;
  const { rowFrom, rowTo } = interestIn(layout, { x: 0, y: -layout.rows[50]!.box.y * scale, scale }, size);
  expect(rowFrom).toBeGreaterThan(40);
  expect(rowFrom).toBeLessThanOrEqual(50);
  expect(rowTo).toBeLessThan(100);
});

it('a matrix has no single flights', () => {
  const layout = layOut(fakeStructure({ partitions: 500 }), size, options);
  expect(interestIn(layout, { x: 0, y: 0, scale: 1 }, size).flights).toBe(false);
});

it('is told again only when it differs', () => {
  const interest = { rowFrom: 0, rowTo: 3, cells: 60, flights: true };
  expect(sameInterest(null, interest)).toBe(false);
  expect(sameInterest(interest, { ...interest })).toBe(true);
  expect(sameInterest(interest, { ...interest, rowTo: 4 })).toBe(false);
});
